"""The planner: what a standard makes of a subject, as a difference to what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from guanjia.duties.rules.dates import at_place, redate
from guanjia.duties.rules.links import relative
from guanjia.duties.rules.passes import Pass, applied, as_plan
from guanjia.duties.rules.planned import Happened, Moved, Plan, Planned, Reason, Subject, Window, Withdrawn
from guanjia.duties.rules.reconcile import Comparison
from guanjia.duties.rules.target import Scene, facts_of
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.condition import matches
from guanjia.standards.rules.standard import Standard
from guanjia.standards.rules.when import Calendar, Quota, Relative

HORIZON = timedelta(days=35)
EXTEND_EVERY = timedelta(days=1)
MOST_PASSES = 200
NOTHING = Plan()


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
    since: datetime | None = None,
) -> Plan:
    """The difference between what `standard` asks of `subject` at `at` and the rows that exist. Its law: planning the
    result again is empty.

    existing  every row of (this standard code, this subject), finished and withdrawn ones too (for calendar and quota
              those live or due from a day before window.start on are enough; for the others all)
    version   id of `standard`; `earlier` has the older versions that rows still carry (a missing one = the present one)
    subject   None when it no longer exists: everything live is withdrawn
    happened  journal events about the subject; for Trigger(event) and discharge by event; new ones are enough
    since     when the standard came into force here; what was over by then is not planned afterwards
    Rows whose window has begun keep their version; finished rows are never touched, a new round is made beside them.
    """
    if subject is None:
        return withdraw_all(existing, "subject_gone")
    if standard.off:
        return withdraw_all(existing, "switched_off", standard.off)
    holds = matches(standard.filter, facts_of(subject))
    if not existing and not holds:
        return NOTHING
    scene = Scene(
        standard=standard, subject=subject, rows=existing, calendar=calendar, window=window, at=at, happened=happened,
        since=since,
    )  # fmt: skip
    if holds and not happened and not subject.moves and (followed := _follow(scene, version)) is not None:
        return followed
    return as_plan(passes) if (passes := _looks(scene, version, earlier or {})) else NOTHING


def _follow(scene: Scene, version: int) -> Plan | None:
    """The plan of the commonest case, a single row that hangs on one moment and is still owed; None for every other case.

    It is what a look would find; when a large event moves, thousands of rows are only this.
    """
    when, rows = scene.standard.when, scene.rows
    if not isinstance(when, Relative) or len(rows) != 1 or not rows[0].live or rows[0].version != version:
        return None
    target = relative(when, scene)[0].get(rows[0].occurrence)
    if target is None:
        return None
    held = at_place(redate(rows[0], target, scene.standard, version, scene.at), scene.subject)
    return NOTHING if held == rows[0] else Plan(move=(Moved(rows[0], held),))


def _looks(scene: Scene, version: int, earlier: Mapping[int, Standard]) -> list[Pass]:
    """Look until nothing is left to do: what a discharge ends may make the next link due."""
    passes: list[Pass] = []
    for _ in range(MOST_PASSES):
        found = Comparison(scene, version, earlier).look()
        if not found:
            break
        passes.append(found)
        if not found.discharged:
            break
        scene = replace(scene, rows=applied(scene.rows, found))
    return passes


def withdraw_all(existing: Sequence[Planned], reason: Reason, note: str = "") -> Plan:
    """Withdraw whatever is live: the standard's code is gone from the catalogue, or the subject is."""
    return Plan(withdraw=tuple(Withdrawn(row, reason, note) for row in existing if row.live))


def has_horizon(standard: Standard) -> bool:
    """Whether the kind is unbounded and planned 35 days ahead."""
    return isinstance(standard.when, Calendar | Quota)


def window_at(at: datetime, next_horizon_at: datetime | None) -> Window:
    """The window to plan at `at`: from where planning stopped, if the planner was out for longer than it plans ahead.

    `next_horizon_at` is the cursor's value as the last planning set it; None = no gap to catch up.
    """
    stopped = at if next_horizon_at is None else min(at, next_horizon_at - EXTEND_EVERY + HORIZON)
    return Window(stopped, at + HORIZON)


def extend_at(standard: Standard, window: Window) -> datetime | None:
    """When planning again would make more rows merely because time has passed; None for kinds without a horizon.

    Keep the least over a subject's standards as `next_horizon_at` of its cursor and plan again then.
    """
    return window.end - HORIZON + EXTEND_EVERY if has_horizon(standard) else None
