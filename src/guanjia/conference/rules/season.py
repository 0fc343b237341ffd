"""Which refill table a day belongs to (CHKL-011, INMT-014, INMT-015)."""

from collections.abc import Collection
from datetime import date

SUMMER_MONTHS = frozenset({5, 6, 7, 8, 9, 10})


def season_of(day: date, summer_months: Collection[int] = SUMMER_MONTHS) -> str:
    """`summer` or `winter`. The sources name no months; which are summer is a setting of the site."""
    return "summer" if day.month in summer_months else "winter"


def half_of(hour: int) -> str:
    """`am` before noon, else `pm`."""
    return "am" if hour < 12 else "pm"
