"""Devices: which are in contact, which keep an old list, what they said; a door is opened."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.telemetry.actions.devices import DEVICE, DeviceRefused, add_device, open_door, resync, topic
from guanjia.telemetry.forms import DeviceForm
from guanjia.telemetry.models import Command, Device
from guanjia.telemetry.permissions import commands_doors, manages_devices, sees_devices
from guanjia.telemetry.queries.devices import devices_of, events_of
from guanjia.telemetry.rules.devices import DeviceKind, contact_of

LAST = 50


@require_GET
@require_page(sees_devices)
def devices_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every device with its contact and whether its list is the newest."""
    at = site_now(request.site)
    rows = [(device, contact_of(device.last_seen_at, at)) for device in devices_of(request.site)]
    context = {"rows": rows, "topic": topic(request.site.pk), "manages": manages_devices(request.user, request.site)}
    return render(request, "telemetry/devices.html", context)


@require_page(manages_devices)
def device_form(request: HttpRequest, site_code: str) -> HttpResponse:
    """Register a device; its secret is shown once, on the page that answers."""
    form = DeviceForm(request.POST or None, site=request.site)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            device, secret = add_device(
                site=request.site, code=given["code"], name=given["name"], kind=DeviceKind(given["kind"]),
                place=given["place"], room=given["room"], offline_hours=given["offline_hours"], actor=request.user,
                at=site_now(request.site),
            )  # fmt: skip
        except DeviceRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            return render(request, "telemetry/secret.html", {"device": device, "secret": secret})
    return render(request, "telemetry/form.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@require_page(sees_devices)
def device_page(request: HttpRequest, site_code: str, code: str) -> HttpResponse:
    """One device: contact, clock, list, commands, what it said last."""
    device, at = _find(request, code), site_now(request.site)
    context = {
        "device": device,
        "contact": contact_of(device.last_seen_at, at),
        "drift_s": round(device.drift_ms / 1000),
        "events": events_of(device)[:LAST],
        "orders": Command.objects.filter(device=device).select_related("asked_by").order_by("-asked_at")[:10],
        "at": at,
        "commands": commands_doors(request.user, request.site),
        "history": timeline((DEVICE, device.pk)),
        "topic": topic(request.site.pk),
    }
    return render(request, "telemetry/device.html", context)


@require_POST
@require_page(commands_doors)
def device_act(request: HttpRequest, site_code: str, code: str, verb: str) -> HttpResponse:
    """Open the door now, for a reason; have it take its whole list again."""
    device, at = _find(request, code), site_now(request.site)
    try:
        if verb == "open":
            open_door(device=device, reason=request.POST.get("reason", "")[:300], actor=request.user, at=at)
        elif verb == "resync":
            resync(device=device, actor=request.user, at=at)
        else:
            raise Http404
    except DeviceRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The device was told; whether it did it is shown below."))
    return redirect("telemetry:device", site_code, code)


def _find(request: HttpRequest, code: str) -> Device:
    return get_object_or_404(Device.objects.select_related("site"), site=request.site, code=code)
