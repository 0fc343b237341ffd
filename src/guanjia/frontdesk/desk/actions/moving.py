"""The only function that moves a call."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.frontdesk.desk.actions.keeping import keep
from guanjia.frontdesk.desk.models import Call, Machine
from guanjia.frontdesk.desk.rules.calls import CALL_MOVES, CallState, verb_of
from guanjia.kernel.states import MoveRefused, check_move

SPOKEN = frozenset({"caller_name", "content", "handling", "process", "purpose", "caller"})
"""Fields that the journal does not repeat: they are erased with the caller."""


@transaction.atomic
def move_call(
    *,
    call: Call,
    to: CallState,
    actor: Any,
    at: datetime,
    machine: Machine | None = None,
    reason: str = "",
    event: object | None = None,
    **fields: Any,
) -> Call:
    """Move a call and set `fields` with it. Two movers: one wins, the other gets MoveRefused. The duties follow."""
    old = call.stage
    check_move(CALL_MOVES, old, to)
    rows = Call.objects.filter(pk=call.pk, state=old, rev=call.rev)
    if not rows.update(state=to, rev=call.rev + 1, **fields):
        raise MoveRefused(old, to)
    call.state, call.rev = to, call.rev + 1
    for name, value in fields.items():
        setattr(call, name, value)
    facts = {name: getattr(value, "pk", value) for name, value in fields.items() if name not in SPOKEN}
    verb = verb_of(old, to, call.bounces)
    keep(call, verb, actor=actor, at=at, machine=machine, old=old, reason=reason, changes=facts, event=event)
    return call
