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
    if row.state is not DutyState.OPEN:
        return ()
    found: list[Alarm] = []
    if not row.ambient:
        if row.at_risk is not None:
            found.append(Alarm("at_risk", min(max(row.due_at - row.at_risk, row.opens_at), row.due_at)))
        found.append(Alarm("overdue", row.due_at))
        steps = (Alarm("step", row.due_at + after, number) for number, after in enumerate(row.ladder, start=1))
        found += (step for step in steps if row.closes_at is None or step.at < row.closes_at)
    if row.closes_at is not None:
        found.append(Alarm("missed", row.closes_at))
    return tuple(sorted(found, key=lambda each: (each.at, ORDER[each.kind], each.step)))


def next_at(row: Clocked) -> datetime | None:
    """The first alarm not yet taken; None when finished, paused or nothing is left to ring."""
    return next((each.at for each in alarms(row) if row.alarmed_to is None or each.at > row.alarmed_to), None)


def due_alarms(row: Clocked, now: datetime) -> tuple[Alarm, ...]:
    """The alarms planned up to and including `now` that are not taken. After an outage each gets its row with its
    planned moment, but only the last `step` sends a message.
    """
    waiting = (each for each in alarms(row) if row.alarmed_to is None or each.at > row.alarmed_to)
    return tuple(each for each in waiting if each.at <= now)
