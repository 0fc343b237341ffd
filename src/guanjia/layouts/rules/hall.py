"""A room as it is built: outline, pillars, doors, stage. Refusals name the sides."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.geometry import (
    Box,
    Point,
    area,
    bounds,
    centre,
    contains,
    crossings,
    distance,
    edges,
    inside,
    nearest_on,
)

LEAST_AREA = 4.0
LARGEST = 400.0
AT_WALL = 0.6
MOST_CORNERS = 400


class Front(Word):
    """The side of the plan from which one speaks."""

    TOP = "top", N_("Upper side of the plan")
    RIGHT = "right", N_("Right side of the plan")
    BOTTOM = "bottom", N_("Lower side of the plan")
    LEFT = "left", N_("Left side of the plan")


FRONTS = {side.value: side for side in Front}


@dataclass(frozen=True, slots=True)
class Door:
    """A door in a wall: the middle of its opening, its clear width, and whether people may leave by it in a fire."""

    x: float
    y: float
    width: float
    exit: bool = True


@dataclass(frozen=True, slots=True)
class Hall:
    """A room in metres. `between_exits`: it lies between two exits of its floor; `end`: at the end of a corridor."""

    outline: tuple[Point, ...]
    pillars: tuple[Box, ...] = ()
    doors: tuple[Door, ...] = ()
    stage: Box | None = None
    front: Front = Front.TOP
    sprinklers: bool = False
    stepped: bool = False
    between_exits: bool = True
    height: float = 3.2

    @property
    def area(self) -> float:
        """Square metres inside the walls."""
        return area(self.outline)

    @property
    def exits(self) -> tuple[Door, ...]:
        """The doors by which people leave in a fire."""
        return tuple(door for door in self.doors if door.exit)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an outline: the field, the sentence as an English msgid, and its numbers."""

    field: str
    message: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


CROSSED = N_("Side %(first)s crosses side %(second)s: the outline may not cross itself.")
TOO_FEW = N_("An outline needs at least three corners.")
TOO_MANY = N_("An outline has at most %(most)s corners.")
TOO_SMALL = N_("The outline holds less than %(least)s m².")
TOO_LARGE = N_("No side of a room is longer than %(most)s m: are these metres?")
TWICE = N_("Corner %(number)s is the same as the one before it.")
OFF_WALL = N_("Door %(number)s is not in a wall: the nearest side is %(metres)s m away.")
DOOR_WIDE = N_("Door %(number)s is wider than its side of the room.")
PILLAR_OUT = N_("Pillar %(number)s is not inside the outline.")
STAGE_OUT = N_("The stage is not inside the outline.")
NOT_POSITIVE = N_("Widths and depths are more than zero.")


def faults(hall: Hall) -> list[Fault]:
    """Everything that is wrong, in the order of the form; empty for a sound hall."""
    found = _outline_faults(hall.outline)
    if found:
        return found
    for number, pillar in enumerate(hall.pillars, 1):
        if pillar.width <= 0 or pillar.depth <= 0:
            found.append(Fault("pillars", NOT_POSITIVE))
        elif not inside(hall.outline, pillar.corners(), slack=1e-3):
            found.append(Fault("pillars", PILLAR_OUT, {"number": number}))
    for number, door in enumerate(hall.doors, 1):
        found += _door_faults(hall.outline, number, door)
    if hall.stage is not None:
        if hall.stage.width <= 0 or hall.stage.depth <= 0:
            found.append(Fault("stage", NOT_POSITIVE))
        elif not inside(hall.outline, hall.stage.corners(), slack=1e-3):
            found.append(Fault("stage", STAGE_OUT))
    return found


def _outline_faults(outline: Sequence[Point]) -> list[Fault]:
    if len(outline) < 3:
        return [Fault("outline", TOO_FEW)]
    if len(outline) > MOST_CORNERS:
        return [Fault("outline", TOO_MANY, {"most": MOST_CORNERS})]
    for number, (a, b) in enumerate(edges(outline), 2):
        if distance(a, b) < 0.01:
            return [Fault("outline", TWICE, {"number": number if number <= len(outline) else 1})]
    crossed = [Fault("outline", CROSSED, {"first": i, "second": j}) for i, j in crossings(outline)]
    if crossed:
        return crossed
    left, top, right, bottom = bounds(outline)
    if max(right - left, bottom - top) > LARGEST:
        return [Fault("outline", TOO_LARGE, {"most": int(LARGEST)})]
    return [Fault("outline", TOO_SMALL, {"least": int(LEAST_AREA)})] if area(outline) < LEAST_AREA else []


