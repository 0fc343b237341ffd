"""Days of the sun and of the moon: birthdays, Spring Festival, Mid-Autumn (FDSK-043, FDSK-044)."""

from dataclasses import dataclass
from datetime import date, timedelta

from lunar_python import Lunar, LunarMonth, LunarYear, Solar

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CalendarKind(State):
    """By which calendar a day comes round."""

    SOLAR = "solar", N_("Solar calendar"), "yellow"
    LUNAR = "lunar", N_("Lunar calendar"), "indigo"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day that comes every year. `leap`: of a leap month of the moon."""

    calendar: CalendarKind
    month: int
    day: int
    leap: bool = False


class BadDay(ValueError):
    """No year has such a day."""


def check_day(one: YearDay) -> YearDay:
    """The day itself; raises BadDay where no year has it."""
    longest = (
        30
        if one.calendar is CalendarKind.LUNAR
        else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[one.month - 1]
        if 1 <= one.month <= 12
        else 0
    )
    if not (1 <= one.month <= 12 and 1 <= one.day <= longest) or (one.leap and one.calendar is CalendarKind.SOLAR):
        raise BadDay(one)
    return one


def falls_on(one: YearDay, year: int) -> date:
    """The day of the solar year (for the moon: of the lunar year that begins in it) on which it is kept.

    29 February is kept on the 28th in common years. A day of a leap month is kept in the leap month where the year has
    it, else in the month of the same number; a 30th that a month lacks on its 29th.
    """
    if one.calendar is CalendarKind.SOLAR:
        last = 28 if (one.month, one.day) == (2, 29) and not _is_leap_year(year) else one.day
        return date(year, one.month, last)
    month = -one.month if one.leap and LunarYear.fromYear(year).getLeapMonth() == one.month else one.month
    days = LunarMonth.fromYm(year, month).getDayCount()
    solar = Lunar.fromYmd(year, month, min(one.day, days)).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def next_on(one: YearDay, on: date) -> date:
    """The first day from `on` (included) on which it is kept."""
    return min(found for year in (on.year - 1, on.year, on.year + 1) if (found := falls_on(one, year)) >= on)


def lunar_words(on: date) -> str:
    """The day by the moon as Chinese people write it: 八月十五."""
    found = Solar.fromYmd(on.year, on.month, on.day).getLunar()
    return f"{found.getMonthInChinese()}月{found.getDayInChinese()}"


SPRING_FESTIVAL = YearDay(CalendarKind.LUNAR, 1, 1)
MID_AUTUMN = YearDay(CalendarKind.LUNAR, 8, 15)
DOUBLE_NINTH = YearDay(CalendarKind.LUNAR, 9, 9)
LIST_AHEAD = timedelta(days=7)
"""So long before a festival its list is made."""


def list_is_due(festival: YearDay, on: date) -> date | None:
    """The festival's day when its list is made today or was to be made since, else None."""
    day = next_on(festival, on)
    return day if day - LIST_AHEAD <= on else None


def _is_leap_year(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
