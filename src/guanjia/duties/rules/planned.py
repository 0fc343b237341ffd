"""The plain data that the planner takes and gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from guanjia.duties.rules.deadline import Pause
from guanjia.duties.rules.states import LIVE, DutyState

Reason = Literal["switched_off", "filter", "moment_gone", "no_longer_due", "cancelled", "subject_gone"]


class Subject(Protocol):
    """What the planner reads of a subject; foundation.subjects' Snapshot has this shape."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def moments(self) -> Mapping[str, datetime | date | None]: ...
    @property
    def moves(self) -> Sequence[tuple[str, datetime]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The part of a duty row that the planner reads and writes.

    natural_at    the due moment that the rule alone gives; it differs from `due_at` only when `short_notice`
    ended_at      the real end: the judged moment of the evidence, or of the move; None while live.
                  For a missed row leave None or closes_at: the planner then counts on from `closes_at`
    born_at       when the row was planned
    merged        how many occurrences lost in an outage this one stands for, itself included
    pauses        of a timer, read off the subject's moves
    place         where the subject lay when the row was last planned; None = nowhere in particular
    id            of the row; None before it is written
    """

    occurrence: str
    round: int = 1
    version: int
    state: DutyState = DutyState.OPEN
    natural_at: datetime
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None = None
    short_notice: bool = False
    ended_at: datetime | None = None
    born_at: datetime
    merged: int = 1
    pauses: tuple[Pause, ...] = ()
    place: int | None = None
    id: int | None = None

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Moved:
    """`old` becomes `new`: same occurrence, round and id; times, version, pauses or open/paused differ."""

    old: Planned
    new: Planned


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`row` is withdrawn. `reason` is a code; `note` the free text given when the standard was switched off."""

    row: Planned
    reason: Reason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Discharged:
    """`row` (as it stands after this plan, maybe just created) is ended by the subject's own move `move` at `at`."""

    row: Planned
    move: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """What to plan of the unbounded kinds (calendar, quota): occurrences due in [start, end).

    `start` is where the previous planning of this subject and standard ended, or its first planning's moment.
    When `start` lies before `at`, the planner was out and the standard's `catch_up` decides on what fell in between.
    """

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A journal event about the subject, for triggers and for discharge by event. `id` names it for ever."""

    id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write. `create` has first rounds, `reopen` further rounds beside finished rows; both are live."""

    create: tuple[Planned, ...] = ()
    move: tuple[Moved, ...] = ()
    reopen: tuple[Planned, ...] = ()
    withdraw: tuple[Withdrawn, ...] = ()
    discharge: tuple[Discharged, ...] = field(default=())

    def __bool__(self) -> bool:
        """False when there is nothing to write."""
        return any((self.create, self.move, self.reopen, self.withdraw, self.discharge))
