"""A layout: seats and furniture with their places, and how it is counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import cos, pi, sin
from typing import Any

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.geometry import Box, Point
from guanjia.layouts.rules.hall import FRONTS, Front


class Place(Word):
    """What a place is for: a code and its English label."""

    SEAT = "seat", N_("Seat")
    WHEELCHAIR = "wheelchair", N_("Wheelchair place")
    ROSTRUM = "rostrum", N_("Seat on the rostrum")
    INTERPRETER = "interpreter", N_("Interpreter's seat")
    STANDING = "standing", N_("Standing place")


class Thing(Word):
    """A piece of furniture or a zone: a code and its English label."""

    CHAIR = "chair", N_("Chair")
    ARMCHAIR = "armchair", N_("Armchair")
    DESK = "desk", N_("Table, oblong")
    TABLE = "table", N_("Conference table")
    ROUND = "round", N_("Table, round")
    HIGH = "high", N_("High table")
    TEA = "tea", N_("Tea table")
    HEAD = "head", N_("Rostrum table")
    SIGNING = "signing_table", N_("Signing table")
    LECTERN = "lectern", N_("Lectern")
    SCREEN = "screen", N_("Screen")
    BOOTH = "booth", N_("Interpreters' booth")
    MEDIA = "media", N_("Media zone")


PLACES = {place.value: place for place in Place}
THINGS = {thing.value: thing for thing in Thing}
ROUND_THINGS = frozenset({Thing.ROUND, Thing.HIGH})
NO_FURNITURE = frozenset({Thing.MEDIA})
SIZES: dict[Place, tuple[float, float]] = {
    Place.SEAT: (0.5, 0.5),
    Place.WHEELCHAIR: (0.8, 1.3),
    Place.ROSTRUM: (0.6, 0.6),
    Place.INTERPRETER: (0.5, 0.5),
    Place.STANDING: (0.4, 0.4),
}
CORNERS = 16
ARMCHAIR_SIZE = (0.85, 0.85)


@dataclass(frozen=True, slots=True)
class Seat:
    """One place: `id` is unique in its plan, `facing` are degrees clockwise from the upper side of the plan.

    `row` groups seats of one row or table; `label` is what stands on the plan. `soft`: an armchair.
    """

    id: str
    x: float
    y: float
    facing: float = 0.0
    kind: Place = Place.SEAT
    row: str = ""
    soft: bool = False

    @property
    def box(self) -> Box:
        """The floor that it takes."""
        width, depth = ARMCHAIR_SIZE if self.soft else SIZES[self.kind]
        return Box(self.x, self.y, width, depth, self.facing)


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of furniture or a zone. A round one has its diameter as width and depth."""

    kind: Thing
    x: float
    y: float
    width: float
    depth: float
    facing: float = 0.0

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return Box(self.x, self.y, self.width, self.depth, self.facing)

    @property
    def shape(self) -> tuple[Point, ...]:
        """The floor that it takes; a round one as a ring of corners."""
        if self.kind not in ROUND_THINGS:
            return self.box.corners()
        turns = [2 * pi * each / CORNERS for each in range(CORNERS)]
        half = self.width / 2
        return tuple((self.x + half * cos(t), self.y + half * sin(t)) for t in turns)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that stands in a room for one style. `pitch` is 0 where there are no rows; `aisles` are boxes."""

    style: str
    front: Front
    seats: tuple[Seat, ...]
    items: tuple[Item, ...] = ()
    aisles: tuple[Box, ...] = ()
    pitch: float = 0.0
    focus: Point | None = None

    @property
    def audience(self) -> tuple[Seat, ...]:
        """The places that count as capacity: all but the rostrum and the interpreters."""
        return tuple(seat for seat in self.seats if seat.kind not in (Place.ROSTRUM, Place.INTERPRETER))

    @property
    def count(self) -> int:
        """The capacity."""
        return len(self.audience)

    @property
    def people(self) -> int:
        """Everybody in the room, the rostrum and the interpreters included."""
        return len(self.seats)


def furniture(plan: Plan) -> list[tuple[Thing, str, int]]:
    """What the crew carries: kind, size in words ("" where there is one), how many; most first within the kind."""
    counted: Counter[tuple[Thing, str]] = Counter()
    for seat in plan.seats:
        if seat.kind not in (Place.WHEELCHAIR, Place.STANDING):
            counted[Thing.ARMCHAIR if seat.soft else Thing.CHAIR, ""] += 1
    for item in plan.items:
        if item.kind not in NO_FURNITURE:
            size = f"Ø {item.width:.2f}" if item.kind in ROUND_THINGS else f"{item.width:.2f} × {item.depth:.2f}"
            counted[item.kind, size + " m"] += 1
    order = list(Thing)
    return [
        (kind, size, many)
        for (kind, size), many in sorted(counted.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1]))
    ]


def numbered(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """The seats with ids row-number in the order given; wheelchair places keep their number in the row."""
    count: Counter[str] = Counter()
    done = []
    for seat in seats:
        count[seat.row] += 1
        done.append(replace(seat, id=f"{seat.row}-{count[seat.row]}"))
    return tuple(done)


def to_plain(plan: Plan) -> dict[str, Any]:
    """The plan as plain data."""
    return {
        "style": plan.style,
        "front": plan.front.value,
        "pitch": round(plan.pitch, 3),
        "focus": [round(v, 3) for v in plan.focus] if plan.focus else None,
        "seats": [
            [s.id, round(s.x, 3), round(s.y, 3), round(s.facing % 360, 1), s.kind.value, s.row, int(s.soft)]
            for s in plan.seats
        ],
        "items": [
            [i.kind.value, *(round(v, 3) for v in (i.x, i.y, i.width, i.depth)), round(i.facing % 360, 1)]
            for i in plan.items
        ],
        "aisles": [[round(v, 3) for v in (a.x, a.y, a.width, a.depth, a.angle)] for a in plan.aisles],
    }


def from_plain(data: Mapping[str, Any]) -> Plan:
    """The plan of what `to_plain` wrote."""
    focus = data.get("focus")
    return Plan(
        style=data["style"],
        front=FRONTS[data["front"]],
        seats=tuple(
            Seat(str(i), float(x), float(y), float(f), PLACES[k], str(r), bool(soft))
            for i, x, y, f, k, r, soft in data["seats"]
        ),
        items=tuple(Item(THINGS[k], *map(float, rest)) for k, *rest in data.get("items", ())),
        aisles=tuple(Box(*map(float, each)) for each in data.get("aisles", ())),
        pitch=float(data.get("pitch", 0)),
        focus=(float(focus[0]), float(focus[1])) if focus else None,
    )
