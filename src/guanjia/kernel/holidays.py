"""Published public holidays and swapped weekends, from a kept library."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

LANGUAGES = {"CN": ("zh_CN", "en_US")}


@dataclass(frozen=True)
class HolidayYear:
    """One year of one country: names of days off (local, English) and weekend days that are worked.

    `published` is False for a year whose swapped weekends nobody has announced yet: then only the holidays by law are
    known, and the site's override table has to say the rest.
    """

    names: Mapping[date, tuple[str, str]]
    worked: frozenset[date]
    published: bool


@lru_cache(maxsize=64)
def holiday_year(country: str, year: int) -> HolidayYear:
    """Holidays of `country` (ISO code) in `year`. An empty country has none; an unknown one: NotImplementedError."""
    if not country:
        return HolidayYear({}, frozenset(), True)
    local, english = LANGUAGES.get(country, (None, None))
    here = holidays.country_holidays(country, years=(year, year + 1), language=local)
    there = holidays.country_holidays(country, years=(year, year + 1), language=english)
    names = {day: (name, there.get(day, name)) for day, name in here.items() if day.year == year}
    worked = frozenset(day for day in here.weekend_workdays if day.year == year)
    return HolidayYear(names, worked, country != "CN" or bool(worked))
