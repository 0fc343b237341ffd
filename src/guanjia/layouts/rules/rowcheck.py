"""Rows of a plan as they stand, also after a hand moved seats: runs, their open ends, pitch and aisles."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from guanjia.layouts.rules.geometry import Point, edges, turn
from guanjia.layouts.rules.hall import Hall
from guanjia.layouts.rules.limits import limit
from guanjia.layouts.rules.plan import Item, Plan, Seat, Thing

TOGETHER = 0.45
FAR = 60.0
INWARD = 0.02
SAME_LINE = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """Seats side by side: `v` is how far back they stand, `left` and `right` the metres to whatever comes next.

    `to_seat`: on the right another run comes next, not a wall or a pillar.
    """

    seats: tuple[Seat, ...]
    v: float
    low: float
    high: float
    left: float
    right: float
    left_open: bool
    right_open: bool
    to_seat: bool

    @property
    def open_ends(self) -> int:
        """At how many ends people walk out."""
        return self.left_open + self.right_open


def runs(hall: Hall, plan: Plan) -> list[Run]:
    """The runs of all rows, front to back. Empty for a plan without rows."""
    if not plan.pitch:
        return []
    lines: dict[tuple[float, int], list[tuple[float, float, Seat]]] = defaultdict(list)
    for seat in plan.audience:
        u, v = _along(seat)
        lines[round(seat.facing % 360, 0), round(v / SAME_LINE)].append((u, v, seat))
    found: list[Run] = []
    for (facing, _line), line in _merged(lines):
        found += _split(hall, facing, sorted(line, key=lambda each: each[0]))
    return sorted(found, key=lambda run: (run.v, run.low))


def _along(seat: Seat) -> Point:
    """Where the seat's back line lies: along its row, and back from the front."""
    c, s = cos(radians(seat.facing)), sin(radians(seat.facing))
    back = seat.box.depth / 2
    x, y = seat.x - s * back, seat.y + c * back
    return x * c + y * s, -x * s + y * c


def _merged(
    lines: dict[tuple[float, int], list[tuple[float, float, Seat]]],
) -> Iterable[tuple[tuple[float, int], list[tuple[float, float, Seat]]]]:
    """Lines whose seats fell into two neighbouring slots by rounding are one line."""
    for facing, number in sorted(lines):
        here, before = lines[facing, number], lines.get((facing, number - 1))
        if before and abs(here[0][1] - before[0][1]) < SAME_LINE / 2:
            before.extend(here)
            lines[facing, number] = before
            here.clear()
    seen: set[int] = set()
    for key in sorted(lines):
        if lines[key] and id(lines[key]) not in seen:
            seen.add(id(lines[key]))
            yield key, lines[key]


def _split(hall: Hall, facing: float, line: Sequence[tuple[float, float, Seat]]) -> list[Run]:
    groups: list[list[tuple[float, float, Seat]]] = []
    for each in line:
        before = groups[-1][-1] if groups else None
        if before and each[0] - each[2].box.width / 2 - before[0] - before[2].box.width / 2 <= TOGETHER:
            groups[-1].append(each)
        else:
            groups.append([each])
    ends = [(group[0][0] - group[0][2].box.width / 2, group[-1][0] + group[-1][2].box.width / 2) for group in groups]
    made = []
    for number, group in enumerate(groups):
        v = max(each[1] for each in group)
        low, high = ends[number]
        left_gap = low - ends[number - 1][1] if number else FAR
        right_gap = ends[number + 1][0] - high if number + 1 < len(groups) else FAR
        left, left_pillar = _free(hall, facing, low, v, -1)
        right, right_pillar = _free(hall, facing, high, v, 1)
        seats = tuple(each[2] for each in group)
        made.append(
            Run(
                seats,
                v,
                low,
                high,
                min(left_gap, left),
                min(right_gap, right),
                _is_open(left_gap, left, left_pillar),
                _is_open(right_gap, right, right_pillar),
                right_gap < right,
            )
        )
    return made


def _is_open(gap: float, free: float, pillar: bool) -> bool:
    """Whether people leave at this end: an aisle between seats, or along a wall; a pillar in the aisle leaves its width."""
    if gap < free:
        return gap >= limit("aisle") - 0.011
    return free >= limit("aisle" if pillar else "side_aisle") - 0.011


def _free(hall: Hall, facing: float, u: float, v: float, way: int) -> tuple[float, bool]:
    """Metres along the row to the next wall or pillar, and whether it is a pillar."""
    c, s = cos(radians(facing)), sin(radians(facing))
    best, pillar = FAR, False
    solids = [(hall.outline, False), *((box.corners(), True) for box in hall.pillars)]
    u -= way * INWARD
    for back in (0.05, 0.45):
        x, y = u * c - (v - back) * s, u * s + (v - back) * c
        end = (x + way * FAR * c, y + way * FAR * s)
        for shape, is_pillar in solids:
            for a, b in edges(shape):
                t1, t2 = turn((x, y), end, a), turn((x, y), end, b)
                t3, t4 = turn(a, b, (x, y)), turn(a, b, end)
                if (t1 > 0) != (t2 > 0) and (t3 > 0) != (t4 > 0) and abs(t3 - t4) > 1e-12:
                    metres = FAR * t3 / (t3 - t4)
                    if metres < best:
                        best, pillar = metres, is_pillar
    return best - INWARD, pillar


def pitches(found: Sequence[Run]) -> list[tuple[float, Run]]:
    """For each run the metres to the next run behind it that overlaps it along the row; runs without one are left out."""
    made = []
    for index, run in enumerate(found):
        for behind in found[index + 1 :]:
            same = abs(behind.seats[0].facing - run.seats[0].facing) < 1
            if same and behind.v - run.v > 0.3 and behind.low < run.high - 0.1 and behind.high > run.low + 0.1:
                made.append((behind.v - run.v, run))
                break
    return made


def clear_behind(pitch: float, items: Sequence[Item]) -> float:
    """Free passage between two rows of that pitch, desks counted."""
    desk = next((item.depth for item in items if item.kind is Thing.DESK), 0.0)
    return pitch - 0.5 - desk


def together(found: Sequence[Run]) -> int:
    """The most rows that follow each other without a cross aisle."""
    most = 0
    for facing in {round(run.seats[0].facing) for run in found}:
        lines = sorted({round(run.v, 1) for run in found if round(run.seats[0].facing) == facing})
        here = 1
        for before, after in itertools.pairwise(lines):
            wide = after - before - 0.5 >= limit("aisle") - 0.05
            here = 1 if wide else here + 1
            most = max(most, here)
        most = max(most, here)
    return most
