"""Places for wheelchairs: two seats side by side give way to one, and further seats where it needs their floor. VENU-022."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

from guanjia.layouts.rules.geometry import Point, apart, distance, inside
from guanjia.layouts.rules.plan import Place, Plan, Seat
from guanjia.layouts.rules.room import Fitted

FORWARD, BACK = 0.4, 0.3
"""In a row the place reaches forward so that its back stands in line; at a table it stands back, knees under the board."""
TOUCH = 0.01
NEAR = 1.7
BESIDE = 0.95
IN_ROW = 0.75
LOOKED_AT = 120
Pair = tuple[Seat, Seat]


@dataclass(frozen=True, slots=True)
class Change:
    """The place that two seats make, and everybody else who has to give way to it."""

    pair: Pair
    place: Seat
    others: tuple[Seat, ...]


def with_places(room: Fitted, plan: Plan, seats: Sequence[Seat], many: int) -> list[Seat]:
    """The seats with `many` wheelchair places among them: in the first row from one end to the other, then in the rows behind;
    at tables near a door. Fewer where no more find room."""
    left = list(seats)
    fixed = [seat for seat in plan.seats if seat.kind in (Place.ROSTRUM, Place.INTERPRETER)]
    for number in range(many):
        change = _first_row(room, left, fixed, number / many) if plan.pitch else None
        change = change or _cheapest(room, left, fixed, _in_rows(left) if plan.pitch else _by_doors(room, left))
        if change is None:
            return left
        gone = {id(seat) for seat in (change.pair[1], *change.others)} - {id(change.pair[0])}
        left = [change.place if s is change.pair[0] else s for s in left if id(s) not in gone]
    return left


def _first_row(room: Fitted, seats: Sequence[Seat], fixed: Sequence[Seat], share: float) -> Change | None:
    """At the end of a run of the first row, at its own floor; `share` 0..1 spreads the places from left to right."""
    if not seats:
        return None
    line = [seat for seat in seats if seat.row == seats[0].row]
    low, high = min(seat.y for seat in line) - NEAR, max(seat.y for seat in line) + NEAR
    near = [seat for seat in seats if low <= seat.y <= high]
    pairs = _pairs(line)
    free = [c for c in (_change(room, near, fixed, pair, -FORWARD) for pair, _end in pairs) if c and not c.others]
    ends = {id(pair[0]) for pair, end in pairs if end}
    spread = [c for c in free if id(c.pair[0]) in ends] or free
    return spread[int(share * len(spread))] if spread else None


def _in_rows(seats: Sequence[Seat]) -> Iterable[tuple[Pair, float]]:
    """Row by row from the front, in each the ends of its runs first."""
    lines: dict[str, list[Seat]] = {}
    for seat in seats:
        lines.setdefault(seat.row, []).append(seat)
    for line in lines.values():
        for pair, _end in sorted(_pairs(line), key=lambda each: not each[1]):
            yield pair, -FORWARD


def _pairs(line: Iterable[Seat]) -> list[tuple[Pair, bool]]:
    """Two plain seats side by side, from the left, and whether they are the end of a run."""
    plain = sorted((s for s in line if s.kind is Place.SEAT), key=lambda s: s.x)
    pairs = [(a, b) for a, b in itertools.pairwise(plain) if distance((a.x, a.y), (b.x, b.y)) < IN_ROW]
    firsts, seconds = {id(a) for a, _b in pairs}, {id(b) for _a, b in pairs}
    return [((a, b), id(a) not in seconds or id(b) not in firsts) for a, b in pairs]


def _by_doors(room: Fitted, seats: Sequence[Seat]) -> Iterable[tuple[Pair, float]]:
    """Neighbours at a table, those nearest to a door first, and every table once before one has a second place. An armchair makes
    a place by itself; host and guest of honour keep theirs."""
    doors = room.hall.exits
    plain = [s for s in seats if s.kind in (Place.SEAT, Place.STANDING) and not (s.soft and s.row == "H")]
    made = Counter(s.row for s in seats if s.kind is Place.WHEELCHAIR)
    plain.sort(key=lambda s: (made[s.row], min(distance((s.x, s.y), (d.x, d.y)) for d in doors)))
    tables: dict[str, list[Seat]] = {}
    for seat in plain:
        tables.setdefault(seat.row, []).append(seat)
    for one in plain:
        if one.soft:
            yield (one, one), 0.0
            continue
        beside = [s for s in tables[one.row] if s is not one and distance((s.x, s.y), (one.x, one.y)) < BESIDE]
        if beside:
            yield (one, min(beside, key=lambda s: distance((s.x, s.y), (one.x, one.y)))), BACK


def _cheapest(
    room: Fitted, seats: Sequence[Seat], fixed: Sequence[Seat], offered: Iterable[tuple[Pair, float]]
) -> Change | None:
    """The first of the offered pairs whose place costs nobody else a seat, else the one that costs the fewest."""
    best: Change | None = None
    for pair, away in itertools.islice(offered, LOOKED_AT):
        change = _change(room, seats, fixed, pair, away)
        if change is None or (best is not None and len(change.others) >= len(best.others)):
            continue
        best = change
        if not change.others:
            break
    return best


def _change(room: Fitted, seats: Sequence[Seat], fixed: Sequence[Seat], pair: Pair, away: float) -> Change | None:
    """What becomes of the pair, None where the place would stand in a wall, a pillar, a zone kept free or somebody's place that
    stays."""
    place = _place_for(*pair, away)
    shape = place.box.corners(-TOUCH)
    if not inside(room.hall.outline, shape) or not all(apart(shape, each) for each in room.shut):
        return None
    if any(_meets(shape, place, seat) for seat in fixed):
        return None
    others = tuple(s for s in seats if s is not pair[0] and s is not pair[1] and _meets(shape, place, s))
    if any(s.kind is Place.WHEELCHAIR or s.soft for s in others):
        return None
    return Change(pair, place, others)


def _meets(shape: Sequence[Point], place: Seat, seat: Seat) -> bool:
    if abs(place.x - seat.x) > NEAR or abs(place.y - seat.y) > NEAR:
        return False
    return not apart(shape, seat.box.corners(-TOUCH))


def _place_for(one: Seat, other: Seat, away: float) -> Seat:
    """The wheelchair place where two seats stood, `away` metres further back."""
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
    x, y = x - sin(radians(one.facing)) * away, y + cos(radians(one.facing)) * away
    return replace(one, id="", x=x, y=y, kind=Place.WHEELCHAIR, soft=False)
