"""What a scanned plate opens: where one is, where one can go, the way there. No account."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import public_page
from guanjia.places.public import Room
from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.queries.finding import NoGoal, Route, floor_name, is_english, route
from guanjia.wayfinding.queries.graphs import doors_by_room, english_rooms
from guanjia.wayfinding.queries.picture import picture
from guanjia.wayfinding.rules.graph import SpotKind

GOAL, KEPT_S = "way", 1800
"""The cookie that holds where somebody walks to."""
GOAL_FORM = re.compile(r"[a-z]{2,20}(?::[0-9]{1,18})?")


@require_GET
@public_page
def way_page(request: HttpRequest, plate: str) -> HttpResponse:
    """The way from a plate to `?to=`, without steps with `&wheelchair=1`. A forged or old code is one sentence, 404.

    Whoever was on a way and scans the next plate is led on from there: the plate tells where they are. `?to=` empty is somewhere else.
    """
    spot = WaySpot.objects.filter(plate=plate).select_related("site", "floor__building", "room").first()
    if spot is None:
        return render(request, "wayfinding/unknown.html", status=404)
    site, wheelchair = spot.site, request.GET.get("wheelchair") == "1"
    to = request.GET.get("to", "")[:60]
    if "to" not in request.GET and "wheelchair" not in request.GET:
        to, wheelchair = _kept(request, site.pk)
    led_on = bool(to) and "to" not in request.GET
    try:
        found = route(spot, to, wheelchair=wheelchair, at=site_now(site)) if to else None
    except NoGoal:
        if not led_on:
            return render(request, "wayfinding/unknown.html", {"site": site}, status=404)
        found, to = None, ""  # gone since somebody set out: the plate still tells where one can go
    context: dict[str, Any] = {
        "site": site, "spot": spot, "name": _name(spot), "floor": floor_name(spot.floor), "to": to, "led_on": led_on,
        "wheelchair": wheelchair, "phone": site.settings.get("phone", ""),
    }  # fmt: skip
    if found is None:
        return _keep(render(request, "wayfinding/way.html", context | _choice(spot)), "")
    return _keep(render(request, "wayfinding/way.html", context | _shown(found)), f"{site.pk}.{int(wheelchair)}.{to}")


def _choice(spot: WaySpot) -> dict[str, Any]:
    kinds = WaySpot.objects.filter(site=spot.site).values_list("kind", flat=True)
    return {"rooms": _rooms(spot), "kinds": set(kinds)}


def _kept(request: HttpRequest, site_id: int) -> tuple[str, bool]:
    """The goal of somebody on the way here, and whether they go without steps; "" for nobody, or a goal of another site."""
    site, _dot, rest = request.COOKIES.get(GOAL, "").partition(".")
    wheels, _dot, to = rest.partition(".")
    known = site == str(site_id) and wheels in ("0", "1") and GOAL_FORM.fullmatch(to) is not None
    return (to, wheels == "1") if known else ("", False)


def _keep(response: HttpResponse, goal: str) -> HttpResponse:
    """Remember the goal for half an hour on this device, under the address of ways only; it says nothing of the person."""
    if goal:
        response.set_cookie(GOAL, goal, max_age=KEPT_S, path="/p/way/", httponly=True, samesite="Lax")
    else:
        response.delete_cookie(GOAL, path="/p/way/")
    return response


def _name(spot: WaySpot) -> str:
    return (spot.name_en if is_english() else "") or spot.name or (spot.room.name if spot.room else spot.code)


def _rooms(spot: WaySpot) -> list[tuple[Room, str, str]]:
    """Rooms that have a door on the drawing, with their name and the floor of their first space in the reader's language."""
    names = english_rooms(spot.site) if is_english() else {}
    doors = doors_by_room(spot.site)
    drawn = set(
        WaySpot.objects.filter(site=spot.site, kind=SpotKind.DOOR).exclude(room=None).values_list("room_id", flat=True)
    )
    rows = Room.objects.filter(site=spot.site, is_open=True).prefetch_related("spaces__floor")
    shown = [room for room in rows if doors[room.pk] & drawn]
    return [(room, names.get(room.pk, room.name), _floor(room)) for room in shown]


def _floor(room: Room) -> str:
    return next((floor_name(space.floor) for space in room.spaces.all() if space.floor), "")


def _shown(found: Route) -> dict[str, Any]:
    way = found.way or found.refuge
    return {
        "route": found,
        "way": way,
        "steps": found.steps or found.refuge_steps,
        "pictures": [picture(found.known, floor, way, english=is_english()) for floor in dict.fromkeys(found.floors)],
    }
