"""What other modules ask: which way from a screen, which link for a guest."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from guanjia.places.public import Room
from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.queries.graphs import SiteGraph, doors_by_room, english_vias, graph_of
from guanjia.wayfinding.rules.graph import VERTICAL, LinkKind, SpotKind
from guanjia.wayfinding.rules.turns import bearing, octant
from guanjia.wayfinding.rules.ways import Need, Way, shortest

ARROWS = (
    "arrow-up", "arrow-up-right", "arrow-right", "arrow-down-right", "arrow-down", "arrow-down-left", "arrow-left", "arrow-up-left",
)  # fmt: skip
LOOK_M = 1.0
"""A first stretch shorter than this is the width of the sign: the arrow looks further."""


@dataclass(frozen=True)
class Pointer:
    """Which way a sign points: the icon, the floor to go to ("" the same), the lift or stairs, whether one is there."""

    icon: str
    floor: str = ""
    via: str = ""
    here: bool = False
    metres: int = 0
    via_en: str = ""


def pointers(spot: WaySpot, rooms: Collection[int], at: datetime) -> dict[int, Pointer]:
    """By room which way a sign at `spot` points; a room to which no way leads is left out. Four queries."""
    known, doors = graph_of(spot.site, at), doors_by_room(spot.site)
    called = english_vias(known.rows.values())
    found: dict[int, Pointer] = {}
    for room in rooms:
        way = shortest(known.graph, spot.pk, known.graph.doors(doors.get(room, frozenset())))
        if way is not None:
            found[room] = pointer_of(known, way, spot.heading, called)
    return found


def nearest_exit(spot: WaySpot, at: datetime) -> tuple[Pointer, str] | None:
    """Which way a sign points to the nearest emergency exit on foot, and its name; None where none leads out."""
    known = graph_of(spot.site, at)
    way = shortest(known.graph, spot.pk, known.graph.of_kind(SpotKind.EXIT), Need(fire=True))
    if way is None:
        return None
    return pointer_of(known, way, spot.heading, english_vias(known.rows.values())), way.spots[-1].name


def pointer_of(known: SiteGraph, way: Way, heading: int | None, called: Mapping[str, str]) -> Pointer:
    """The pointer for a way, seen by who reads the sign and looks along `heading`; None shows that one must ask.

    `called` is what lifts and stairs are called in English.
    """
    start, goal = way.spots[0], way.spots[-1]
    ride = next((link for link in way.links if link.kind in VERTICAL), None)
    floor = known.rows[goal.key].floor.name if goal.floor != start.floor else ""
    via = ride.via if ride and floor else ""
    via_en, metres = called.get(via, via), round(way.metres)
    if not way.links:
        return Pointer("map-pin", here=True)
    if way.links[0].kind in VERTICAL:
        icon = (
            "elevator"
            if way.links[0].kind is LinkKind.LIFT
            else ("stairs-up" if goal.level > start.level else "stairs-down")
        )
        return Pointer(icon, floor, via, metres=metres, via_en=via_en)
    level = [spot for spot in way.spots if spot.floor == start.floor]
    aim = next((spot for spot in level[1:] if abs(spot.x - start.x) + abs(spot.y - start.y) >= LOOK_M), level[-1])
    if heading is None:
        return Pointer("map-pin" if not floor else "elevator", floor, via, metres=metres, via_en=via_en)
    return Pointer(ARROWS[octant(float(heading), bearing(start, aim))], floor, via, metres=metres, via_en=via_en)


def entrance_way(room: Room) -> str:
    """The address of the way from the entrance to a room; "" where nothing is drawn."""
    rows = WaySpot.objects.filter(site=room.site, kind=SpotKind.ENTRANCE).order_by("code")
    spot = rows.first()
    if spot is None or not WaySpot.objects.filter(site=room.site).exclude(room=None).exists():
        return ""
    return f"{reverse('way', args=[spot.plate])}?to=room:{room.pk}"
