"""A period is placed in the background; where the search stands is a row (ADR 0103)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from guanjia.foundation.jobs.public import LIVE, RunState, begin, end, stop, tell, to_wake
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import site_now
from guanjia.scheduling.actions.periods import lock, note, opened, topic_of
from guanjia.scheduling.models import Period, PeriodRun, Proposal
from guanjia.scheduling.queries.proposing import proposals_of
from guanjia.scheduling.queries.task import task_of
from guanjia.scheduling.rules.price import Cost
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.search import Effort, place_period

MOST_SECONDS = 300


@transaction.atomic
def ask_for_places(*, period: Period, seconds: int, actor: Any, at: datetime) -> PeriodRun:
    """Ask for a search of at most so many seconds; a worker is woken after the commit.

    Raises SchedulingRefused when one runs, when nothing asks for a place, or when there is no room.
    """
    period = opened(period)
    task_now = task_of(period, at)
    if not any(meeting.fixed is None for meeting in task_now.period.meetings):
        raise SchedulingRefused("", _("Nothing here asks for a place: take in requests, or let meetings move."))
    if not task_now.rooms:
        raise SchedulingRefused("", _("There is no room to place them in."))
    try:
        with transaction.atomic():
            run = PeriodRun.objects.create(
                period=period, seconds=max(1, min(seconds, MOST_SECONDS)), asked_at=at, rev=period.rev,
                requests=len(task_now.requests),
            )  # fmt: skip
    except IntegrityError:
        raise SchedulingRefused("", _("A search for this period is running already.")) from None
    note(period, "period.search", actor, at, run=run.pk, requests=run.requests)
    transaction.on_commit(lambda: place_in_background.enqueue(run.pk), robust=True)
    return run


def search(run_id: int, *, effort: Effort | None = None) -> bool:
    """Search and write the proposals; whether this call did it. Run twice, or by two workers, one of them finds it taken."""
    run = PeriodRun.objects.select_related("period__site").filter(pk=run_id).first()
    if run is None or not begin(run, at=site_now(run.period.site)):
        return False
    period, site = run.period, run.period.site
    found = task_of(period, site_now(site))
    plan = place_period(found.period, effort or Effort(seconds=run.seconds), progress=_teller(run))
    with transaction.atomic():
        now = lock(period)
        if now.rev != run.rev:
            words = _("Requests changed during the search: search again.")
            touch(topic_of(period))
            return end(run, RunState.FAILED, at=site_now(site), message=words)
        if not end(run, RunState.DONE, at=site_now(site), cost=as_json(plan.cost), bound=plan.bound):
            return False
        Proposal.objects.bulk_create(proposals_of(run, found, plan.places), batch_size=500)
        now.proposed_at = site_now(site)
        now.save(update_fields=["proposed_at"])
        note(now, "period.proposed", None, now.proposed_at, run=run.pk, **as_json(plan.cost))
    return True


@task()
def place_in_background(run_id: int) -> None:
    """Search; enqueued after the commit of whoever asked. A second wake-up finds it taken."""
    search(run_id)


def as_json(cost: Cost) -> dict[str, int]:
    """A cost as a row keeps it."""
    return {"unplaced": cost.unplaced, "medium": cost.medium, "soft": cost.soft}


def _teller(run: PeriodRun) -> Callable[[float, Cost | None, float], bool]:
    """Writes how far the search is; it goes on while nobody stopped it."""

    def told(share: float, cost: Cost | None, bound: float) -> bool:
        going = tell(run, share, bound=bound, cost=as_json(cost) if cost else None)
        touch(topic_of(run.period))
        return going

    return told


@transaction.atomic
def stop_search(*, period: Period, actor: Any, at: datetime) -> None:
    """Stop the search that waits or runs; nothing is proposed. A second call changes nothing."""
    for run in PeriodRun.objects.filter(period=period, state__in=LIVE):
        if stop(run, at=at):
            note(period, "period.stop", actor, at, run=run.pk)


def runs_to_wake() -> list[int]:
    """Searches that wait, and those whose worker was lost."""
    rows = PeriodRun.objects.filter(state__in=LIVE).select_related("period__site")
    return [run.pk for row in rows for run in to_wake([row], at=site_now(row.period.site))]
