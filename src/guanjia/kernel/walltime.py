"""Moments and the wall clock of a zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
"""What every zone can show: a year that was typed as 0001 is nobody's reason to fail."""


def to_utc(zone: ZoneInfo, wall: datetime) -> datetime:
    """The moment when the wall clock of `zone` shows naive `wall`.

    A time that a DST jump leaves out moves forward by the gap; one that happens twice is the first. At the ends of the
    calendar it is FIRST or LAST.
    """
    try:
        return min(max(wall.replace(tzinfo=zone, fold=0).astimezone(UTC), FIRST), LAST)
    except OverflowError:
        return FIRST if wall.year == 1 else LAST


def to_wall(zone: ZoneInfo, moment: datetime) -> datetime:
    """What the wall clock of `zone` shows at `moment`, naive."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def midnight(zone: ZoneInfo, day: date) -> datetime:
    """The moment at which `day` begins in `zone`."""
    return to_utc(zone, datetime.combine(day, time()))
