"""The planner: what a standard makes of a subject, as a difference to what is there."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from guanjia.duties.rules.planned import Happened, Plan, Planned, Reason, Subject, Window
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.standard import Standard

HORIZON = timedelta(days=35)


def plan(
    standard: Standard,
    subject: Subject | None,
    existing: Sequence[Planned],
    calendar: WorkCalendar,
    window: Window,
    at: datetime,
    *,
    version: int,
    earlier: Mapping[int, Standard] | None = None,
    happened: Sequence[Happened] = (),
) -> Plan:
    """The difference between what `standard` asks of `subject` at `at` and the rows that exist. Its law: planning the result
    again is empty.

    existing  every row of (this standard code, this subject), finished and withdrawn ones too (for calendar and quota
              those due from window.start - 1 day on are enough; for the others all)
    version   id of `standard`; `earlier` has the older versions that begun rows still carry (a missing one = the present one)
    subject   None when it no longer exists: everything live is withdrawn
    happened  journal events about the subject; needed only for Trigger(event) and discharge by event; new ones are enough
    Rows whose window has begun keep their version; finished rows are never touched, a new round is made beside them.
    """
    raise NotImplementedError


def withdraw_all(existing: Sequence[Planned], reason: Reason, note: str = "") -> Plan:
    """Withdraw whatever is live: the standard's code is gone from the catalogue, or the subject is."""
    raise NotImplementedError


def extend_at(standard: Standard, window: Window) -> datetime | None:
    """When planning again would make more rows merely because time has passed; None for kinds without a horizon.

    Keep it as `next_horizon_at` of the subject's cursor (the least over its standards) and plan again then with
    Window(start=old window.end, end=now + HORIZON).
    """
    raise NotImplementedError
