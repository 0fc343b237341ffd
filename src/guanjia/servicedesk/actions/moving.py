"""The only function that moves a work order, and the moves that people make."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.servicedesk.actions.opening import ORDER, tell
from guanjia.servicedesk.events import OrderMoved
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.rules.orders import ORDER_MOVES, OrderState, lacks_reason, verb_of


class OrderRefused(Exception):
    """A move lacks what it needs; str() says what, in the reader's language."""


@transaction.atomic
def move_order(
    *, order: WorkOrder, to: OrderState, actor: Any, at: datetime, reason: str = "", **fields: Any
) -> WorkOrder:
    """Move an order and set `fields` with it. Two movers: one wins, the other gets MoveRefused, as for a move that the
    table lacks. OrderRefused where hold, cancel and reopen say no reason. The timers follow (response, resolution).
    """
    old = order.stage
    check_move(ORDER_MOVES, old, to)
    verb = verb_of(old, to)
    if lacks_reason(verb, reason):
        raise OrderRefused(_("Say why."))
    refuse_marked({"reason": reason}, site=order.site)
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
    touch(f"site:{order.site_id}:board")
    return order


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
