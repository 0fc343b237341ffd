"""How long it will take until a number's turn: an honest "about n minutes"."""

import heapq
import statistics
from collections.abc import Mapping, Sequence

RECENT = 20
"""So many of the last services of a kind are looked at."""
ENOUGH = 3
"""With fewer the planned length counts."""
STEP = 5


def service_minutes(recent: Sequence[float], planned: float) -> float:
    """What one service of a kind takes now: the median of the last ones, the planned length while there are few."""
    last = list(recent)[-RECENT:]
    return max(statistics.median(last), 0.5) if len(last) >= ENOUGH else planned


def wait_minutes(
    ahead: Sequence[str], kind: str, minutes: Mapping[str, float], counters: Sequence[frozenset[str]]
) -> float | None:
    """Minutes until a number of `kind` is called, with `ahead` (kinds, in their order) before it.

    Each open counter takes the next number of its kinds as soon as it is free; None where no open counter takes the kind.
    """
    if not any(kind in each for each in counters):
        return None
    free = [(0.0, index) for index in range(len(counters))]
    heapq.heapify(free)
    for each in ahead:
        _take(free, each, minutes.get(each, 0.0), counters)
    return _take(free, kind, 0.0, counters)


def _take(free: list[tuple[float, int]], kind: str, length: float, counters: Sequence[frozenset[str]]) -> float | None:
    """Give a number to the first counter that is free and takes its kind; when that is. None: no counter takes it."""
    aside, begun = [], None
    while free:
        at, index = heapq.heappop(free)
        if kind in counters[index]:
            heapq.heappush(free, (at + length, index))
            begun = at
            break
        aside.append((at, index))
    for each in aside:
        heapq.heappush(free, each)
    return begun


def about(minutes: float | None) -> int | None:
    """Minutes as they are told: rounded up to five, never 0 while somebody waits; None stays None."""
    if minutes is None:
        return None
    return max(STEP, -(-int(minutes * 60) // (60 * STEP)) * STEP)
