"""Wishes granted by swaps once delegations have their seats (ADR 0100)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from guanjia.seating.rules.floor import Seat
from guanjia.seating.rules.floor_cost import (
    CUT_OFF,
    INVERSION,
    MISSED,
    Person,
    Wishes,
    count_inversions,
    near,
    side_by_side,
)

MOST_PRICED = 8
"""So many seats that would part two people are compared."""

_Told = tuple[bool, int, int]
"""Whether two must be apart or else side by side, and who."""


def grant(
    seats: Sequence[Seat], people: Sequence[Person], seating: Mapping[str, int], wishes: Wishes, fixed: frozenset[str]
) -> dict[str, int]:
    """The same plan with more wishes granted. A place for a wheelchair is given whatever it costs; two who must
    not be neighbours are parted by any swap within a delegation that leaves fewer wishes missed; any other wish is granted only by
    one that costs less than it saves. Choices by hand are not touched."""
    swaps = _Swaps(seats, people, seating, fixed)
    for person in people:
        if person.wheelchair:
            swaps.give_wheelchair(person)
    for one, other in wishes.beside:
        swaps.bring_together(one, other)
    for person in people:
        if person.aisle and not swaps.where[person.id].aisle:
            swaps.try_each(person.id, [seat for seat in swaps.own_seats(person.id) if seat.aisle])
    swaps.part_all(wishes)
    return {seat.label: who for who, seat in swaps.where.items()}


class _Swaps:
    """Seats by person while they change; what a swap within a delegation costs in inversions."""

    def __init__(
        self, seats: Sequence[Seat], people: Sequence[Person], seating: Mapping[str, int], fixed: frozenset[str]
    ) -> None:
        by_label = {seat.label: seat for seat in seats}
        self.seats = seats
        self.where = {who: by_label[label] for label, who in seating.items()}
        self.who = dict(seating)
        self.person = {person.id: person for person in people}
        self.fixed = fixed
        self.group: dict[int, list[int]] = defaultdict(list)
        for person in sorted(people, key=lambda person: person.rank):
            self.group[person.delegation].append(person.id)
        self.settled: set[int] = set()

    def own_seats(self, who: int) -> list[Seat]:
        """Seats of the delegation that may change hands, the nearest row first."""
        row = self.where[who].row
        own = [self.where[each] for each in self.group[self.person[who].delegation] if each != who]
        return sorted((s for s in own if s.label not in self.fixed), key=lambda s: (abs(s.row - row), s.label))

    def give_wheelchair(self, person: Person) -> None:
        """A place for a wheelchair: within the delegation if it has one, else the nearest that nobody else needs."""
        if self.where[person.id].wheelchair:
            self.settled.add(person.id)
            return
        places = [seat for seat in self.seats if seat.wheelchair and seat.label not in self.fixed]
        free = [s for s in places if s.label not in self.who or not self.person[self.who[s.label]].wheelchair]
        if free:
            self.swap(person.id, min(free, key=lambda seat: (self._harm(person.id, seat), seat.label)))
            self.settled.add(person.id)

    def _harm(self, who: int, seat: Seat) -> float:
        """What it costs when somebody takes this seat: inversions of both delegations, people cut off, then the way."""
        there, old = self.who.get(seat.label), self.where[who]
        strangers = there is not None and self.person[there].delegation != self.person[who].delegation
        before = self._price(who) + (self._price(there) if strangers and there is not None else 0)
        self.swap(who, seat)
        after = self._price(who) + (self._price(there) if strangers and there is not None else 0)
        self.swap(who, old)
        way = (seat.x_m - old.x_m) ** 2 + (seat.y_m - old.y_m) ** 2
        return after - before + (2 if strangers else 1) * CUT_OFF + way / 10_000

    def bring_together(self, one: int, other: int) -> None:
        """Two side by side: whoever ranks lower comes to the other, changing with who sits there if that is of the delegation."""
        if one not in self.where or other not in self.where or side_by_side(self.where[one], self.where[other]):
            return
        stay, come = sorted((one, other), key=lambda each: self.person[each].rank)
        near = [seat for seat in self.own_seats(come) if side_by_side(seat, self.where[stay])]
        if self.try_each(come, near):
            self.settled |= {stay, come}

    def try_each(self, who: int, wanted: Iterable[Seat]) -> bool:
        """The first swap that costs less than a wish; whether there was one."""
        if self.where[who].label in self.fixed or who in self.settled:
            return False
        for seat in wanted:
            there = self.who.get(seat.label)
            if there in self.settled or (there is not None and self.person[there].wheelchair):
                continue
            if there is not None and self.person[there].aisle and seat.aisle:
                continue
            before = self._price(who)
            old = self.where[who]
            self.swap(who, seat)
            if self._price(who) - before < MISSED:
                return True
            self.swap(who, old)
        return False

    def swap(self, who: int, seat: Seat) -> None:
        """Change seats; an empty one is simply taken."""
        old, there = self.where[who], self.who.get(seat.label)
        self.where[who], self.who[seat.label] = seat, who
        if there is None:
            del self.who[old.label]
        else:
            self.where[there], self.who[old.label] = old, there

    def _price(self, who: int) -> int:
        """What the inversions of the delegation cost as it sits."""
        rows = [self.where[each].row for each in self.group[self.person[who].delegation]]
        return INVERSION * count_inversions(rows)

    def part_all(self, wishes: Wishes) -> None:
        """Part those who must not be neighbours, one swap after the other, until none leaves fewer wishes missed."""
        told: dict[int, set[_Told]] = defaultdict(set)
        for apart, pairs in ((True, wishes.apart), (False, wishes.beside)):
            for one, other in pairs:
                if one in self.where and other in self.where:
                    told[one].add((apart, one, other))
                    told[other].add((apart, one, other))
        parted = True
        while parted:
            parted = False
            for one, other in wishes.apart:
                if one in self.where and other in self.where and near(self.where[one], self.where[other]):
                    lower_first = sorted((one, other), key=lambda each: -self.person[each].rank)
                    parted = any(self._part(who, told) for who in lower_first) or parted

    def _part(self, who: int, told: Mapping[int, set[_Told]]) -> bool:
        """Move somebody to a seat of the delegation: one in the same row costs nothing, else the cheapest of the nearest ones."""
        old, person = self.where[who], self.person[who]
        if old.label in self.fixed or person.wheelchair:
            return False
        found: list[tuple[int, int, Seat]] = []
        for seat in self.own_seats(who):
            there = self.who[seat.label]
            if self.person[there].wheelchair:
                continue
            before = self._missed(who, there, told)
            self.swap(who, seat)
            if self._missed(who, there, told) < before:
                found.append((self._price(who), len(found), seat))
            self.swap(who, old)
            if len(found) == MOST_PRICED or (found and seat.row == old.row):
                break
        if found:
            self.swap(who, min(found, key=lambda each: each[:2])[2])
        return bool(found)

    def _missed(self, one: int, other: int, told: Mapping[int, set[_Told]]) -> int:
        """How many wishes of these two are missed as they sit, counted as the checker does."""
        missed = sum(self.person[who].aisle and not self.where[who].aisle for who in (one, other))
        for apart, this, that in told.get(one, set()) | told.get(other, set()):
            meets = near if apart else side_by_side
            missed += meets(self.where[this], self.where[that]) == apart
        return missed
