"""When the clock must next look at a duty: a pure function of its row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from guanjia.duties.rules.states import DutyState

AlarmKind = Literal["at_risk", "overdue", "step", "missed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked:
    """What the clock reads of a duty row.

    at_risk     before due; None = never amber
    ladder      the steps' offsets from due, ascending, as in the standard version of the row
    ambient     only `missed` rings
    alarmed_to  alarms planned up to and including this moment have been taken; None = none. Set to None when due_at changes
    """

    state: DutyState
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    at_risk: timedelta | None = None
    ladder: tuple[timedelta, ...] = ()
    ambient: bool = False
    alarmed_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something the clock does at a planned moment. `step` counts the ladder from 1, 0 for the other kinds."""

    kind: AlarmKind
    at: datetime
    step: int = 0


def alarms(row: Clocked) -> tuple[Alarm, ...]:
    """Every alarm of the row in order of time; at the same moment at_risk, overdue, steps, missed. Empty unless OPEN.

    A step planned at or after `missed` is left out: missed ends the duty.
    """
    raise NotImplementedError


def next_at(row: Clocked) -> datetime | None:
    """The first alarm not yet taken; None when finished, paused or nothing is left to ring."""
    raise NotImplementedError


def due_alarms(row: Clocked, now: datetime) -> tuple[Alarm, ...]:
    """The alarms planned up to and including `now` that have not been taken. After an outage each gets its row; only the
    last `step` sends a message."""
    raise NotImplementedError
