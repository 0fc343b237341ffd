"""The cheapest times for items in a given order, by dynamic programming over the minute at which each begins (ADR 0104).

Between two late items only the minute matters at which the room is free, so the state is that minute: at most as many as the
agenda is late. Exact for the order given; a test compares it with every possibility of small agendas.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from guanjia.agenda.rules.line import Line
from guanjia.agenda.rules.prices import (
    MISSED,
    Frame,
    Placed,
    Weights,
    cut_price,
    drop_price,
    end_price,
    start_price,
)


@dataclass(frozen=True)
class Outcome:
    """Where everything went. `ends` is when the room is free after it; `price` counts by the weights of the search, not fairly."""

    placed: tuple[Placed, ...]
    dropped: tuple[int, ...]
    price: int
    ends: int
    moved: frozenset[int] = frozenset()

    @property
    def misses(self) -> bool:
        """Whether a guest whose time is fixed has to wait."""
        return self.price >= MISSED


Step = tuple[int, int, int]
"""(minute before, minutes given, begins); minutes given 0 = left out."""


def cheapest(
    order: Sequence[Line], frame: Frame, weights: Weights, moved: Collection[int] = frozenset()
) -> Outcome | None:
    """The cheapest times in this order; None when nothing ends by the limit. Nobody who was not moved begins earlier than planned."""
    costs: dict[int, int] = {frame.free_at: 0}
    trail: list[dict[int, Step]] = []
    tight = frame.limit is not None and max((line.ends for line in order), default=0) > frame.limit
    for place, line in enumerate(order):
        quiet = not tight and not any(each.id in moved for each in order[place:])
        costs, steps = _through(line, costs, weights, line.id in moved, quiet)
        trail.append(steps)
    ends = {
        minute: cost + (0 if minute <= frame.aim else end_price(minute, frame.aim, weights))
        for minute, cost in costs.items()
        if frame.limit is None or minute <= frame.limit
    }
    if not ends:
        return None
    last = min(ends, key=lambda minute: (ends[minute], minute))
    return _read_back(order, trail, last, ends[last], frozenset(moved))


def _through(
    line: Line, costs: dict[int, int], weights: Weights, moved: bool, quiet: bool
) -> tuple[dict[int, int], dict[int, Step]]:
    """From the minutes at which the room may be free before the line to those after it."""
    after: dict[int, int] = {}
    steps: dict[int, Step] = {}
    cuts = [cut_price(line, minutes, weights) for minutes in range(line.minutes - line.shortest + 1)]
    leave = drop_price(line, weights) if line.optional and weights.drops else None
    for free, cost in costs.items():
        begins = free if moved else max(free, line.begins)
        here = cost + start_price(line, begins, moved)
        late = begins - line.begins
        # what is on time and stays on time has nothing to win by a cut
        most = 0 if quiet and late <= 0 else len(cuts) - 1
        for cut in range(most + 1):
            ends, price = begins + line.minutes - cut, here + cuts[cut]
            if ends not in after or price < after[ends]:
                after[ends], steps[ends] = price, (free, line.minutes - cut, begins)
        if leave is not None and late > 0:
            price = cost + leave
            if free not in after or price < after[free]:
                after[free], steps[free] = price, (free, 0, free)
    return after, steps


def _read_back(
    order: Sequence[Line], trail: Sequence[dict[int, Step]], last: int, price: int, moved: frozenset[int]
) -> Outcome:
    placed, dropped, minute = [], [], last
    for line, steps in zip(reversed(order), reversed(trail), strict=True):
        before, minutes, begins = steps[minute]
        if minutes:
            placed.append(Placed(line.id, begins, minutes))
        else:
            dropped.append(line.id)
        minute = before
    return Outcome(tuple(reversed(placed)), tuple(reversed(dropped)), price, last, moved)
