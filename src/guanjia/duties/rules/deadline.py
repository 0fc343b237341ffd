"""A deadline over a working calendar with pauses, and its explanation as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from guanjia.kernel.span import Span
from guanjia.kernel.worktime import WorkCalendar


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `begin` to `end` (None = still does). `reason` is a code or text, `cause` names the move or row."""

    begin: datetime
    end: datetime | None
    reason: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step of the explanation, in order of time.

    kind: start | counted | closed (outside the weekly hours) | holiday | paused | due. `amount` is the time that counted
    (kind counted) or stood still (kind paused); `day` and `note` name the holiday or the pause's reason.
    """

    kind: Literal["start", "counted", "closed", "holiday", "paused", "due"]
    begin: datetime
    end: datetime
    amount: timedelta = timedelta(0)
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` disregards a pause that has not ended; `paused` says that there is one, so the deadline is not running."""

    due_at: datetime
    paused: bool
    stretches: tuple[Stretch, ...]


def deadline(started_at: datetime, target: Span, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """When `target` after `started_at` is used up, counting only time outside the pauses and, for a working span, inside working hours.

    Pauses may overlap and come in any order. A pause that begins at or after the due moment changes nothing.
    """
    raise NotImplementedError
