"""A floor plan is searched for in the background; where it stands is a row (ADR 0100)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from guanjia.foundation.jobs.public import LIVE, RunState, begin, end, stop, tell, to_wake
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import site_now
from guanjia.seating.actions.planning import lock, note, write_seats
from guanjia.seating.models import FloorRun, SeatPlan
from guanjia.seating.queries.charts import said
from guanjia.seating.queries.floors import Floor, floor_of
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.floor_cost import Cost, cost_of
from guanjia.seating.rules.floor_plan import Plan, greedy, plan_floor
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import PlanState, Scene

MOST_SECONDS = 300


@transaction.atomic
def ask_for_floor(*, plan: SeatPlan, seconds: int, actor: Any, at: datetime) -> FloorRun:
    """Ask for a search of at most so many seconds; a worker is woken after the commit. Raises SeatingRefused when one runs,
    when seats are too few, or for another scene."""
    plan = lock(plan)
    if plan.kind is not Scene.FLOOR or plan.stage is PlanState.DROPPED:
        raise SeatingRefused("", _("Only the floor of a hall is computed."))
    try:
        floor = floor_of(plan)
        bare = cost_of(floor.seats, floor.people, greedy(floor.seats, floor.people, floor.fixed), floor.wishes)
    except NoChart as none:
        raise SeatingRefused("", said(none)) from None
    try:
        with transaction.atomic():
            run = FloorRun.objects.create(
                plan=plan, seconds=max(1, min(seconds, MOST_SECONDS)), asked_at=at, greedy_cost=as_json(bare)
            )
    except IntegrityError:
        raise SeatingRefused("", _("A search for this plan is running already.")) from None
    note(plan, "plan.compute", actor, at, changes={"run": run.pk, "people": len(floor.people)})
    transaction.on_commit(lambda: compute_floor.enqueue(run.pk), robust=True)
    return run


def as_json(cost: Cost) -> dict[str, int]:
    """A cost as a row keeps it."""
    return {"cut_off": cost.cut_off, "inversions": cost.inversions, "missed": cost.missed, "total": cost.total}


def compute(run_id: int, *, workers: int = 2) -> bool:
    """Search and seat everybody; whether this call did it. Run twice, or by two workers, one of them finds it taken."""
    run = FloorRun.objects.select_related("plan__site", "plan__event").filter(pk=run_id).first()
    if run is None or not begin(run, at=site_now(run.plan.site)):
        return False
    floor = floor_of(run.plan)
    try:
        found = plan_floor(
            floor.seats,
            floor.people,
            floor.fixed,
            floor.wishes,
            seconds=run.seconds,
            workers=workers,
            progress=_teller(run),
        )
    except NoChart as none:
        _end(run, RunState.FAILED, message=said(none)[:200])
        return True
    _keep(run, floor, found)
    return True


@task()
def compute_floor(run_id: int) -> None:
    """Search; enqueued after the commit of whoever asked. A second wake-up finds it taken."""
    compute(run_id)


def _teller(run: FloorRun) -> Callable[[float, float, float], bool]:
    """Writes how far the search is; it goes on while nobody stopped it."""

    def told(seconds: float, best: float, bound: float) -> bool:
        going = tell(run, seconds / run.seconds, bound=bound)
        touch(_topic(run))
        return going

    return told


@transaction.atomic
def _keep(run: FloorRun, floor: Floor, found: Plan) -> None:
    """Seat everybody as found, unless choices by hand changed meanwhile: then the search was for another plan."""
    plan = lock(run.plan)
    now = floor_of(plan)
    if now.fixed != floor.fixed or now.people != floor.people:
        _end(run, RunState.FAILED, message=_("People or choices changed during the search: compute again."))
        return
    if not _end(run, RunState.DONE, cost=as_json(found.cost), bound=found.bound):
        return
    write_seats(plan, found.seating)
    old = plan.stage
    plan.state = PlanState.CHANGED if old is PlanState.CONFIRMED else old
    plan.rev += 1
    plan.save(update_fields=["state", "rev"])
    note(plan, "plan.computed", None, site_now(plan.site), changes={"run": run.pk, "cost": found.cost.total})


def _end(run: FloorRun, state: RunState, **fields: Any) -> bool:
    ended = end(run, state, at=site_now(run.plan.site), **fields)
    touch(_topic(run))
    return ended


def _topic(run: FloorRun) -> str:
    return f"event:{run.plan.event_id}:seats"


@transaction.atomic
def stop_search(*, plan: SeatPlan, actor: Any, at: datetime) -> None:
    """Stop the search that waits or runs; the seats stay as they were. A second call changes nothing."""
    for run in FloorRun.objects.filter(plan=plan, state__in=LIVE):
        if stop(run, at=at):
            note(plan, "plan.stop", actor, at, changes={"run": run.pk})


def waiting_runs() -> list[int]:
    """Searches that wait, and those whose worker was lost."""
    rows = FloorRun.objects.filter(state__in=LIVE).select_related("plan__site")
    return [run.pk for row in rows for run in to_wake([row], at=site_now(row.plan.site))]