def _door_faults(outline: Sequence[Point], number: int, door: Door) -> list[Fault]:
    if door.width <= 0:
        return [Fault("doors", NOT_POSITIVE)]
    a, b = wall_of(outline, door)
    away = distance((door.x, door.y), nearest_on((door.x, door.y), a, b))
    if away > AT_WALL:
        return [Fault("doors", OFF_WALL, {"number": number, "metres": f"{away:.1f}"})]
    return [Fault("doors", DOOR_WIDE, {"number": number})] if door.width > distance(a, b) + 0.01 else []


def wall_of(outline: Sequence[Point], door: Door) -> tuple[Point, Point]:
    """The side that the door is in: the nearest one."""
    return min(edges(outline), key=lambda side: distance((door.x, door.y), nearest_on((door.x, door.y), *side)))


def snapped(hall: Hall) -> Hall:
    """The hall with each door put exactly into its wall, wholly between the corners."""
    return replace(hall, doors=tuple(_snap(hall.outline, door) for door in hall.doors))


def _snap(outline: Sequence[Point], door: Door) -> Door:
    a, b = wall_of(outline, door)
    length = distance(a, b)
    along = distance(a, nearest_on((door.x, door.y), a, b))
    half = min(door.width, length) / 2
    along = max(half, min(length - half, along)) / length
    return replace(door, x=a[0] + (b[0] - a[0]) * along, y=a[1] + (b[1] - a[1]) * along)


def clear_zone(hall: Hall, door: Door, depth: float) -> tuple[Point, ...]:
    """The rectangle inside the room before a door that stays free: as wide as the door, `depth` metres deep."""
    a, b = wall_of(hall.outline, door)
    length = distance(a, b)
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    nx, ny = -uy, ux
    middle = centre(hall.outline)
    probe = [(door.x + side * nx * 0.05, door.y + side * ny * 0.05) for side in (1, -1)]
    if contains(hall.outline, probe[1]) or (
        not contains(hall.outline, probe[0]) and distance(probe[1], middle) < distance(probe[0], middle)
    ):
        nx, ny = -nx, -ny
    half = door.width / 2
    near = [(door.x - ux * half, door.y - uy * half), (door.x + ux * half, door.y + uy * half)]
    return (*near, *((x + nx * depth, y + ny * depth) for x, y in reversed(near)))


def hall_from(data: Mapping[str, Any]) -> Hall:
    """The hall of what `plain` wrote."""
    stage = data.get("stage")
    return Hall(
        outline=tuple((float(x), float(y)) for x, y in data["outline"]),
        pillars=tuple(Box(*map(float, each)) for each in data.get("pillars", ())),
        doors=tuple(Door(float(x), float(y), float(w), bool(out)) for x, y, w, out in data.get("doors", ())),
        stage=Box(*map(float, stage)) if stage else None,
        front=FRONTS[data.get("front", "top")],
        sprinklers=bool(data.get("sprinklers", False)),
        stepped=bool(data.get("stepped", False)),
        between_exits=bool(data.get("between_exits", True)),
        height=float(data.get("height", 3.2)),
    )


def plain(hall: Hall) -> dict[str, Any]:
    """The hall as plain data, centimetres kept."""

    def box(each: Box) -> list[float]:
        return [round(v, 3) for v in (each.x, each.y, each.width, each.depth, each.angle)]

    return {
        "outline": [[round(x, 3), round(y, 3)] for x, y in hall.outline],
        "pillars": [box(each) for each in hall.pillars],
        "doors": [[round(d.x, 3), round(d.y, 3), round(d.width, 3), d.exit] for d in hall.doors],
        "stage": box(hall.stage) if hall.stage else None,
        "front": hall.front.value,
        "sprinklers": hall.sprinklers,
        "stepped": hall.stepped,
        "between_exits": hall.between_exits,
        "height": hall.height,
    }
