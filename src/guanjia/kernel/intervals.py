"""Half-open intervals of time: the begin belongs, the end does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """[begin, end). Empty when the end is not after the begin."""

    begin: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(self.end - self.begin, timedelta(0))

    def overlaps(self, other: "Interval") -> bool:
        """Whether both hold a common moment. Touching is not overlapping; an empty interval overlaps nothing."""
        return max(self.begin, other.begin) < min(self.end, other.end)


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same moments as disjoint intervals in order, touching ones joined, empty ones dropped."""
    joined: list[Interval] = []
    for each in sorted(intervals):
        if each.begin >= each.end:
            continue
        if joined and each.begin <= joined[-1].end:
            joined[-1] = Interval(joined[-1].begin, max(joined[-1].end, each.end))
        else:
            joined.append(each)
    return joined


def subtract(whole: Interval, holes: Iterable[Interval]) -> list[Interval]:
    """What of `whole` lies in no hole, in order."""
    left, begin = [], whole.begin
    for hole in union(holes):
        if hole.begin >= whole.end:
            break
        if hole.end <= begin:
            continue
        if hole.begin > begin:
            left.append(Interval(begin, hole.begin))
        begin = max(begin, hole.end)
    if begin < whole.end:
        left.append(Interval(begin, whole.end))
    return left


def intersect(one: Interval, other: Interval) -> Interval | None:
    """The common part, None when there is none."""
    begin, end = max(one.begin, other.begin), min(one.end, other.end)
    return Interval(begin, end) if begin < end else None


def total(intervals: Iterable[Interval]) -> timedelta:
    """The length of all moments covered, each counted once."""
    return sum((each.length for each in union(intervals)), timedelta(0))
