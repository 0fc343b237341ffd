"""When the clock must next look at a duty: a pure function of its row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from guanjia.duties.rules.states import DutyState

AlarmKind = Literal["at_risk", "overdue", "step", "missed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocked:
    """What the clock reads of a duty row.

    at_risk     before due; None = never amber. Amber never comes before the window opens
    ladder      the steps' offsets from due, ascending, as in the standard version of the row
    ambient     only `missed` rings
    alarmed_to  alarms planned up to and including this moment are taken; None = none. To be None when due_at changes
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


ORDER: dict[AlarmKind, int] = {"at_risk": 0, "overdue": 1, "step": 2, "missed": 3}


def alarms(row: Clocked) -> tuple[Alarm, ...]:
    """Every alarm of the row in order of time; at the same moment at_risk, overdue, steps, missed. Empty unless OPEN.

    `overdue` rings when the due moment has come; evidence of that very moment is still on time. A step planned at or
    after `missed` is left out: missed ends the duty.
    """
    found = [Alarm(kind, at, step) for kind, at, step in _rings(row)]
    return tuple(sorted(found, key=lambda each: (each.at, ORDER[each.kind], each.step)))


def next_at(row: Clocked) -> datetime | None:
    """The first alarm not yet taken; None when finished, paused or nothing is left to ring."""
    taken = row.alarmed_to
    return min((at for _kind, at, _step in _rings(row) if taken is None or at > taken), default=None)


def _rings(row: Clocked) -> list[tuple[AlarmKind, datetime, int]]:
    """(kind, moment, step) of every alarm in no order; planning asks this of thousands of rows."""
    if row.state is not DutyState.OPEN:
        return []
    due, closes, found = row.due_at, row.closes_at, list[tuple[AlarmKind, datetime, int]]()
    if not row.ambient:
        if row.at_risk is not None:
            found.append(("at_risk", min(max(due - row.at_risk, row.opens_at), due), 0))
        found.append(("overdue", due, 0))
        for number, after in enumerate(row.ladder, start=1):
            if closes is None or due + after < closes:
                found.append(("step", due + after, number))
    if closes is not None:
        found.append(("missed", closes, 0))
    return found


def due_alarms(row: Clocked, now: datetime) -> tuple[Alarm, ...]:
    """The alarms planned up to and including `now` that are not taken. After an outage each gets its row with its
    planned moment, but only the last `step` sends a message.
    """
    waiting = (each for each in alarms(row) if row.alarmed_to is None or each.at > row.alarmed_to)
    return tuple(each for each in waiting if each.at <= now)
