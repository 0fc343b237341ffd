"""Proposals are made, taken as they are, or overruled; the database says who was first."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from guanjia.dispatch.models import Proposal
from guanjia.dispatch.queries.day import planning_day
from guanjia.dispatch.queries.risk import risks
from guanjia.dispatch.rules.planning import assign
from guanjia.dispatch.rules.states import Mode, ProposalState
from guanjia.dispatch.rules.why import reasons
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import Site, setting
from guanjia.kernel.states import MoveRefused
from guanjia.servicedesk.public import OrderRefused, OrderState, WorkOrder, dispatch_order

MODE = "dispatch.mode"


def propose(*, site: Site, actor: Any, at: datetime) -> list[Proposal]:
    """Plan what waits, afresh: earlier open proposals are overtaken. In a site with automatic dispatch they are taken at once.

    Orders that nobody on duty may do get none.
    """
    day = planning_day(site, at)
    plan = assign(day.jobs, day.workers, day.ways)
    asked = [order.request_id for order in day.orders.values() if order.request_id]
    risk = risks(site, asked, at)
    rows = [
        Proposal(
            site=site,
            order=day.orders[stop.job.id],
            user=day.people[stop.worker.id],
            starts_at=at + timedelta(minutes=stop.start),
            ends_at=at + timedelta(minutes=stop.end),
            late_minutes=round(stop.late),
            risk=risk[pk].share if (pk := day.orders[stop.job.id].request_id) in risk else None,
            why=[list(each) for each in reasons(stop, plan, day.workers, day.ways)],
            made_at=at,
        )
        for stop in plan.stops
    ]
    with transaction.atomic():
        Site.objects.select_for_update().get(pk=site.pk)
        Proposal.objects.filter(site=site, state=ProposalState.OPEN).update(
            state=ProposalState.STALE, decided_at=at, decided_by=actor
        )
        Proposal.objects.bulk_create(rows)
        touch(f"site:{site.pk}:board")
    if setting(site, MODE) == Mode.AUTOMATIC:
        for row in rows:
            _take_quietly(row, actor, at)
    return rows


def take_proposal(*, proposal: Proposal, actor: Any, at: datetime, automatic: bool = False) -> WorkOrder:
    """Give the order to whom it was proposed. MoveRefused when somebody was faster, OrderRefused without certificate."""
    return _give(proposal.order, proposal.user, ProposalState.TAKEN, actor, at, automatic)


def give_to(*, order: WorkOrder, user: Any, actor: Any, at: datetime) -> WorkOrder:
    """Give an order to somebody of one's own choice; an open proposal is then taken or overruled.

    MoveRefused when somebody was faster, OrderRefused for work that needs a certificate the person lacks (EQUI-010).
    """
    open_ = Proposal.objects.filter(order=order, state=ProposalState.OPEN).first()
    same = open_ is not None and open_.user_id == user.pk
    return _give(order, user, ProposalState.TAKEN if same else ProposalState.CHANGED, actor, at, automatic=False)


@transaction.atomic
def _give(order: WorkOrder, user: Any, state: ProposalState, actor: Any, at: datetime, automatic: bool) -> WorkOrder:
    if order.stage is not OrderState.NEW:
        raise MoveRefused(order.stage, OrderState.DISPATCHED)  # the board gives out what waits; another already did
    given = dispatch_order(order=order, to_user=user, actor=actor, at=at)
    Proposal.objects.filter(order=order, state=ProposalState.OPEN).update(
        state=state, decided_by=actor, decided_at=at, automatic=automatic
    )
    return given


def settle_proposal(*, order_id: int, at: datetime, stale: bool = False) -> int:
    """The order does not wait any more: its open proposal was taken when the one who has it was proposed, else another was
    chosen; `stale` when nobody got it. How many were open; a second call changes nothing."""
    row = Proposal.objects.filter(order_id=order_id, state=ProposalState.OPEN).select_related("order").first()
    if row is None:
        return 0
    given = row.order.assignee_id
    state = ProposalState.STALE if stale or given is None else ProposalState.CHANGED
    if given == row.user_id and not stale:
        state = ProposalState.TAKEN
    return Proposal.objects.filter(pk=row.pk, state=ProposalState.OPEN).update(state=state, decided_at=at)


def _take_quietly(row: Proposal, actor: Any, at: datetime) -> None:
    try:
        take_proposal(proposal=row, actor=actor, at=at, automatic=True)
    except (MoveRefused, OrderRefused):
        return  # somebody was faster, or a certificate ran out since: a person sees it on the board
