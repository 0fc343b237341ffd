"""What a programme is made of once it has been read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum


class Format(StrEnum):
    """How the file is written; found from its content, never from its name."""

    XML = "schedule XML"
    JSON = "schedule JSON"
    ICAL = "iCalendar"


class Unreadable(Exception):
    """The file as a whole cannot be read. `message` is an English msgid with %(name)s places for `params`."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.message, self.params = message, params


@dataclass(frozen=True)
class Reason:
    """Why a row was rejected: an English msgid with places for `params`. Never holds the text of the session."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message % self.params


class RowBroken(Exception):
    """This row cannot become a session; `reason` says why."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params)
        self.reason = Reason(message, params)


@dataclass(frozen=True)
class Header:
    """What the file says of the whole conference. Empty strings where it says nothing.

    `zone` is the zone name as the file gives it, known or not. `day_change` None: a day ends at midnight.
    `rooms` are those it lists, in its order, with their capacity or None; sessions may name further ones.
    """

    format: Format
    title: str = ""
    acronym: str = ""
    subtitle: str = ""
    venue: str = ""
    version: str = ""
    zone: str = ""
    day_change: time | None = None
    rooms: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class RawRow:
    """A session as the file words it, before anything is checked.

    `day`, `day_from`, `day_until` come from the enclosing day. A format with moments of its own (iCalendar) gives
    `starts_at` and `ends_at`; the others give `date`, `start`, `end` and `duration` as text. `broken` is a fault the
    reader has already found.
    """

    row: int
    ids: tuple[str, ...] = ()
    title: str = ""
    subtitle: str = ""
    track: str = ""
    kind: str = ""
    language: str = ""
    room: str = ""
    date: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    day: str = ""
    day_from: str = ""
    day_until: str = ""
    abstract: str = ""
    description: str = ""
    url: str = ""
    links: tuple[str, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    broken: Reason | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A session that can be made: it has a title, a room, a start and an end after it (both aware, UTC).

    `external_id` is the file's own id for it; where the file has none it starts with "~" and is made of title and
    speakers, so that it survives a move. `row` counts the sessions of the file from 1.
    """

    row: int
    external_id: str
    title: str
    subtitle: str
    track: str
    kind: str
    language: str
    room: str
    starts_at: datetime
    ends_at: datetime
    abstract: str
    url: str
    links: tuple[str, ...]
    speakers: tuple[tuple[str, str], ...]

    @property
    def duration(self) -> timedelta:
        """Length of the session, always more than nothing."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True, slots=True)
class Rejected:
    """A session of the file that is not taken over. `external_id` "" when the file gave nothing to know it by.

    `cancelled`: the file itself calls the session off, so one that is stored is withdrawn; any other
    rejected row leaves the stored session alone.
    """

    row: int
    reason: Reason
    external_id: str = ""
    cancelled: bool = False
