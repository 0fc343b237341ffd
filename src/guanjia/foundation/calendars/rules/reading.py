"""Reads iCalendar text from outside, in bounded time and memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar

MOST_BYTES = 20 * 1024 * 1024
MOST_EVENTS = 20_000


class UnreadableCalendar(ValueError):
    """The bytes are no calendar; `code` says why: no_calendar, too_large, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ReadEvent:
    """An entry read from outside. `problem` says what is wrong with it (no_start, bad_time, unknown_zone), or is empty.

    A time without zone is taken in the zone asked for; a day without time is that day's midnight, `all_day` True.
    """

    uid: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool = False
    place: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    rule: str = ""
    problem: str = ""


def read_calendar(content: bytes, *, zone: str) -> list[ReadEvent]:
    """The entries of the calendar, bad ones with their problem. At most 20 MB and 20,000 entries.

    Raises UnreadableCalendar. Recurrence is handed on as its rule text, not unfolded.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableCalendar("too_large")
    if content.count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise UnreadableCalendar("too_many")
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableCalendar("no_calendar") from error
    if not calendars or any(getattr(part, "name", "") != "VCALENDAR" for part in calendars):
        raise UnreadableCalendar("no_calendar")
    return [event for calendar in calendars for event in _events(calendar, ZoneInfo(zone))]


def _events(calendar: Any, zone: ZoneInfo) -> Iterator[ReadEvent]:
    for part in calendar.walk("VEVENT"):
        try:
            yield _event(part, zone)
        except (ValueError, TypeError, AttributeError, OverflowError, ZoneInfoNotFoundError):
            yield ReadEvent(_text(part, "UID"), _text(part, "SUMMARY"), None, None, problem="bad_time")


def _event(part: Any, zone: ZoneInfo) -> ReadEvent:
    start, problem = _moment(part, "DTSTART", zone)
    end, end_problem = _moment(part, "DTEND", zone)
    all_day = part.get("DTSTART") is not None and not isinstance(part["DTSTART"].dt, datetime)
    if end is None and start is not None and part.get("DURATION") is not None:
        end = start + part["DURATION"].dt
    if start is None:
        problem = problem or "no_start"
    return ReadEvent(
        uid=_text(part, "UID"),
        title=_text(part, "SUMMARY"),
        starts_at=start,
        ends_at=end,
        all_day=all_day,
        place=_text(part, "LOCATION"),
        text=_text(part, "DESCRIPTION"),
        url=_text(part, "URL"),
        sequence=int(part.get("SEQUENCE", 0)),
        cancelled=_text(part, "STATUS").upper() == "CANCELLED",
        rule=part["RRULE"].to_ical().decode() if part.get("RRULE") is not None else "",
        problem=problem or end_problem,
    )


def _moment(part: Any, name: str, zone: ZoneInfo) -> tuple[datetime | None, str]:
    found = part.get(name)
    if found is None:
        return None, ""
    if isinstance(found, list):
        found = found[0]
    value = getattr(found, "dt", None)
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return value, ""
        named = str(found.params.get("TZID", "")) if hasattr(found, "params") else ""
        if named and named != str(zone):
            return value.replace(tzinfo=zone), "unknown_zone"
        return value.replace(tzinfo=zone), ""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone), ""
    return None, "bad_time"


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    return str(value[0] if isinstance(value, list) else value).strip() if value is not None else ""
