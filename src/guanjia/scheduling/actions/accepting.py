"""Proposals are accepted: all or some; what was taken meanwhile is named, and nothing is done by half."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Refused, Regime, Stale, give_room, plan_event, shift_block
from guanjia.foundation.jobs.public import RunState
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import check_move
from guanjia.places.public import SlotTaken, release_slots
from guanjia.scheduling.actions.periods import note, opened
from guanjia.scheduling.models import Period, PeriodRun, Proposal, Request
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.states import PROPOSAL_MOVES, Kind, Origin, ProposalState

BLOCK = "conference.block"
FAILURES = (SlotTaken, Refused, Stale, SecretRefused)


@transaction.atomic
def accept(
    *, run: PeriodRun, proposal_ids: Collection[int], regime: Regime, actor: Any, at: datetime
) -> dict[str, int]:
    """Put the chosen proposals into the grid through conference; counts of {"accepted", "lost"}.

    Meetings that change places with each other do so together. One whose room somebody took meanwhile, or that cannot be for
    another reason, keeps what it had and says who is in the way; the others go in. Called again it takes up what is left.
    Raises SchedulingRefused for a search that is not done or is not the latest, a closed period, or when nothing was chosen.
    """
    _take_turns(run)
    period = opened(run.period)
    if run.stage is not RunState.DONE:
        raise SchedulingRefused("", _("This search has no proposals."))
    if period.runs.filter(pk__gt=run.pk, state=RunState.DONE).exists():
        raise SchedulingRefused("", _("A later search has other proposals"))
    rows = Proposal.objects.select_for_update(of=("self",)).filter(run=run, pk__in=proposal_ids)
    chosen = [row for row in rows.select_related("request__block", "request__event", "room") if row.kind != Kind.NONE]
    todo = [row for row in chosen if row.stage is not ProposalState.ACCEPTED]
    if not chosen:
        raise SchedulingRefused("", _("Choose what is to be accepted."))
    done = [row for row in todo if row.kind == Kind.STAY]
    left, failures = _in_turn([row for row in todo if row.kind != Kind.STAY], regime, actor, at, done)
    left, failures = _together(left, failures, regime, actor, at, done)
    for row in done:
        _decide(row, ProposalState.ACCEPTED, "", actor, at)
    for row in left:
        _decide(row, ProposalState.LOST, str(failures[row.pk])[:300], actor, at)
    note(period, "period.accept", actor, at, run=run.pk, accepted=len(done), lost=len(left))
    _when_all_is_decided(run, actor, at)
    return {"accepted": len(done), "lost": len(left)}


def _take_turns(run: PeriodRun) -> None:
    """Two who accept at one site wait for each other before they touch rooms: each takes many, in its own order."""
    rows = Period.objects.select_for_update().filter(site=run.period.site_id).order_by("pk")
    list(rows.values_list("pk", flat=True))


def _in_turn(
    rows: list[Proposal], regime: Regime, actor: Any, at: datetime, done: list[Proposal]
) -> tuple[list[Proposal], dict[int, Exception]]:
    """One after the other, again and again while one that goes makes room for another."""
    left, failures = rows, dict[int, Exception]()
    while left:
        waiting = []
        for row in left:
            try:
                with transaction.atomic():
                    _put(row, regime, actor, at)
            except FAILURES as failure:
                failures[row.pk] = failure
                waiting.append(row)
            else:
                done.append(row)
        if len(waiting) == len(left):
            return waiting, failures
        left = waiting
    return [], failures


def _together(
    rows: list[Proposal], failures: dict[int, Exception], regime: Regime, actor: Any, at: datetime, done: list[Proposal]
) -> tuple[list[Proposal], dict[int, Exception]]:
    """Meetings that stand in each other's way leave their rooms first and then all find theirs.

    One that cannot go even so keeps its room, and the others try without it.
    """
    left, lost = rows, list[Proposal]()
    while len(moving := [row for row in left if row.kind == Kind.MOVE and row.request.block_id]) > 1:
        try:
            with transaction.atomic():
                release_slots(holders=[(BLOCK, row.request.block_id) for row in moving], actor=actor, at=at)
                for row in left:
                    trying = row
                    _put(row, regime, actor, at)
        except FAILURES as failure:
            failures[trying.pk] = failure
            lost.append(trying)
            left = [row for row in left if row is not trying]
        else:
            done += left
            return lost, failures
    return lost + left, failures


def _put(row: Proposal, regime: Regime, actor: Any, at: datetime) -> None:
    """One proposal into the grid. Raises what conference raises; the request then stands where it was put."""
    request, room, starts_at = row.request, row.room, row.starts_at
    if room is None or starts_at is None:
        raise Refused("", _("This request has no place."))
    if starts_at <= at:
        raise Refused("", _("This start has passed."))
    ends_at = starts_at + timedelta(minutes=request.minutes)
    if request.block is not None:
        shift_block(block_id=request.block.pk, rev=None, room_id=room.pk, starts_at=starts_at, actor=actor, at=at)
    elif request.event is not None and request.origin != Origin.PLANNED:
        give_room(
            event=request.event, room_id=room.pk, starts_at=starts_at, ends_at=ends_at, style=request.style, actor=actor, at=at
        )  # fmt: skip
    else:
        request.event = plan_event(
            site=request.site, key=f"{request.period_id}:{request.key}", title=request.title, room_id=room.pk,
            starts_at=starts_at, ends_at=ends_at, headcount=request.heads, style=request.style, regime=regime, actor=actor, at=at,
        )  # fmt: skip
    _stands(request, room.pk, starts_at)


def _stands(request: Request, room_id: int, starts_at: datetime) -> None:
    """The request has its place: the next search finds it there."""
    event = request.event
    block = request.block or (event.blocks.order_by("starts_at").first() if isinstance(event, Event) else None)
    request.room_id, request.starts_at, request.block, request.may_move = room_id, starts_at, block, False
    request.save(update_fields=["room", "starts_at", "block", "event", "may_move"])


@transaction.atomic
def refuse(*, run: PeriodRun, proposal_ids: Collection[int], actor: Any, at: datetime) -> int:
    """The chosen proposals are not wanted; the grid stays. The count of those that were still open."""
    period = opened(run.period)
    rows = Proposal.objects.select_for_update().filter(run=run, pk__in=proposal_ids)
    open_rows = [row for row in rows if row.stage in {ProposalState.OPEN, ProposalState.LOST}]
    for row in open_rows:
        _decide(row, ProposalState.REFUSED, "", actor, at)
    if open_rows:
        note(period, "period.refuse", actor, at, run=run.pk, refused=len(open_rows))
        _when_all_is_decided(run, actor, at)
    return len(open_rows)


def _decide(row: Proposal, to: ProposalState, outcome: str, actor: Any, at: datetime) -> None:
    if row.stage is not to:
        check_move(PROPOSAL_MOVES, row.stage, to)
    row.state, row.outcome, row.decided_at = to, outcome, at
    row.decided_by = actor if getattr(actor, "pk", None) else None
    row.save(update_fields=["state", "outcome", "decided_at", "decided_by"])


def _when_all_is_decided(run: PeriodRun, actor: Any, at: datetime) -> None:
    """The promise to decide is kept once nothing waits; what could not be placed waits for nobody."""
    waiting = Proposal.objects.filter(run=run, state=ProposalState.OPEN).exclude(kind__in=[Kind.NONE, Kind.STAY])
    if not waiting.exists():
        note(run.period, "period.decided", actor, at, run=run.pk)
