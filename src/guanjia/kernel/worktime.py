"""Working calendars: weekly hours, holidays, swapped weekends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Hours = tuple[tuple[time, time], ...]
OFFICE: Hours = ((time(9), time(12)), (time(13, 30), time(17, 30)))


@dataclass(frozen=True, slots=True)
class Override:
    """A site's own word on one day, which wins over the published calendar. `hours` None = the usual ones."""

    day: date
    working: bool
    name: str = ""
    hours: Hours | None = None


@dataclass(frozen=True)
class WorkCalendar:
    """Working time of a site. `weekly` holds Monday..Sunday; an empty tuple is a day off. `country` "" = no public holidays.

    A working weekend (swapped day) takes the hours of the weekday it replaces, or Monday's.
    """

    zone: ZoneInfo
    weekly: tuple[Hours, ...] = (OFFICE,) * 5 + ((), ())
    country: str = "CN"
    overrides: Mapping[date, Override] = field(default_factory=dict)
