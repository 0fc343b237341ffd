"""Rows of seats that face the front: theatre, classroom, herringbone. The largest count comes from a search over ways
to draw the aisles; every candidate keeps the limits on rows and aisles by its making. VENU-009, VENU-012."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor

from guanjia.layouts.rules.frame import Interval, minus
from guanjia.layouts.rules.geometry import Box, bounds
from guanjia.layouts.rules.limits import limit, row_most
from guanjia.layouts.rules.plan import Item, Plan, Seat, Thing
from guanjia.layouts.rules.room import Fitted

AISLES = range(6)
ASIDE = tuple(sign * step / 4 for step in range(9) for sign in (1, -1))


@dataclass(frozen=True, slots=True)
class Kind:
    """How a row is made: width of a seat, pitches from narrow to wide, depth of the desk (0: none), seats at a desk."""

    seat: float
    pitches: tuple[float, ...]
    desk: float = 0.0
    at_desk: int = 1


THEATRE = Kind(0.5, (0.8, 0.9, 1.0))
CLASSROOM = Kind(0.6, (1.4, 1.5), desk=0.45, at_desk=2)


@dataclass(frozen=True, slots=True)
class Draft:
    """One way to draw rows: pitch, inner aisles, aisles along the walls or not, width of each aisle."""

    pitch: float
    inner: int
    walls: bool
    aisle: float


def candidates(room: Fitted, kind: Kind, style: str) -> Iterable[Plan]:
    """All plans worth comparing, in the frame of the fronted hall."""
    for pitch in kind.pitches:
        for inner in AISLES:
            for walls in (True, False):
                if (inner or walls) and (plan := drawn(room, kind, style, Draft(pitch, inner, walls, limit("aisle")))):
                    yield plan


def drawn(room: Fitted, kind: Kind, style: str, draft: Draft) -> Plan | None:
    """The rows of one draft; its aisles are widened until all of them together let everybody out. None without a seat."""
    for _try in range(4):
        plan = _draw(room, kind, style, draft)
        if plan is None:
            return None
        lanes = draft.inner + (2 if draft.walls else 0)
        needed = len(plan.seats) / 100 * limit("aisle_per_100") / lanes
        if needed <= draft.aisle + 1e-6:
            return plan
        draft = replace(draft, aisle=floor(needed * 10 + 0.999) / 10)
    return None


def _draw(room: Fitted, kind: Kind, style: str, draft: Draft) -> Plan | None:
    left, _top, right, bottom = bounds(room.hall.outline)
    side = draft.aisle if draft.walls else 0.05
    stand = [(min(x for x, _y in shape), max(x for x, _y in shape)) for shape in room.pillars]
    bands = _bands(left + side, right - side, draft, stand)
    seats: list[Seat] = []
    items: list[Item] = []
    together, y = 0, room.first
    depth = kind.desk + 0.95 if kind.desk else 0.5
    number, last = 0, room.first
    while y + depth <= bottom - limit("aisle") + 1e-6:
        stretches = room.strips(y, y + depth, side, limit("aisle"))
        ends = room.strips(y, y + depth, side, limit("aisle"), pillars=False) if draft.walls else []
        runs = list(_runs(stretches, bands, ends, kind, draft))
        if runs:
            if together == int(limit("rows_together")):
                together, y = 0, last + depth + draft.aisle
                continue
            number, together, last = number + 1, together + 1, y
            row_seats, row_items = _furnish(runs, y, str(number), kind)
            seats += row_seats
            items += row_items
            y += draft.pitch
        else:
            y += 0.1
    if not seats:
        return None
    aisles = tuple(_lane(low, high, room.first, last + depth) for low, high in bands)
    everything = (*room.seats, *seats)
    return Plan(style, room.hall.front, everything, (*room.items, *items), aisles, draft.pitch, room.focus)


def _lane(low: float, high: float, top: float, bottom: float) -> Box:
    return Box((low + high) / 2, (top + bottom) / 2, high - low, bottom - top)


def _bands(left: float, right: float, draft: Draft, pillars: Sequence[Interval]) -> list[Interval]:
    """The inner aisles, evenly between the outer ends of the rows, moved aside where a pillar would stand in one."""
    block = (right - left - draft.inner * draft.aisle) / (draft.inner + 1)
    bands: list[Interval] = []
    for each in range(draft.inner):
        start = left + (each + 1) * block + each * draft.aisle
        for aside in ASIDE:
            low, high = start + aside, start + aside + draft.aisle
            clear = all(high <= a or low >= b for a, b in pillars)
            if clear and low > left and high < right and (not bands or low > bands[-1][1]):
                bands.append((low, high))
                break
        else:
            bands.append((start, start + draft.aisle))
    return bands


def _runs(
    stretches: Sequence[Interval], bands: Sequence[Interval], ends: Sequence[Interval], kind: Kind, draft: Draft
) -> Iterable[tuple[float, int]]:
    """Runs of seats side by side: where the first begins, how many. Each keeps the limit of its open ends.

    An end is open at an inner aisle, and where `ends` end: at an aisle along the wall or at a zone that stays free.
    """
    lows = [band[1] for band in bands] + [each[0] for each in ends]
    highs = [band[0] for band in bands] + [each[1] for each in ends]
    for low, high in minus(stretches, bands):
        open_low = any(abs(low - each) < 1e-6 for each in lows)
        open_high = any(abs(high - each) < 1e-6 for each in highs)
        many = min(floor((high - low) / kind.seat + 1e-6), row_most(draft.pitch, open_low + open_high))
        if kind.at_desk > 1:
            many -= many % kind.at_desk
        if many <= 0:
            continue
        spare = high - low - many * kind.seat
        yield low + (spare / 2 if open_low == open_high else 0.0 if open_low else spare), many


def _furnish(runs: Sequence[tuple[float, int]], y: float, row: str, kind: Kind) -> tuple[list[Seat], list[Item]]:
    """The seats and desks of one row; with desks the seat stands behind its desk."""
    seats, items = [], []
    behind = kind.desk + 0.35 if kind.desk else 0.25
    for start, many in runs:
        for each in range(many):
            seats.append(Seat("", start + (each + 0.5) * kind.seat, y + behind, 0.0, row=row))
        if kind.desk:
            width = kind.seat * kind.at_desk
            for each in range(many // kind.at_desk):
                items.append(Item(Thing.DESK, start + (each + 0.5) * width, y + kind.desk / 2, width, kind.desk))
    return seats, items
