"""Who takes which place of a chart: the order fills the numbers, what was chosen by hand stays, wishes are looked at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import GUEST, ONE, Chart, NoChart, Place


class Duty(StrEnum):
    """What somebody does at the table beside sitting at it."""

    NONE = ""
    INTERPRETER = "interpreter"
    NOTES = "assistant"


@dataclass(frozen=True)
class Sitter:
    """Somebody to be placed: `rank` is the place in the signed order, `side` G or H where two sides meet."""

    id: int
    rank: int
    side: str = ONE
    duty: Duty = Duty.NONE


@dataclass(frozen=True)
class Apart:
    """Two who must not sit next to each other."""

    one: int
    other: int


Seating = Mapping[str, int]
"""Place key -> id of who sits there."""


def placed(chart: Chart, sitters: Sequence[Sitter], fixed: Seating | None = None) -> dict[str, int]:
    """Everybody on a place: by hand where `fixed` says so, interpreters on theirs, the others by rank on the numbers that are
    left, then on places without a number. Raises NoChart, naming how many, when places are too few.
    """
    kept = {key: who for key, who in (fixed or {}).items() if key in chart.by_key()}
    ids = {sitter.id for sitter in sitters}
    seating = {key: who for key, who in kept.items() if who in ids}
    done = set(seating.values())
    for kind in (Duty.INTERPRETER, Duty.NOTES):
        _helpers(chart, seating, done, sitters, kind)
    waiting = sorted((s for s in sitters if s.id not in done and not s.duty), key=lambda sitter: sitter.rank)
    for side in sorted({sitter.side for sitter in waiting}, reverse=True):
        own = [place for place in _free(chart, seating) if place.side == side and place.number]
        queue = [sitter for sitter in waiting if sitter.side == side]
        for place, sitter in zip(sorted(own, key=lambda place: place.number), queue, strict=False):
            seating[place.key] = sitter.id
            done.add(sitter.id)
    left = [s for s in sorted(sitters, key=lambda each: each.rank) if s.id not in done]
    _spread(chart, seating, left)
    return seating


def placed_again(chart: Chart, sitters: Sequence[Sitter], old: Seating, fixed: Seating | None = None) -> dict[str, int]:
    """Like `placed`, but who sits on a place without a number stays there unless a numbered one becomes theirs."""
    places = chart.by_key()
    kept = dict(fixed or {})
    numbered = {who for key, who in placed(chart, sitters, fixed).items() if places[key].number or key in kept}
    stay = {
        key: who
        for key, who in old.items()
        if key in places and not places[key].number and who not in numbered and key not in kept
    }
    return placed(chart, sitters, kept | stay)


def carried(before: Chart, after: Chart, fixed: Seating) -> dict[str, int]:
    """Choices by hand in the chart of another number of people: the same place where it stays, else the one nearest to it."""
    if after.chairs_stay:
        return {key: who for key, who in fixed.items() if key in after.by_key()}
    old, free = before.by_key(), list(after.places)
    kept: dict[str, int] = {}
    for key, who in fixed.items():
        was = old.get(key)
        same = [place for place in free if was is not None and place.row == was.row and place.side == was.side]
        if was is not None and same:
            nearest = min(same, key=lambda place: (abs(place.x - was.x), place.key))
            free.remove(nearest)
            kept[nearest.key] = who
    return kept


def _helpers(chart: Chart, seating: dict[str, int], done: set[int], sitters: Sequence[Sitter], kind: Duty) -> None:
    spots = [place for place in chart.places if place.kind == kind and place.key not in seating]
    for sitter in sitters:
        if sitter.duty is kind and sitter.id not in done:
            own = next((place for place in spots if place.side in (sitter.side, ONE)), None)
            if own is not None:
                spots.remove(own)
                seating[own.key] = sitter.id
                done.add(sitter.id)


def _free(chart: Chart, seating: Seating) -> list[Place]:
    return [place for place in chart.places if place.kind == "seat" and place.key not in seating]


def _spread(chart: Chart, seating: dict[str, int], left: Sequence[Sitter]) -> None:
    """Who has no number of their own takes the free places: those without a number first, row by row. Where a helper was seated
    among the others by hand, the helper's place of that side is free too."""
    free = sorted(_free(chart, seating), key=lambda place: (place.number > 0, place.row, place.number, place.key))
    for sitter in left[len(free) :]:
        aside = [p for p in chart.places if p.kind in set(Duty) and p.side == sitter.side]
        free += [place for place in aside if place.key not in seating and place not in free][:1]
    if len(free) < len(left):
        raise NoChart(N_("%(count)s people have no place: there are only %(places)s."),
                      count=len(left) - len(free), places=len(chart.places))  # fmt: skip
    for place, sitter in zip(free, left, strict=False):
        seating[place.key] = sitter.id


