"""The only function that moves a work order, and the moves that people make."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.servicedesk.actions.following import enters_home, follow_order, lacking
from guanjia.servicedesk.actions.opening import ORDER, tell
from guanjia.servicedesk.actions.progress import note_deed
from guanjia.servicedesk.events import OrderMoved
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.queries.certificates import lacks
from guanjia.servicedesk.rules.orders import ORDER_MOVES, OrderState, lacks_reason, verb_of
from guanjia.servicedesk.rules.requests import HoldReason, missing_treasures


class OrderRefused(Exception):
    """A move lacks what it needs; str() says what, in the reader's language."""


@transaction.atomic
def move_order(
    *, order: WorkOrder, to: OrderState, actor: Any, at: datetime, reason: str = "", alone: bool = False, **fields: Any
) -> WorkOrder:
    """Move an order and set `fields` with it. Two movers: one wins, the other gets MoveRefused, as for a move that the
    table lacks. OrderRefused where hold, cancel, decline and reopen say no reason, or the work lacks what its request
    asks for (quote, five treasures, photos). Nobody is given, takes on or begins work whose certificate they do not hold that
    day (EQUI-010), which is OrderRefused too. The timers follow; so does the request, unless `alone`.
    """
    old = order.stage
    check_move(ORDER_MOVES, old, to)
    verb = verb_of(old, to)
    if lacks_reason(verb, reason):
        raise OrderRefused(_("Say why."))
    _check_certificate(order, verb, fields.get("assignee", order.assignee), at)
    refuse_marked({"reason": reason}, site=order.site)
    if order.request_id and not alone and (lack := lacking(order, verb)):
        raise OrderRefused(lack)
    rows = WorkOrder.objects.filter(pk=order.pk, state=old, rev=order.rev)
    if not rows.update(state=to, rev=order.rev + 1, **fields):
        raise MoveRefused(old, to)
    order.state, order.rev = to, order.rev + 1
    for name, value in fields.items():
        setattr(order, name, value)
    record(
        site=order.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(ORDER, order.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        changes={name: str(value) for name, value in fields.items() if name != "result"},
        event=OrderMoved(order.pk, old.value, to.value, verb),
    )
    changed(ORDER, [order.pk], site=order.site, at=at)
    if order.request_id and not alone:
        follow_order(order, verb, actor, at, reason)
    touch(f"site:{order.site_id}:board")
    return order


CERTIFIED = frozenset({"dispatch", "accept", "begin"})


def _check_certificate(order: WorkOrder, verb: str, user: Any, at: datetime) -> None:
    if verb in CERTIFIED and user is not None and lacks(order.site, user, order.skill, at):
        raise OrderRefused(_("This work needs a certificate that %(who)s does not hold.") % {"who": user})


def dispatch_order(*, order: WorkOrder, to_user: Any, actor: Any, at: datetime) -> WorkOrder:
    """Give the order to somebody, or to somebody else while nobody works on it; they are told."""
    with transaction.atomic():
        move_order(order=order, to=OrderState.DISPATCHED, actor=actor, at=at, assignee=to_user)
        tell(order, [to_user], "servicedesk.dispatched", at)
    return order


def accept_order(*, order: WorkOrder, actor: Any, at: datetime) -> WorkOrder:
    """Whoever accepts has it: the response timer stops."""
    return move_order(order=order, to=OrderState.ACCEPTED, actor=actor, at=at, assignee=actor)


def complete_order(*, order: WorkOrder, result: str, actor: Any, at: datetime) -> WorkOrder:
    """It is put right; `result` says how and must not be empty. The resolution timer stops."""
    if not result.strip():
        raise OrderRefused(_("Say what was done."))
    refuse_marked({"result": result}, site=order.site)
    return move_order(order=order, to=OrderState.COMPLETED, actor=actor, at=at, result=result.strip(), completed_at=at)


def decline_order(*, order: WorkOrder, reason: str, actor: Any, at: datetime) -> WorkOrder:
    """退单: whoever has it cannot do it and says why; it waits for the dispatcher again."""
    return move_order(
        order=order, to=OrderState.NEW, actor=actor, at=at, reason=reason, assignee=None,
        declined_count=order.declined_count + 1,
    )  # fmt: skip


@transaction.atomic
def arrive_order(*, order: WorkOrder, ticked: Sequence[str] = (), actor: Any, at: datetime) -> WorkOrder:
    """Somebody is at the place: the arrival clock of the request stops. Before the door of a home all five treasures are
    ticked (REPR-010), else OrderRefused. A second call changes nothing.
    """
    if order.arrived_at is not None:
        return order
    if order.stage not in {OrderState.ACCEPTED, OrderState.IN_PROGRESS}:
        raise OrderRefused(_("Take the order on first."))
    if enters_home(order) and (left := missing_treasures(set(ticked))):
        raise OrderRefused(_("Still to take along: %(what)s") % {"what": ", ".join(_(each) for each in left)})
    rows = WorkOrder.objects.filter(pk=order.pk, rev=order.rev, arrived_at=None)
    if not rows.update(rev=order.rev + 1, arrived_at=at, treasures=list(ticked)):
        raise MoveRefused(order.stage, order.stage)
    order.rev, order.arrived_at, order.treasures = order.rev + 1, at, list(ticked)
    record(
        site=order.site, at=at, actor=actor, action="arrive", subject=(ORDER, order.pk), from_state=order.state,
        to_state=order.state,
    )  # fmt: skip
    changed(ORDER, [order.pk], site=order.site, at=at)
    if order.request is not None:
        note_deed(order.request, "arrive", actor, at)
    return order


@transaction.atomic
def no_access(*, order: WorkOrder, words: str, actor: Any, at: datetime) -> WorkOrder:
    """Nobody opened: order and request wait for a new appointment, their clocks stand still (W19)."""
    move_order(order=order, to=OrderState.ON_HOLD, actor=actor, at=at, reason=words)
    if order.request is not None:
        type(order.request).objects.filter(pk=order.request_id).update(hold_reason=HoldReason.ACCESS)
    return order
