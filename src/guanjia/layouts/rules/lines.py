"""The seats of a plan as rows, parts between aisles and tables: what whoever seats people in the hall needs."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2
from statistics import median

from guanjia.layouts.rules.frame import TURNS, turned
from guanjia.layouts.rules.geometry import Point, distance
from guanjia.layouts.rules.plan import Place, Plan, Seat

IN_ROWS = frozenset({"theatre", "classroom", "herringbone", "signing"})
AT_TABLES = frozenset({"banquet", "cabaret", "cluster"})
LINED = IN_ROWS | AT_TABLES
"""Styles whose audience sits in numbered rows or at numbered tables."""

BESIDE = 0.75
"""Metres from seat to seat up to which two of a row are side by side."""

PLAIN_STEP, BEFORE = 0.5, 0.95
ZONES = "ABCDEFGHIJ"
LAST = len(ZONES) - 1
NUMBERED = re.compile(r"([LR]?)(\d+)$")
"""A row by its number; slanted rows have a left and a right wing."""


@dataclass(frozen=True, slots=True)
class LinedSeat:
    """A seat by its row from the front (or table) and its column from the audience's left; `x` and `y` in metres from the
    leftmost seat and from the front. `zone` is the part between two aisles, or the table; `aisle`: one gets up without passing
    anybody."""

    id: str
    row: int
    column: int
    x: float
    y: float
    zone: str
    wheelchair: bool
    aisle: bool


def lined(plan: Plan) -> list[LinedSeat]:
    """The audience's seats, row by row; a seat added by hand counts to the row of its nearest neighbour. Nobody who stands.

    Empty for a style that has neither rows nor numbered tables.
    """
    if plan.style not in LINED:
        return []
    seats = [seat for seat in plan.audience if seat.kind is not Place.STANDING]
    at = {seat.id: turned((seat.x, seat.y), TURNS[plan.front]) for seat in seats}
    known = [seat for seat in seats if NUMBERED.match(seat.row)]
    if not known:
        return []
    left, top = min(x for x, _y in at.values()), min(y for _x, y in at.values())
    rows: dict[int, list[Seat]] = {}
    wings: dict[str, str] = {}
    for seat in seats:
        near = seat if NUMBERED.match(seat.row) else min(known, key=lambda o: distance(at[o.id], at[seat.id]))
        wing, number = NUMBERED.match(near.row).groups()  # type: ignore[union-attr]
        wings[seat.id] = wing
        rows.setdefault(int(number), []).append(seat)
    here = {key: (round(x - left, 3), round(y - top + BEFORE, 3)) for key, (x, y) in at.items()}
    if plan.style in AT_TABLES:
        return [each for number in sorted(rows) for each in _table(number, rows[number], here)]
    middles = sorted(turned((box.x, box.y), TURNS[plan.front])[0] - left for box in plan.aisles)
    zones = {key: wing or ZONES[min(sum(m < here[key][0] for m in middles), LAST)] for key, wing in wings.items()}
    step = _step(rows.values(), here)
    return [each for number in sorted(rows) for each in _row(number, rows[number], here, zones, step)]


def _step(rows: Iterable[list[Seat]], at: dict[str, Point]) -> float:
    """Metres from seat to seat, as most of them stand."""
    gaps = []
    for row in rows:
        xs = sorted(at[seat.id][0] for seat in row)
        gaps += [b - a for a, b in itertools.pairwise(xs) if 0.3 < b - a < BESIDE]
    return median(gaps) if gaps else PLAIN_STEP


def _row(
    number: int, seats: list[Seat], at: dict[str, Point], zone: dict[str, str], step: float
) -> Iterable[LinedSeat]:
    """One row from the left; columns of different rows that stand behind each other are equal."""
    line = sorted(seats, key=lambda seat: at[seat.id])
    zones = [zone[seat.id] for seat in line]
    last = 0
    for place, seat in enumerate(line):
        x, y = at[seat.id]
        last = max(last + 1, 1 + int(x / step + 0.25))
        before = place and zones[place - 1] == zones[place]
        after = place + 1 < len(line) and zones[place + 1] == zones[place]
        edge = not before or not after
        yield LinedSeat(seat.id, number, last, x, y, zones[place], seat.kind is Place.WHEELCHAIR, edge)


def _table(number: int, seats: list[Seat], at: dict[str, Point]) -> Iterable[LinedSeat]:
    """One table, seat after seat around it; everybody gets up without passing anybody."""
    points = [at[seat.id] for seat in seats]
    x0, y0 = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    line = sorted(seats, key=lambda seat: atan2(at[seat.id][0] - x0, y0 - at[seat.id][1]))
    for column, seat in enumerate(line, 1):
        x, y = at[seat.id]
        yield LinedSeat(seat.id, number, column, x, y, f"T{number:03}", seat.kind is Place.WHEELCHAIR, True)
