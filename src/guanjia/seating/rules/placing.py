"""Who takes which place of a chart: the order fills the numbers, what was chosen by hand stays, wishes are looked at."""

from collections.abc import Mapping, Sequence
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


def neighbours(chart: Chart, near: float = 1.35) -> set[frozenset[str]]:
    """Pairs of places next to each other: at most `near` seats apart in the same row, or round the same table."""
    places = chart.places
    found = set()
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            if one.row == other.row and (one.x - other.x) ** 2 + (one.y - other.y) ** 2 <= near**2:
                found.add(frozenset((one.key, other.key)))
    return found


def broken(chart: Chart, seating: Seating, apart: Sequence[Apart]) -> list[Apart]:
    """The wishes of people who must not sit together that this seating breaks."""
    where = {who: key for key, who in seating.items()}
    beside = neighbours(chart)
    return [
        wish
        for wish in apart
        if wish.one in where and wish.other in where and frozenset((where[wish.one], where[wish.other])) in beside
    ]


def swap_to_part(
    chart: Chart, seating: Seating, sitters: Sequence[Sitter], apart: Sequence[Apart], fixed: Seating
) -> tuple[int, int] | None:
    """The swap that mends most broken wishes with the least difference of rank; None when no swap helps.

    Nobody chosen by hand, no guest of honour and no helper is moved, and nobody changes sides.
    """
    now = len(broken(chart, seating, apart))
    if not now:
        return None
    where = {who: key for key, who in seating.items()}
    free = [s for s in sitters if s.id in where and s.id not in fixed.values() and s.rank != 1 and not s.duty]
    choices = []
    for number, one in enumerate(free):
        for other in free[number + 1 :]:
            if one.side != other.side:
                continue
            trial = {**seating, where[one.id]: other.id, where[other.id]: one.id}
            left = len(broken(chart, trial, apart))
            if left < now:
                choices.append((left, abs(one.rank - other.rank), one.id, other.id))
    return min(choices)[2:] if choices else None


def pour_order(seating: Seating, sitters: Sequence[Sitter]) -> list[int]:
    """Whom to pour for, one after the other: the highest leader, or the guest of honour, first (INMT-013)."""
    rank = {sitter.id: (bool(sitter.duty), sitter.rank, sitter.side != GUEST) for sitter in sitters}
    return sorted((who for who in seating.values() if who in rank), key=lambda who: rank[who])