class Beside:
    """Which places of a chart are next to each other: about a round table by their order, elsewhere by how near they are."""

    def __init__(self, chart: Chart) -> None:
        self._chart, self._places = chart, chart.by_key()
        self._order: dict[str, int] = {}
        self._seats: Counter[int] = Counter()
        for place in chart.places:
            if chart.round_tables and place.kind == "seat":
                self._order[place.key] = self._seats[place.row]
                self._seats[place.row] += 1

    def __call__(self, one: str, other: str) -> bool:
        """Whether these two keys are next to each other."""
        here, there = self._places[one], self._places[other]
        if here.row != there.row or one == other:
            return False
        if one in self._order and other in self._order:
            seats = self._seats[here.row]
            return (self._order[one] - self._order[other]) % seats in (1, seats - 1)
        return (here.x - there.x) ** 2 + (here.y - there.y) ** 2 <= self._chart.near**2


def broken(beside: Callable[[str, str], bool], seating: Seating, apart: Sequence[Apart]) -> list[Apart]:
    """The wishes of people who must not sit together that this seating breaks; `beside` says which keys are neighbours."""
    where = {who: key for key, who in seating.items()}
    return [
        wish
        for wish in apart
        if wish.one in where and wish.other in where and beside(where[wish.one], where[wish.other])
    ]


MOST_NAMED, MOST_PARTNERS = 20, 400
"""Of so many people who sit where they must not, each is tried against so many others, the nearest in rank first."""


def swap_to_part(
    chart: Chart, seating: Seating, sitters: Sequence[Sitter], apart: Sequence[Apart], fixed: Seating
) -> tuple[int, int] | None:
    """The swap that mends most broken wishes with the least difference of rank; None when no swap helps.

    Nobody chosen by hand, no guest of honour and no helper is moved, and nobody changes sides. Only a swap of somebody who sits
    where they must not can help, and only wishes of the two who change are counted anew.
    """
    where, beside, kept = {who: key for key, who in seating.items()}, Beside(chart), set(fixed.values())
    told: dict[int, set[Apart]] = defaultdict(set)
    for wish in apart:
        if wish.one in where and wish.other in where:
            told[wish.one].add(wish)
            told[wish.other].add(wish)
    named = dict.fromkeys(who for wish in broken(beside, seating, apart) for who in (wish.one, wish.other))
    free = {s.id: s for s in sitters if s.id in where and s.id not in kept and s.rank != 1 and not s.duty}
    choices = []
    for one in [free[who] for who in named if who in free][:MOST_NAMED]:
        others = sorted((s for s in free.values() if s.side == one.side and s is not one), key=_nearest(one))
        for other in others[:MOST_PARTNERS]:
            trial = {one.id: where[other.id], other.id: where[one.id]}
            touched = told[one.id] | told[other.id]
            now = sum(beside(where[w.one], where[w.other]) for w in touched)
            then = sum(beside(trial.get(w.one, where[w.one]), trial.get(w.other, where[w.other])) for w in touched)
            if then < now:
                first, second = min(one.id, other.id), max(one.id, other.id)
                choices.append((then - now, abs(one.rank - other.rank), first, second))
    return min(choices)[2:] if choices else None


def _nearest(one: Sitter) -> Callable[[Sitter], tuple[int, int]]:
    return lambda other: (abs(one.rank - other.rank), other.id)


def pour_order(seating: Seating, sitters: Sequence[Sitter]) -> list[int]:
    """Whom to pour for, one after the other: the highest leader, or the guest of honour, first (INMT-013)."""
    rank = {sitter.id: (bool(sitter.duty), sitter.rank, sitter.side != GUEST) for sitter in sitters}
    return sorted((who for who in seating.values() if who in rank), key=lambda who: rank[who])
