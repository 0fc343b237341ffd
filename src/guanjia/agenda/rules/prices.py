"""What a proposal costs (ADR 0104). Whole points, fixed before the search was written; one checker for search and page."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from guanjia.agenda.rules.line import Line
from guanjia.agenda.rules.states import Kind

CUT = {
    Kind.TALK: 20, Kind.DISCUSSION: 15, Kind.FREE: 6, Kind.BREAK: 24, Kind.MEAL: 24, Kind.SPEECH: 60, Kind.OPENING: 60,
    Kind.CLOSING: 40, Kind.VOTE: 80, Kind.AWARD: 60, Kind.SIGNING: 80, Kind.PHOTO: 20,
}  # fmt: skip
"""Points for the first minute taken from an item; each further minute costs two more, so cuts are spread."""
STEEPER = 2
DROP, DROP_MINUTE = 150, 6
SWAP = 120
LATE_START, LATE_END = 1, 40
MISSED, MISSED_MINUTE = 1_000_000, 1_000


@dataclass(frozen=True)
class Frame:
    """When the room is free, when the agenda is to end, and the minute after which nobody may use the room (None: no such)."""

    free_at: int
    aim: int
    limit: int | None = None


@dataclass(frozen=True)
class Weights:
    """How many hundredths of its price each kind of change counts for one way of looking; `drops` allows leaving out."""

    cut: int = 100
    rest: int = 100
    drop: int = 100
    late: int = 100
    drops: bool = True


FAIR = Weights()


@dataclass(frozen=True)
class Placed:
    """An item in a proposal."""

    id: int
    begins: int
    minutes: int


def cut_price(line: Line, minutes: int, weights: Weights = FAIR) -> int:
    """Points for taking `minutes` from the line."""
    share = weights.rest if line.kind in {Kind.BREAK, Kind.MEAL, Kind.FREE} else weights.cut
    return (CUT[line.kind] * minutes + STEEPER * minutes * (minutes - 1) // 2) * share // 100


def drop_price(line: Line, weights: Weights = FAIR) -> int:
    """Points for leaving an optional item out."""
    return (DROP + DROP_MINUTE * line.minutes) * weights.drop // 100


def start_price(line: Line, begins: int, moved: bool = False) -> int:
    """Points for beginning then: waiting, or a guest whose time is fixed kept waiting."""
    late = max(0, begins - line.begins)
    if line.fixed and late:
        return MISSED + MISSED_MINUTE * late
    return 0 if moved else LATE_START * late


def end_price(ends: int, aim: int, weights: Weights = FAIR) -> int:
    """Points for ending after the planned end."""
    return LATE_END * max(0, ends - aim) * weights.late // 100


def price_of(
    lines: Sequence[Line],
    placed: Sequence[Placed],
    frame: Frame,
    dropped: Iterable[int] = (),
    moved: Collection[int] = (),
) -> int:
    """The fair price of a whole proposal: cuts, what is left out, waiting, changed places, a later end."""
    known: Mapping[int, Line] = {line.id: line for line in lines}
    total = sum(drop_price(known[each]) for each in dropped) + SWAP * len(moved)
    for each in placed:
        line = known[each.id]
        total += cut_price(line, line.minutes - each.minutes) + start_price(line, each.begins, each.id in moved)
    return total + end_price(max([frame.free_at, *(each.begins + each.minutes for each in placed)]), frame.aim)
