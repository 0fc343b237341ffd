"""What a screen shows of meetings: titles of ordinary ones, of internal ones that a meeting is on, of controlled ones nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

AHEAD = timedelta(minutes=60)
"""So long before its start the room of an internal or controlled meeting is marked."""


class Shown(Word):
    """How a meeting is shown."""

    NOW = "now", N_("On now")
    NEXT = "next", N_("Coming next")
    MEETING = "meeting", N_("Meeting in progress")
    CLOSED = "closed", N_("Not open")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as the rule needs it. `secrecy` is ordinary, internal or controlled; `running` that it has begun."""

    key: int
    room: int
    room_name: str
    floor_name: str
    title: str
    secrecy: str
    starts_at: datetime
    ends_at: datetime
    running: bool = False
    sitting: str = ""
    room_en: str = ""
    floor_en: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a screen. Of an internal or controlled meeting nothing but the room is in it."""

    shown: Shown
    room: int
    room_name: str
    floor_name: str
    title: str = ""
    sitting: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room_en: str = ""
    floor_en: str = ""


def lines_of(meetings: Iterable[Meeting], now: datetime) -> list[Line]:
    """The lines at a moment: what runs first, then by start; each room's closed or internal slot at most once."""
    lines: list[Line] = []
    kept_quiet: set[tuple[int, Shown]] = set()
    for each in sorted(meetings, key=lambda one: (not is_on(one, now), one.starts_at, one.room_name, one.key)):
        if not each.running and now >= each.ends_at:
            continue
        if each.secrecy == "ordinary":
            shown = Shown.NOW if is_on(each, now) else Shown.NEXT
            lines.append(
                Line(
                    shown,
                    each.room,
                    each.room_name,
                    each.floor_name,
                    each.title,
                    each.sitting,
                    each.starts_at,
                    each.ends_at,
                    each.room_en,
                    each.floor_en,
                )
            )
            continue
        shown = Shown.MEETING if each.secrecy == "internal" else Shown.CLOSED
        begins = each.running or now >= each.starts_at - AHEAD
        if begins and (each.room, shown) not in kept_quiet:
            kept_quiet.add((each.room, shown))
            called = (each.room_name, each.floor_name)
            lines.append(Line(shown, each.room, *called, room_en=each.room_en, floor_en=each.floor_en))
    return lines


def is_on(meeting: Meeting, now: datetime) -> bool:
    """Whether it has begun, or should have."""
    return meeting.running or meeting.starts_at <= now < meeting.ends_at


def next_change(meetings: Iterable[Meeting], now: datetime) -> datetime | None:
    """The next moment at which the lines become others by the clock alone; None when nothing is ahead."""
    moments = []
    for each in meetings:
        moments += [each.starts_at, each.ends_at]
        if each.secrecy != "ordinary":
            moments.append(each.starts_at - AHEAD)
    return min((moment for moment in moments if moment > now), default=None)


def paged(lines: Sequence[Line], most: int) -> list[list[Line]]:
    """Pages of at most `most` lines, filled evenly so that no page holds a single one; one empty page for none."""
    if not lines:
        return [[]]
    count = -(-len(lines) // most)
    size, more = divmod(len(lines), count)
    pages, start = [], 0
    for number in range(count):
        end = start + size + (number < more)
        pages.append(list(lines[start:end]))
        start = end
    return pages
