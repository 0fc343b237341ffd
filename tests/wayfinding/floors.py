"""Floors to walk on: the demo's, as plain rules and as rows."""

from datetime import datetime
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.rehearsal import draw
from guanjia.wayfinding.rules.graph import Graph, Link, LinkKind, Spot, SpotKind
from tests.factories.places import make_floor, make_room


def spot(key: int, x: float, y: float, kind: SpotKind = SpotKind.CORRIDOR, floor: int = 1, **more: Any) -> Spot:
    """A place at a point."""
    return Spot(
        key, floor, floor, kind, x, y, more.pop("name", str(key)), more.pop("heading", None), more.pop("room", None)
    )


def link(a: int, b: int, kind: LinkKind = LinkKind.LEVEL, metres: float = 5, **more: Any) -> Link:
    """A link; stairs take no wheelchair unless told."""
    return Link(a * 100 + b, a, b, kind, metres, more.pop("wheelchair", kind is not LinkKind.STAIRS), **more)


def two_floors(*, lift_closed: bool = False) -> Graph:
    """An entrance, a lift and stairs to a second floor with one hall; a fire exit on each side of the ground floor.

    1 entrance - 2 corridor - 3 lift | 4 stairs, 5 lift above, 6 stairs above, 7 corridor above, 8 hall, 9 exit, 10 refuge.
    """
    spots = [
        spot(1, 10, 20, SpotKind.ENTRANCE, heading=0), spot(2, 10, 10), spot(3, 4, 10, SpotKind.LIFT, heading=90, name="客梯"),
        spot(4, 20, 10, SpotKind.STAIRS, heading=270), spot(5, 4, 10, SpotKind.LIFT, 2, heading=90), spot(6, 20, 10, SpotKind.STAIRS, 2),
        spot(7, 10, 10, floor=2), spot(8, 10, 6, SpotKind.DOOR, 2, name="厅", room=80), spot(9, 26, 10, SpotKind.EXIT),
        spot(10, 12, 10, SpotKind.REFUGE, 2),
    ]  # fmt: skip
    links = [
        link(1, 2, metres=10), link(2, 3, metres=6), link(2, 4, metres=10), link(4, 9, metres=6),
        link(3, 5, LinkKind.LIFT, 4, via="客梯", closed=lift_closed), link(4, 6, LinkKind.STAIRS, 6, via="东梯"),
        link(5, 7, metres=6), link(6, 7, metres=10), link(7, 8, metres=4), link(7, 10, metres=2),
    ]  # fmt: skip
    return Graph.of(spots, links)


def drawn(site: Site, actor: Any, at: datetime) -> dict[str, WaySpot]:
    """The demo's three lowest floors at a site, with their rooms."""
    floors = {level: make_floor(site, level) for level in (1, 3, 4)}
    for code in ("HALL-A", "HALL-B", "HALL-C", "301", "302", "401", "402"):
        make_room(site, code, name=f"{code}会议室")
    return draw(site, floors, actor, at)
