"""Working calendars: weekly hours, holidays, swapped weekends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from guanjia.kernel.holidays import holiday_year
from guanjia.kernel.intervals import Interval, intersect
from guanjia.kernel.span import Span
from guanjia.kernel.walltime import to_utc, to_wall

Hours = tuple[tuple[time, time], ...]
OFFICE: Hours = ((time(9), time(12)), (time(13, 30), time(17, 30)))
LONGEST_REST = 400


class NoWorkingTime(ValueError):
    """The calendar has no working time for more than a year, so a working duration never ends."""


@dataclass(frozen=True, slots=True)
class Override:
    """A site's own word on one day, which wins over the published calendar. `hours` None = the usual ones."""

    day: date
    working: bool
    name: str = ""
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What the calendar says of a day. `holiday` holds its local and English name, None on an ordinary day."""

    day: date
    hours: Hours
    holiday: tuple[str, str] | None = None

    @property
    def working(self) -> bool:
        return bool(self.hours)


@dataclass(frozen=True)
class WorkCalendar:
    """Working time of a site. `weekly` holds Monday..Sunday; an empty tuple is a day off. `country` "" = no holidays.

    Hours may cross midnight (22:00 to 06:00 belong to the day they begin). A worked weekend day takes Monday's hours
    if its own are empty. Overrides win over everything.
    """

    zone: ZoneInfo
    weekly: tuple[Hours, ...] = (OFFICE,) * 5 + ((), ())
    country: str = "CN"
    overrides: Mapping[date, Override] = field(default_factory=dict)

    def look(self, day: date) -> Day:
        """Hours and holiday name of a day, by override, then published calendar, then weekly hours."""
        usual = self.weekly[day.weekday()]
        word = self.overrides.get(day)
        if word is not None:
            if not word.working:
                return Day(day, (), (word.name, word.name) if word.name else None)
            return Day(day, word.hours or usual or self._some_hours())
        year = holiday_year(self.country, day.year)
        if day in year.worked:
            return Day(day, usual or self._some_hours())
        if day in year.names:
            return Day(day, (), year.names[day])
        return Day(day, usual)

    def is_working_day(self, day: date) -> bool:
        return self.look(day).working

    def working_day(self, day: date, step: int) -> date:
        """`day` if it is worked, else the nearest worked day after (step 1) or before (step -1) it."""
        for offset in range(LONGEST_REST):
            found = day + timedelta(days=offset * step)
            if self.is_working_day(found):
                return found
        raise NoWorkingTime(day)

    def on(self, day: date) -> list[Interval]:
        """The working intervals that begin on `day`, in UTC."""
        return [self._interval(day, *hours) for hours in self.look(day).hours]

    def forward(self, moment: datetime) -> Iterator[Interval]:
        """Working intervals after `moment`, the first cut at it, for ever. NoWorkingTime after a year of rest."""
        first, rest = to_wall(self.zone, moment).date() - timedelta(days=1), 0
        for offset in count():
            found = [each for each in self.on(first + timedelta(days=offset)) if each.end > moment]
            yield from (Interval(max(each.begin, moment), each.end) for each in found)
            rest = 0 if found else rest + 1
            if rest > LONGEST_REST:
                raise NoWorkingTime(moment)

    def backward(self, moment: datetime) -> Iterator[Interval]:
        """Working intervals before `moment`, latest first, the first cut at it, for ever."""
        last, rest = to_wall(self.zone, moment).date(), 0
        for offset in count():
            found = [each for each in self.on(last - timedelta(days=offset)) if each.begin < moment]
            yield from (Interval(each.begin, min(each.end, moment)) for each in reversed(found))
            rest = 0 if found else rest + 1
            if rest > LONGEST_REST:
                raise NoWorkingTime(moment)

    def add(self, moment: datetime, worked: timedelta) -> datetime:
        """The earliest moment with `worked` working time between `moment` and it; negative goes back, to the latest.

        Zero is `moment` itself, also outside the hours.
        """
        if not worked:
            return moment
        left = abs(worked)
        for interval in self.forward(moment) if worked > timedelta(0) else self.backward(moment):
            if interval.length >= left:
                return interval.begin + left if worked > timedelta(0) else interval.end - left
            left -= interval.length
        raise AssertionError("the intervals have no end")

    def add_days(self, moment: datetime, days: int) -> datetime:
        """The same wall time `days` worked days later (negative: earlier). Days off are not counted."""
        wall = to_wall(self.zone, moment)
        step, day, left, rest = (1 if days > 0 else -1), wall.date(), abs(days), 0
        while left:
            day += timedelta(days=step)
            worked = self.is_working_day(day)
            left, rest = left - worked, 0 if worked else rest + 1
            if rest > LONGEST_REST:
                raise NoWorkingTime(moment)
        return to_utc(self.zone, datetime.combine(day, wall.time())) if days else moment

    def between(self, begin: datetime, end: datetime) -> timedelta:
        """Working time in [begin, end)."""
        whole, day = Interval(begin, end), to_wall(self.zone, begin).date() - timedelta(days=1)
        worked, last = timedelta(0), to_wall(self.zone, end).date()
        while day <= last:
            cuts = (intersect(whole, each) for each in self.on(day))
            worked += sum((cut.length for cut in cuts if cut), timedelta(0))
            day += timedelta(days=1)
        return worked

    def shift(self, moment: datetime, span: Span) -> datetime:
        """`moment` plus a span: its days on the wall clock (or worked days), then its elapsed (or worked) time."""
        if span.working:
            return self.add(self.add_days(moment, span.days), span.time)
        if span.days:
            moment = to_utc(self.zone, to_wall(self.zone, moment) + timedelta(days=span.days))
        return moment + span.time

    def _some_hours(self) -> Hours:
        return next((hours for hours in self.weekly if hours), OFFICE)

    def _interval(self, day: date, begin: time, end: time) -> Interval:
        until = day if end > begin else day + timedelta(days=1)
        return Interval(
            to_utc(self.zone, datetime.combine(day, begin)), to_utc(self.zone, datetime.combine(until, end))
        )
