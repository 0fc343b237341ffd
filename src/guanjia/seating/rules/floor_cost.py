"""What a floor plan costs: the checker of ADR 0100. It knows seats and people only, nothing of who made the plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guanjia.seating.rules.floor import Seat

CUT_OFF, INVERSION, MISSED = 10, 3, 5
"""Prices of a seat cut off, a rank inversion and a missed wish (ADR 0100)."""


@dataclass(frozen=True)
class Person:
    """Somebody to be seated: `delegation` and `rank` are places in the organiser's order, from 0 and from 1."""

    id: int
    delegation: int
    rank: int
    aisle: bool = False
    wheelchair: bool = False


@dataclass(frozen=True)
class Wishes:
    """Pairs of people who sit side by side, or must not be neighbours; pairs of delegations that must not be neighbours."""

    beside: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    delegations_apart: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Cost:
    """The three counts and what they cost together."""

    cut_off: int
    inversions: int
    missed: int

    @property
    def total(self) -> int:
        """In the prices of ADR 0100."""
        return CUT_OFF * self.cut_off + INVERSION * self.inversions + MISSED * self.missed


def cost_of(
    seats: Iterable[Seat], people: Sequence[Person], seating: Mapping[str, int], wishes: Wishes | None = None
) -> Cost:
    """What the plan costs. `seating` is seat label -> person. Raises ValueError when somebody has no seat or two."""
    by_label = {seat.label: seat for seat in seats}
    where = {who: by_label[label] for label, who in seating.items()}
    if len(where) != len(seating) or set(where) != {person.id for person in people}:
        raise ValueError("everybody needs exactly one seat")
    spots = {(seat.zone, seat.row, seat.column): who for who, seat in where.items()}
    delegations: dict[int, list[Person]] = defaultdict(list)
    for person in people:
        delegations[person.delegation].append(person)
    cut = sum(_cut_off([where[p.id] for p in group]) for group in delegations.values())
    return Cost(cut, _inversions(delegations, where), _missed(people, where, spots, wishes or Wishes()))


def _cut_off(seats: Sequence[Seat]) -> int:
    """How many are not in the largest group of neighbours."""
    left = {(seat.zone, seat.row, seat.column) for seat in seats}
    largest = 0
    while left:
        group, edge = 0, [left.pop()]
        while edge:
            here = edge.pop()
            group += 1
            for beside in around(*here):
                if beside in left:
                    left.remove(beside)
                    edge.append(beside)
        largest = max(largest, group)
    return len(seats) - largest


def around(zone: str, row: int, column: int) -> tuple[tuple[str, int, int], ...]:
    """The four neighbours of a seat within its part: beside it, before it, behind it."""
    return (zone, row, column - 1), (zone, row, column + 1), (zone, row - 1, column), (zone, row + 1, column)


def _inversions(delegations: Mapping[int, Sequence[Person]], where: Mapping[int, Seat]) -> int:
    front = [min(where[p.id].row for p in delegations[number]) for number in sorted(delegations)]
    inside = sum(
        count_inversions([where[p.id].row for p in sorted(group, key=lambda p: p.rank)])
        for group in delegations.values()
    )
    return count_inversions(front) + inside


def count_inversions(rows: Sequence[int]) -> int:
    """Pairs of which the earlier has the greater row. Counted by row: n x number of rows."""
    seen: dict[int, int] = defaultdict(int)
    found = 0
    for row in rows:
        found += sum(n for other, n in seen.items() if other > row)
        seen[row] += 1
    return found


def _missed(
    people: Sequence[Person], where: Mapping[int, Seat], spots: Mapping[tuple[str, int, int], int], wishes: Wishes
) -> int:
    missed = sum((p.aisle and not where[p.id].aisle) + (p.wheelchair and not where[p.id].wheelchair) for p in people)
    missed += sum(not side_by_side(where[one], where[other]) for one, other in wishes.beside)
    missed += sum(near(where[one], where[other]) for one, other in wishes.apart)
    delegation = {person.id: person.delegation for person in people}
    touching = {
        frozenset((delegation[who], delegation[spots[beside]]))
        for at, who in spots.items()
        for beside in around(*at)
        if beside in spots
    }
    return missed + sum(frozenset(pair) in touching for pair in wishes.delegations_apart)


def side_by_side(one: Seat, other: Seat) -> bool:
    """Whether two seats are beside each other without an aisle between."""
    return one.zone == other.zone and one.row == other.row and abs(one.column - other.column) == 1


def near(one: Seat, other: Seat) -> bool:
    """Whether two seats are beside each other, or one directly before the other, in one part of the hall."""
    return (other.zone, other.row, other.column) in around(one.zone, one.row, one.column)
