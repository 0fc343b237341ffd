"""Deadlines of many timers at once: the same rule as `deadline`, over a table of working intervals with prefix sums."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from guanjia.kernel.span import Span
from guanjia.kernel.walltime import midnight, to_wall
from guanjia.kernel.worktime import WorkCalendar

Moments = npt.NDArray[np.int64]
"""Microseconds since 1970, UTC."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
DAY = timedelta(days=1) // MICRO
Holes = Sequence[tuple[int, int]]


class BeyondTable(ValueError):
    """A deadline lies outside the days of the table: make one that reaches further."""


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970."""
    return (moment - EPOCH) // MICRO


@dataclass(frozen=True, slots=True)
class WorkTable:
    """The working time of a calendar from one local day to another.

    begins, ends  of each working interval; `before` is the working time before each, `after` including it
    days          the beginning of each local day; `worked` how many worked days lie before each
    """

    calendar: WorkCalendar
    begins: Moments
    ends: Moments
    before: Moments
    after: Moments
    days: Moments
    worked: Moments

    @classmethod
    def over(cls, calendar: WorkCalendar, first: datetime, last: datetime) -> "WorkTable":
        """The table of the local days from a day before `first` to `last`."""
        day, end = to_wall(calendar.zone, first).date() - timedelta(days=1), to_wall(calendar.zone, last).date()
        dates = [day + timedelta(days=number) for number in range((end - day).days + 2)]
        looks = [calendar.on(each) for each in dates[:-1]]
        pieces = sorted((micros(each.begin), micros(each.end)) for look in looks for each in look)
        begins = np.array([begin for begin, _end in pieces], dtype=np.int64)
        ends = np.array([end for _begin, end in pieces], dtype=np.int64)
        after = np.cumsum(ends - begins)
        days = np.array([micros(midnight(calendar.zone, each)) for each in dates], dtype=np.int64)
        worked = np.concatenate(([0], np.cumsum([bool(look) for look in looks]))).astype(np.int64)
        return cls(calendar, begins, ends, after - (ends - begins), after, days, worked)

    def until(self, moments: Moments) -> Moments:
        """The working time from the table's beginning to each moment."""
        at = np.searchsorted(self.begins, moments, side="right") - 1
        inside = np.minimum(moments, self.ends[at]) - self.begins[at]
        return np.where(at < 0, 0, self.before[at] + inside)

    def reached(self, amounts: Moments) -> Moments:
        """The first moment by which so much working time (more than none) has passed. Raises BeyondTable."""
        at = np.searchsorted(self.after, amounts, side="left")
        if len(at) and (not len(self.after) or int(at.max()) >= len(self.after)):
            raise BeyondTable
        return self.begins[at] + (amounts - self.before[at])

    def shifted(self, starts: Moments, target: Span) -> Moments:
        """`calendar.shift` of each: worked days on the wall clock, then worked time."""
        found = self._days_later(starts, target.days) if target.days else starts
        time = target.time // MICRO
        return self.reached(self.until(found) + time) if time else found

    def _days_later(self, starts: Moments, days: int) -> Moments:
        at = np.searchsorted(self.days, starts, side="right") - 1
        goal = self.worked[np.minimum(at + 1, len(self.worked) - 1)] + days
        to = np.searchsorted(self.worked, goal, side="left") - 1
        if len(to) and int(to.max()) + 1 >= len(self.days):
            raise BeyondTable
        found = self.days[to] + (starts - self.days[at])
        odd = (self.days[at + 1] - self.days[at] != DAY) | (self.days[to + 1] - self.days[to] != DAY)
        for index in np.flatnonzero(odd):  # a day of 23 or 25 hours: as the rule does it
            moment = EPOCH + int(starts[index]) * MICRO
            found[index] = micros(self.calendar.add_days(moment, days))
        return found

    def due(self, starts: Moments, target: Span, holes: dict[int, Holes]) -> Moments:
        """When `target` after each start is used up; `holes` are the ended pauses by index, as (begin, end).

        Equal to `deadline(...).due_at` for every row. The target counts working time. Raises BeyondTable.
        """
        found = self.shifted(starts, target)
        touched = [index for index, each in holes.items() if _touch(each, int(starts[index]), int(found[index]))]
        if touched:
            at = np.array(touched)
            amounts = self.until(found[at]) - self.until(starts[at])
            for place, index in enumerate(touched):
                found[index] = self._around(int(starts[index]), int(amounts[place]), holes[index])
        return found

    def _around(self, start: int, amount: int, holes: Holes) -> int:
        """The due moment of one row that stood still in between."""
        if not amount:
            return self._open(start, holes)
        need = self._until(start) + amount
        due = self._reached(need)
        for begin, end in _united(holes):
            begin = max(begin, start)
            if begin >= due:
                break
            if end > begin:
                need += self._until(end) - self._until(begin)
                due = self._reached(need)
        return due

    def _open(self, start: int, holes: Holes) -> int:
        """The first worked moment from `start` on that is no pause."""
        moment = start
        for begin, end in [*_united(holes), (start, start)]:
            at = bisect_right(self.ends, moment)
            if at >= len(self.ends):
                raise BeyondTable
            moment = max(moment, int(self.begins[at]))
            if begin <= moment < end:
                moment = end
        return moment

    def _until(self, moment: int) -> int:
        at = bisect_right(self.begins, moment) - 1
        return 0 if at < 0 else int(self.before[at]) + min(moment, int(self.ends[at])) - int(self.begins[at])

    def _reached(self, amount: int) -> int:
        at = int(np.searchsorted(self.after, amount, side="left"))
        if at >= len(self.after):
            raise BeyondTable
        return int(self.begins[at]) + amount - int(self.before[at])


def _touch(holes: Holes, start: int, due: int) -> bool:
    return any(max(begin, start) < min(end, due) for begin, end in holes)


def _united(holes: Holes) -> list[tuple[int, int]]:
    """The holes in order, overlapping ones as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(holes):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
