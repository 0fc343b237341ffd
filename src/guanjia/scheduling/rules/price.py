"""What a placement costs, counted afresh from the places: the product's own account, used by pages and by the search."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice

from guanjia.scheduling.rules.period import Meeting, Period, Place, Places

NEAR = 2
"""So many free grains at the most between two meetings of a person for a change of room to count."""


@dataclass(frozen=True, order=True)
class Cost:
    """Compared level by level: priorities of what has no place, then people and wishes missed, then comfort."""

    unplaced: int = 0
    medium: int = 0
    soft: int = 0


@dataclass(frozen=True)
class Clash:
    """A hard rule that is broken: room, person, closed, capacity, day or fixed; by which meeting, against which other one."""

    rule: str
    one: int
    other: int | None = None


def overlap(a: int, a_length: int, b: int, b_length: int) -> int:
    """Grains that two meetings share."""
    return max(0, min(a + a_length, b + b_length) - max(a, b))


def clashes(period: Period, places: Mapping[int, Place | None]) -> list[Clash]:
    """Every hard rule that the places break; none for a placement that may be shown."""
    found = []
    placed = [(n, period.meetings[n], place) for n, place in places.items() if place is not None]
    for n, meeting, place in placed:
        found += [Clash(rule, n) for rule in _alone(period, meeting, place)]
    found += [
        Clash("fixed", n) for n, meeting in enumerate(period.meetings) if meeting.fixed not in (None, places.get(n))
    ]
    for (n, one, at), (m, other, there) in combinations(placed, 2):
        if overlap(at.start, one.length, there.start, other.length) and one.required & other.required:
            found.append(Clash("person", n, m))
        if there.room in period.clashing[at.room]:
            (a, b), (c, d) = period.taken(one, at), period.taken(other, there)
            if a < d and c < b:
                found.append(Clash("room", n, m))
    return found


def _alone(period: Period, meeting: Meeting, place: Place) -> Iterator[str]:
    """Rules that a place breaks without any other meeting; a choice by hand may break those of size and day."""
    if meeting.fixed == place:
        return
    if place.room not in period.fitting(meeting):
        yield "capacity"
    if place.start not in period.starts(meeting):
        yield "day"
    elif period.halls[place.room].closed.intersection(range(*period.taken(meeting, place))):
        yield "closed"


@dataclass(frozen=True)
class Missed:
    """Somebody who would like to attend both of two meetings at one time: for how many grains."""

    person: int
    one: int
    other: int
    grains: int


def missed(period: Period, places: Mapping[int, Place | None]) -> Iterator[Missed]:
    """Each person who is expected in two meetings at once, where not both need them; one price a grain."""
    for (n, one, at), (m, other, there) in _near(period, places):
        grains = overlap(at.start, one.length, there.start, other.length)
        if grains:
            torn = (one.people & other.people) - (one.required & other.required)
            yield from (Missed(person, n, m, grains) for person in sorted(torn))


Standing = tuple[int, Meeting, Place]


def _near(period: Period, places: Mapping[int, Place | None]) -> Iterator[tuple[Standing, Standing]]:
    """Pairs of meetings that overlap or of which one begins at most NEAR grains after the other ends; others cost nothing
    together, so a long period costs what its days cost. The lower number stands first."""
    placed = [(n, period.meetings[n], place) for n, place in places.items() if place is not None]
    placed.sort(key=lambda each: (each[2].start, each[0]))
    for position, first in enumerate(placed):
        last = first[2].start + first[1].length + NEAR
        for second in islice(placed, position + 1, None):
            if second[2].start > last:
                break
            yield (first, second) if first[0] < second[0] else (second, first)


def cost_of(period: Period, places: Places) -> Cost:
    """What the places cost at the three levels; hard rules are not looked at (see clashes)."""
    wishes = sum(
        wish.price
        for n, place in places.items()
        if place is not None
        for wish in period.meetings[n].wishes
        if not wish.met(place)
    )
    unplaced = sum(meeting.priority for n, meeting in enumerate(period.meetings) if places.get(n) is None)
    return Cost(unplaced, wishes + sum(each.grains for each in missed(period, places)), _soft(period, places))


def _soft(period: Period, places: Places) -> int:
    weights, total = period.weights, 0
    placed = [(period.meetings[n], place) for n, place in places.items() if place is not None]
    sizes = [hall.capacity for hall in period.halls]
    for meeting, place in placed:
        total += weights.early * (place.start + meeting.length - 1)
        own = sizes[place.room]
        total += weights.larger * sum(size - own for size in sizes if size > own)
    for (_n, one, at), (_m, other, there) in _near(period, places):
        total += weights.overlap * overlap(at.start, one.length, there.start, other.length)
        if at.start + one.length == there.start or there.start + other.length == at.start:
            total += weights.pause
        if at.room != there.room and _follows(one, at, other, there):
            total += weights.stable * len(one.people & other.people)
    return total


def _follows(one: Meeting, at: Place, other: Meeting, there: Place) -> bool:
    """Whether the later begins at most NEAR grains after the earlier ends; two that begin together do not follow."""
    if at.start == there.start:
        return False
    first, length, last = (at, one.length, there) if at.start < there.start else (there, other.length, at)
    return last.start - first.start - length <= NEAR
