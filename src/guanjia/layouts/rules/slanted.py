"""Herringbone: two halves of desks turned towards the speaker, an aisle between them."""

from collections.abc import Iterable
from dataclasses import replace
from math import cos, radians, sin

from guanjia.layouts.rules.geometry import Point, bounds
from guanjia.layouts.rules.limits import limit
from guanjia.layouts.rules.plan import Plan
from guanjia.layouts.rules.room import Fitted
from guanjia.layouts.rules.rows import CLASSROOM, Draft, drawn

SLANT = 15.0
FAR = 500.0


def candidates(room: Fitted, style: str) -> Iterable[Plan]:
    """One plan for each pitch: the left half and the right half, mirrored in their turn."""
    for pitch in CLASSROOM.pitches:
        halves = [half for way in (-1, 1) if (half := _half(room, style, pitch, room.middle, way))]
        if halves:
            seats = tuple(seat for half in halves for seat in half.seats)
            items = tuple(item for half in halves for item in half.items)
            yield Plan(
                style, room.hall.front, (*room.seats, *seats), (*room.items, *items), pitch=pitch, focus=room.focus
            )


def _half(room: Fitted, style: str, pitch: float, middle: float, way: int) -> Plan | None:
    """The rows on one side, drawn straight in a hall turned by the slant and turned back."""
    angle = -way * SLANT
    lane = limit("aisle") / 2 + 0.1
    _left, top, _right, _bottom = bounds(room.hall.outline)
    edge = middle + way * lane
    other = ((edge, -FAR), (edge - way * FAR, -FAR), (edge - way * FAR, FAR), (edge, FAR))
    before = ((-FAR, top - FAR), (FAR, top - FAR), (FAR, room.first), (-FAR, room.first))
    turn = [tuple(_turn(p, -angle) for p in shape) for shape in (*room.blocks, other, before)]
    outline = tuple(_turn(p, -angle) for p in room.hall.outline)
    half = Fitted(replace(room.hall, outline=outline, stage=None))
    half.blocks = list(turn)
    half.pillars = [tuple(_turn(p, -angle) for p in shape) for shape in room.pillars]
    half.first, half.focus = bounds(outline)[1], room.focus
    plan = drawn(half, CLASSROOM, style, Draft(pitch, 0, True, limit("aisle")))
    if plan is None:
        return None
    side = "L" if way < 0 else "R"

    def back(x: float, y: float) -> Point:
        return _turn((x, y), angle)

    seats = tuple(
        replace(s, x=p[0], y=p[1], facing=(s.facing + angle) % 360, row=side + s.row)
        for s in plan.seats
        for p in [back(s.x, s.y)]
    )
    items = tuple(
        replace(i, x=p[0], y=p[1], facing=(i.facing + angle) % 360) for i in plan.items for p in [back(i.x, i.y)]
    )
    return replace(plan, seats=seats, items=items)


def _turn(p: Point, degrees: float) -> Point:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return p[0] * c - p[1] * s, p[0] * s + p[1] * c
