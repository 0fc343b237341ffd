"""What a scanned plate opens: where one is, where one can go, the way there. No account."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page
from guanjia.places.public import Room
from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.queries.finding import NoGoal, Route, is_english, route
from guanjia.wayfinding.queries.graphs import doors_by_room
from guanjia.wayfinding.queries.picture import picture
from guanjia.wayfinding.rules.graph import SpotKind


@require_GET
@public_page
def way_page(request: HttpRequest, plate: str) -> HttpResponse:
    """The way from a plate to `?to=`, without steps with `&wheelchair=1`. A forged or old code is one sentence, 404."""
    spot = WaySpot.objects.filter(plate=plate).select_related("site", "floor__building", "room").first()
    if spot is None:
        return render(request, "wayfinding/unknown.html", status=404)
    site, to, wheelchair = spot.site, request.GET.get("to", "")[:60], request.GET.get("wheelchair") == "1"
    context: dict[str, Any] = {
        "site": site, "spot": spot, "name": _name(spot), "to": to, "wheelchair": wheelchair, "phone": site.settings.get("phone", ""),
        "rooms": _rooms(spot), "kinds": set(WaySpot.objects.filter(site=site).values_list("kind", flat=True)),
    }  # fmt: skip
    if not to:
        return render(request, "wayfinding/way.html", context)
    try:
        found = route(spot, to, wheelchair=wheelchair, at=site_now(site))
    except NoGoal:
        return render(request, "wayfinding/unknown.html", {"site": site}, status=404)
    return render(request, "wayfinding/way.html", context | _shown(found))


def _name(spot: WaySpot) -> str:
    return (spot.name_en if is_english() else "") or spot.name or (spot.room.name if spot.room else spot.code)


def _rooms(spot: WaySpot) -> list[tuple[Room, str]]:
    """Rooms that have a door on the drawing, by floor of their first space."""
    doors = doors_by_room(spot.site)
    drawn = set(
        WaySpot.objects.filter(site=spot.site, kind=SpotKind.DOOR).exclude(room=None).values_list("room_id", flat=True)
    )
    rows = Room.objects.filter(site=spot.site, is_open=True).prefetch_related("spaces__floor")
    shown = [room for room in rows if doors[room.pk] & drawn]
    return [(room, next((space.floor.name for space in room.spaces.all() if space.floor), "")) for room in shown]


def _shown(found: Route) -> dict[str, Any]:
    way = found.way or found.refuge
    return {
        "route": found,
        "way": way,
        "steps": found.steps or found.refuge_steps,
        "pictures": [picture(found.known, floor, way, english=is_english()) for floor in dict.fromkeys(found.floors)],
    }
