"""Tables spread over a hall: banquet, cabaret, cluster, cocktail. VENU-010."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from guanjia.layouts.rules.geometry import Point, bounds, contains, to_polygon, to_rim
from guanjia.layouts.rules.limits import limit
from guanjia.layouts.rules.plan import Item, Place, Plan, Seat, Thing
from guanjia.layouts.rules.room import Fitted

OUT = 0.3
SHIFTS = (0.0, 0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its people: size, how far its people reach from its middle, free floor between two tables' people."""

    thing: Thing
    width: float
    depth: float
    reach: float
    between: float
    places: tuple[tuple[float, float, float], ...]
    kind: Place = Place.SEAT


def round_places(
    many: int, radius: float, first: float = 0.0, last: float = 360.0
) -> tuple[tuple[float, float, float], ...]:
    """Places around a round table, each looking at its middle; angles clockwise from the front side."""
    full = last - first >= 360
    step = (last - first) / (many if full else max(1, many - 1))
    angles = [first + each * step for each in range(many)]
    return tuple((sin(radians(a)) * radius, -cos(radians(a)) * radius, (a + 180) % 360) for a in angles)


def _cluster() -> tuple[tuple[float, float, float], ...]:
    sides = [(x, y, facing) for x in (-0.6, 0.0, 0.6) for y, facing in ((-0.9, 180.0), (0.9, 0.0))]
    return tuple(sides)


BANQUET = Table(Thing.ROUND, 1.8, 1.8, 1.45, 0.6, round_places(10, 0.9 + OUT))
CABARET = Table(Thing.ROUND, 1.8, 1.8, 1.45, 0.6, round_places(6, 0.9 + OUT, 100, 260))
CLUSTER = Table(Thing.DESK, 1.8, 1.2, 1.45, 0.6, _cluster())
COCKTAIL = Table(Thing.HIGH, 0.7, 0.7, 0.9, 0.5, round_places(6, 0.35 + OUT), Place.STANDING)


def candidates(room: Fitted, table: Table, style: str) -> Iterable[Plan]:
    """Tables in square and in staggered order, shifted against the walls in steps of a quarter. In a small room without
    rostrum and stage, where behind the speaker's floor no table stands, they stand beside the lectern."""
    plans = list(_from(room, table, style, room.first))
    if not plans and not room.seats and room.hall.stage is None:
        plans = list(_from(room, table, style, bounds(room.hall.outline)[1] + limit("side_aisle")))
    return plans


def _from(room: Fitted, table: Table, style: str, first: float) -> Iterable[Plan]:
    pitch = 2 * table.reach + table.between
    for staggered in (False, True):
        for dx in SHIFTS:
            for dy in (0.0, 0.5):
                spots = list(_spots(room, table, pitch, first, staggered, dx, dy))
                if spots:
                    yield seated(room, table, spots, style)


def seated(room: Fitted, table: Table, spots: Sequence[Point], style: str) -> Plan:
    """The plan with a table and its people at each spot, numbered from the front."""
    seats, items = [], []
    for number, (x, y) in enumerate(sorted(spots, key=lambda p: (round(p[1], 2), p[0])), 1):
        items.append(Item(table.thing, x, y, table.width, table.depth))
        seats += [Seat("", x + u, y + v, facing, table.kind, str(number)) for u, v, facing in table.places]
    return Plan(style, room.hall.front, (*room.seats, *seats), (*room.items, *items), focus=room.focus)


def _spots(
    room: Fitted, table: Table, pitch: float, first: float, staggered: bool, dx: float, dy: float
) -> Iterable[Point]:
    left, _top, right, bottom = bounds(room.hall.outline)
    wall = table.reach + limit("side_aisle")
    step = pitch * (0.8661 if staggered else 1.0)
    y, odd = first + table.reach + dy * step, False
    while y <= bottom - wall + 1e-6:
        x = left + wall + dx * pitch + (pitch / 2 if staggered and odd else 0.0)
        while x <= right - wall + 1e-6:
            if _stands(room, table, (x, y), wall):
                yield x, y
            x += pitch
        y, odd = y + step, not odd


def _stands(room: Fitted, table: Table, spot: Point, wall: float) -> bool:
    outline = room.hall.outline
    if not contains(outline, spot) or to_rim(spot, outline) < wall - 1e-6:
        return False
    return all(to_polygon(spot, shape) >= table.reach - 1e-6 for shape in room.shut)
