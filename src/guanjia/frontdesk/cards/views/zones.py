"""Zones: which doors open to whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.cards.actions.moving import CardRefused
from guanjia.frontdesk.cards.actions.zones import draw_zone
from guanjia.frontdesk.cards.forms import ZoneForm
from guanjia.frontdesk.cards.models import Zone
from guanjia.frontdesk.cards.permissions import manages_zones, sees_cards
from guanjia.people.public import require_page
from guanjia.places.public import Building
from guanjia.telemetry.public import devices_of


@require_GET
@require_page(sees_cards)
def zones_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The zones with their doors and classes."""
    zones = Zone.objects.filter(site=request.site).select_related("building").prefetch_related("doors")
    context = {"zones": zones, "manages": manages_zones(request.user, request.site)}
    return render(request, "cards/zones.html", context)


@require_page(manages_zones)
def zone_page(request: HttpRequest, site_code: str, code: str = "") -> HttpResponse:
    """Draw a zone, or draw it anew."""
    site = request.site
    zone = get_object_or_404(Zone, site=site, code=code) if code else None
    buildings = [(str(each.pk), each.name) for each in Building.objects.filter(site=site)]
    doors = [(str(each.pk), f"{each.name} ({each.code})") for each in devices_of(site)]
    initial = {}
    if zone is not None:
        initial = {
            "code": zone.code, "name": zone.name, "building": str(zone.building_id or ""), "family": zone.family,
            "tenant": zone.tenant, "doors": [str(pk) for pk in zone.doors.values_list("pk", flat=True)],
        }  # fmt: skip
    form = ZoneForm(request.POST or None, buildings=buildings, doors=doors, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            draw_zone(
                site=site, zone=zone, code=given["code"], name=given["name"], family=given["family"],
                tenant=given["tenant"], building_id=int(given["building"]) if given["building"] else None,
                door_ids=[int(pk) for pk in given["doors"]], actor=request.user, at=site_now(site),
            )  # fmt: skip
        except CardRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return redirect("cards:zones", site_code)
    return render(request, "cards/zone.html", {"form": form, "zone": zone}, status=422 if form.errors else 200)
