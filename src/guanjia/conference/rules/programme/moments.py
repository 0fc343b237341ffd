"""Dates, times of day, durations and zones as programmes write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from guanjia.conference.rules.programme import limits
from guanjia.conference.rules.programme.rows import RowBroken
from guanjia.kernel.words import gettext_noop as N_

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_ISO_DURATION = re.compile(
    r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.IGNORECASE
)
_COLONS = re.compile(r"(-?)(\d{1,6})(?::(\d{1,4})){1,3}")


@lru_cache(maxsize=512)
def find_zone(name: str) -> tzinfo | None:
    """The zone of that name: IANA, Windows or a fixed offset such as +08:00; None when nobody knows it.

    Also finds Europe/Berlin in "/mozilla.org/20050126_1/Europe/Berlin".
    """
    name = name.strip().strip('"')
    if name.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    if match := _OFFSET.fullmatch(name):
        span = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(span if match[1] == "+" else -span) if span < timedelta(hours=24) else None
    parts = name.strip("/").split("/")
    candidates = [WINDOWS_TO_OLSON.get(name, name)] + ["/".join(parts[-n:]) for n in (3, 2) if len(parts) > n]
    for candidate in candidates:
        try:
            return ZoneInfo(candidate)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def parse_clock(text: str) -> time:
    """09:30, 9:30 or 09:30:00. Raises RowBroken."""
    match = _CLOCK.fullmatch(text.strip())
    try:
        if match:
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        pass
    raise RowBroken(N_("The start time %(value)s cannot be read."), value=shown(text))


def parse_date(text: str) -> date:
    """2026-11-21. Raises RowBroken."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RowBroken(N_("The date %(value)s cannot be read."), value=shown(text)) from None


def parse_moment(text: str) -> datetime | None:
    """An ISO date with a time, aware when it carries an offset. None when it is not a date with a time at all.

    Raises RowBroken when it looks like one and is none.
    """
    text = re.sub(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)", "", text.strip())
    if not re.match(r"\d{4,5}-?\d{2}-?\d{2}[T ]", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise RowBroken(N_("The date %(value)s cannot be read."), value=shown(text)) from None


def parse_duration(text: str) -> timedelta:
    """H:MM, H:MM:SS, D:HH:MM:SS, whole minutes, or ISO 8601 (PT1H30M). May be zero or negative. Raises RowBroken."""
    text = text.strip()
    try:
        if (match := _ISO_DURATION.fullmatch(text)) and any(match.groups()[1:]):
            weeks, days, hours, minutes = (int(part or 0) for part in match.groups()[1:5])
            span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=float(match[6] or 0))
            return -span if match[1] == "-" else span
        if _COLONS.fullmatch(text):
            return _colon_duration(text)
        return timedelta(minutes=float(text) if re.fullmatch(r"-?\d{1,7}(\.\d+)?", text) else _no_number())
    except (ValueError, OverflowError):
        raise RowBroken(N_("The duration %(value)s cannot be read."), value=shown(text)) from None


def _no_number() -> float:
    raise ValueError


def _colon_duration(text: str) -> timedelta:
    numbers = [int(part) for part in text.lstrip("-").split(":")]
    if len(numbers) == 4:
        days, hours, minutes, seconds = numbers
    else:
        days, hours, minutes, seconds = 0, numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 0
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if text.startswith("-") else span


def fixed(moment: datetime, zone: tzinfo) -> datetime:
    """The moment in UTC; a naive one is on the wall clock of `zone`.

    A time that a DST jump leaves out moves forward by the gap; one that happens twice is the first.
    Raises RowBroken for a year before 1970 or after 2100.
    """
    if not limits.FIRST_YEAR <= moment.year <= limits.LAST_YEAR:
        raise RowBroken(
            N_("The year %(year)s is not between %(first)s and %(last)s."),
            year=moment.year,
            first=limits.FIRST_YEAR,
            last=limits.LAST_YEAR,
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone, fold=0)
    return moment.astimezone(UTC)


def shown(text: str) -> str:
    """At most 40 characters of a value that could not be read, for the reason."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
