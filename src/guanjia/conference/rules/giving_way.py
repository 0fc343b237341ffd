"""Finding another time in the same room for a meeting that gives way (让室, FIELD 12)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

STEP = timedelta(minutes=30)
REACH = timedelta(hours=72)


def nearest_start(
    taken: Iterable[tuple[datetime, datetime]],
    *,
    starts_at: datetime,
    length: timedelta,
    first: datetime,
    opens: int,
    closes: int,
) -> datetime | None:
    """The start nearest to `starts_at`, in steps of half an hour and at most 72 hours off, where nothing is taken.

    All moments are local to the site; the meeting lies between the hours `opens` and `closes` of one day and not before
    `first`. Of two that are equally near the later wins, for people rarely come earlier. None when there is none.
    """
    busy = list(taken)
    for number in range(1, REACH // STEP + 1):
        for candidate in (starts_at + number * STEP, starts_at - number * STEP):
            if candidate >= first and _in_hours(candidate, length, opens, closes) and _free(busy, candidate, length):
                return candidate
    return None


def _in_hours(start: datetime, length: timedelta, opens: int, closes: int) -> bool:
    end = start + length
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return start >= midnight + timedelta(hours=opens) and end <= midnight + timedelta(hours=closes)


def _free(busy: Iterable[tuple[datetime, datetime]], start: datetime, length: timedelta) -> bool:
    return all(end <= start or begin >= start + length for begin, end in busy)
