"""Packages: at the enquiry, and as master data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.clientele.actions.clients import adopt_client
from guanjia.clientele.actions.packages import save_package, take_package, withdraw_package
from guanjia.clientele.actions.referrals import name_referral
from guanjia.clientele.forms.clients import CodeForm
from guanjia.clientele.forms.packages import PackageForm, package_values
from guanjia.clientele.models import Package, PackageChoice, Referral
from guanjia.clientele.permissions import sees_clients, sells, sets_packages
from guanjia.clientele.queries.clients import last_of
from guanjia.clientele.queries.offering import offering_of
from guanjia.clientele.rules.refusals import ClienteleRefused
from guanjia.clientele.views.common import event_of, pressed, tried
from guanjia.conference.public import CHANGEABLE, Event, Refused, Service, change_needs
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page


def _context(request: HttpRequest, event: Event) -> dict[str, Any]:
    labels = {each.value: each.label for each in Service}
    last = last_of(event)
    return {
        "event": event,
        "intake": event.intake,
        "offering": offering_of(event, site_now(request.site)),
        "choice": PackageChoice.objects.filter(event=event).select_related("package").first(),
        "referral": Referral.objects.filter(event=event).select_related("code__organisation").first(),
        "last": last,
        "last_services": [_(labels[code]) for code in last.intake.services if code in labels] if last else [],
        "open": event.stage in CHANGEABLE,
        "sees_client": sees_clients(request.user, request.site),
        "code_form": CodeForm(),
    }


@require_page(sells)
def offer(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Last time, and the packages: three first, why, and what may not be offered."""
    return render(request, "clientele/offer.html", _context(request, event_of(request, ref)))


def _copy(event: Event, who: dict[str, Any]) -> None:
    """What was asked for last time, without its times: services, tone, special needs."""
    last = last_of(event)
    if last is None:
        raise ClienteleRefused("", _("There is no earlier meeting of this client."))
    same = {"services": list(last.intake.services), "special": last.intake.special, "room_id": last.intake.room_id}
    try:
        change_needs(event=event, values=same | {"tone": last.tone, "kind": last.kind}, **who)
    except Refused as refused:
        raise ClienteleRefused("", refused.message) from refused


@require_POST
@require_page(sells)
def offer_act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """Take a package, copy last time, make the one who asks a client, note a referral code."""
    event, who = event_of(request, ref), {"actor": request.user, "at": site_now(request.site)}
    if verb == "take":
        code = request.POST.get("package", "")
        pressed(
            request, lambda: take_package(event=event, code=code, **who), _("Taken: its services are in the needs.")
        )
    elif verb == "copy":
        pressed(request, lambda: _copy(event, who), _("Copied from last time. Please confirm it with the client."))
    elif verb == "adopt":
        pressed(request, lambda: adopt_client(event=event, **who), _("This client is remembered from now on."))
    elif verb == "refer":
        form = CodeForm(request.POST)
        if not form.is_valid() or not tried(
            form, lambda: name_referral(event=event, code=form.cleaned_data["code"], **who)
        ):
            return render(request, "clientele/offer.html", _context(request, event) | {"code_form": form}, status=422)
    else:
        raise Http404
    return redirect("clientele:offer", site_code, ref)


@require_page(sells)
def packages(request: HttpRequest, site_code: str) -> HttpResponse:
    """The packages of the site."""
    rows = Package.objects.filter(site=request.site).order_by("withdrawn_at", "head_fen")
    return render(request, "clientele/packages.html", {"rows": rows, "sets": sets_packages(request.user, request.site)})


@require_page(sets_packages)
def package(request: HttpRequest, site_code: str, pk: int = 0) -> HttpResponse:
    """Make a package, or change one."""
    found = get_object_or_404(Package, pk=pk, site=request.site) if pk else Package()
    initial = package_values(found) if pk else {"least": 1, "most": 60, "valid_from": None}
    form = PackageForm(request.POST if request.method == "POST" else None, initial=initial, fixed=bool(pk))
    if request.method == "POST" and form.is_valid():
        who = {"actor": request.user, "at": site_now(request.site)}
        given = {"values": form.values(), "rev": form.cleaned_data.get("rev") or 0}
        if tried(form, lambda: save_package(site=request.site, package=found, **given, **who)):
            return redirect("clientele:packages", site_code)
    return render(
        request, "clientele/package.html", {"form": form, "package": found}, status=422 if form.errors else 200
    )


@require_POST
@require_page(sets_packages)
def withdraw(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """No longer sold."""
    found = get_object_or_404(Package, pk=pk, site=request.site)
    pressed(
        request, lambda: withdraw_package(package=found, actor=request.user, at=site_now(request.site)), _("Withdrawn.")
    )
    return redirect("clientele:packages", site_code)
