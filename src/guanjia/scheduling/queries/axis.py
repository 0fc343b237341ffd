"""The days and grains of a period, between the site's wall time and the numbers of the rules."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from guanjia.foundation.sites.public import Site, local, to_utc, work_calendar
from guanjia.scheduling.models import Period

MOST_DAYS = 400
MINUTES = 60


@dataclass(frozen=True)
class Axis:
    """`days` are the days that can be used, `per_day` the grains of each, `first` the minute of the day at which they begin,
    `pause` the grains of a day in which nothing should run."""

    site: Site
    days: tuple[date, ...]
    first: int
    per_day: int
    grain: int
    pause: tuple[int, int] = (0, 0)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The day of every grain."""
        return tuple(day for day in range(len(self.days)) for _grain in range(self.per_day))

    def moment(self, grain: int) -> datetime:
        """When a grain begins."""
        day, within = divmod(grain, self.per_day)
        minutes = self.first + within * self.grain
        wall = datetime.combine(self.days[day], time())
        return to_utc(self.site, wall + timedelta(minutes=minutes))

    def exact(self, moment: datetime) -> int | None:
        """The grain that begins then; None when none does."""
        wall = local(self.site, moment)
        if wall.date() not in self.days:
            return None
        minutes = wall.hour * MINUTES + wall.minute - self.first
        within, rest = divmod(minutes, self.grain)
        if rest or wall.second or not 0 <= within < self.per_day:
            return None
        return self.days.index(wall.date()) * self.per_day + within

    def touched(self, begin: datetime, end: datetime) -> range:
        """Grains of which some part lies in the time."""
        return range(self._position(begin, up=False), self._position(end, up=True))

    def _position(self, moment: datetime, *, up: bool) -> int:
        """How many grains begin before the moment; `up` counts the one that it lies in."""
        wall = local(self.site, moment)
        before = sum(day < wall.date() for day in self.days)
        if wall.date() not in self.days:
            return before * self.per_day
        minutes = wall.hour * MINUTES + wall.minute + wall.second / MINUTES - self.first
        within = -(-minutes // self.grain) if up else minutes // self.grain
        return before * self.per_day + int(min(max(within, 0), self.per_day))

    def on(self, first: date | None, last: date | None) -> frozenset[int]:
        """Grains of the days from `first` to `last`; None is open."""
        return frozenset(
            number * self.per_day + within
            for number, day in enumerate(self.days)
            if (first is None or day >= first) and (last is None or day <= last)
            for within in range(self.per_day)
        )

    def clear_of_pause(self, length: int) -> frozenset[int]:
        """Grains at which a meeting of so many grains may begin without running into the pause; all for one that fits neither
        before nor after it."""
        begin, end = self.pause
        whole = begin == end or length > max(begin, self.per_day - end)
        fine = {within for within in range(self.per_day) if whole or within + length <= begin or within >= end}
        return frozenset(grain for grain in range(len(self.numbers)) if grain % self.per_day in fine)

    def until(self, minute: int) -> frozenset[int]:
        """Grains of every day that begin before a minute of the day."""
        return frozenset(
            number * self.per_day + within
            for number in range(len(self.days))
            for within in range(self.per_day)
            if self.first + within * self.grain < minute
        )


def axis_of(period: Period) -> Axis:
    """The axis of a period: the site's working days, all days where weekends count."""
    calendar = work_calendar(period.site)
    span = min((period.last_day - period.first_day).days + 1, MOST_DAYS)
    every = [period.first_day + timedelta(days=n) for n in range(span)]
    days = tuple(day for day in every if period.weekends or calendar.is_working_day(day))
    first = period.opens.hour * MINUTES + period.opens.minute
    last = period.closes.hour * MINUTES + period.closes.minute
    grain = period.grain_minutes
    per_day = (last - first) // grain
    return Axis(period.site, days, first, per_day, grain, _pause(period, first, per_day))


def _pause(period: Period, first: int, per_day: int) -> tuple[int, int]:
    """Grains that the midday pause touches."""
    if period.pause_from is None or period.pause_until is None:
        return (0, 0)
    begin = period.pause_from.hour * MINUTES + period.pause_from.minute - first
    end = period.pause_until.hour * MINUTES + period.pause_until.minute - first
    grain = period.grain_minutes
    return min(max(begin // grain, 0), per_day), min(max(-(-end // grain), 0), per_day)
