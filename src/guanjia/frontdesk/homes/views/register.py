"""The register of homes: the list, the buildings, the sheet that comes in."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import Importer, list_view
from guanjia.frontdesk.homes.permissions import exports_homes, imports_homes, sees_homes
from guanjia.frontdesk.homes.tables import UNITS, home_importer
from guanjia.people.public import HOSTS, Occupancy, local_day, require_page
from guanjia.places.public import Building, Unit


def units_of(request: HttpRequest, **_kwargs: Any) -> QuerySet[Unit]:
    """The units of the site."""
    return Unit.objects.filter(site=request.site).select_related("site", "building")


unit_list = require_page(sees_homes)(
    list_view(
        UNITS,
        units_of,
        template="homes/units.html",
        context=lambda request, **_kwargs: {"imports": imports_homes(request.user, request.site)},
    )
)


@require_GET
@require_page(sees_homes)
def building_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """The buildings with how many of their homes are lived in, empty, not handed over; each number is its list."""
    site = request.site
    today = local_day(site, site_now(site))
    here = Occupancy.objects.current(today).filter(unit=OuterRef("pk"), lives_here=True, relation__in=HOSTS)
    rows = Unit.objects.filter(site=site).annotate(lived_in=Exists(here)).values("building_id")
    counts = {
        row["building_id"]: row
        for row in rows.annotate(
            many=Count("pk"), lived=Count("pk", Q(lived_in=True)), waiting=Count("pk", Q(delivered_on=None))
        ).order_by()
    }
    buildings = Building.objects.filter(site=site, pk__in=list(counts)).prefetch_related("sections")
    shown = sorted(buildings, key=lambda each: (len(each.code), each.code))
    lines = [(each, counts[each.pk], counts[each.pk]["many"] - counts[each.pk]["lived"]) for each in shown]
    return render(request, "homes/buildings.html", {"lines": lines, "exports": exports_homes(request.user, site)})


def importer(request: HttpRequest, **_kwargs: Any) -> Importer:
    """The importer of the site's register."""
    return home_importer(request.site)
