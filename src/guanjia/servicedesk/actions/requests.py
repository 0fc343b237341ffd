"""The only function that moves a request, and the moves that people make while it is worked on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.servicedesk.actions.progress import RequestRefused, owe_if_late, tell_owner
from guanjia.servicedesk.events import RequestKindSet, RequestMoved
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.orders import OrderState, Urgency
from guanjia.servicedesk.rules.requests import REQUEST_MOVES, HoldReason, RequestState, request_verb, says_too_little
from guanjia.servicedesk.subjects import REQUEST

S = RequestState


@transaction.atomic
def move_request(
    *, request: ServiceRequest, to: RequestState, actor: Any, at: datetime, reason: str = "", event: object = None,
    quiet: bool = False, **fields: Any,
) -> ServiceRequest:  # fmt: skip
    """Move a request and set `fields` with it; the owner hears of it unless `quiet`. Two movers: one wins, the other gets
    MoveRefused, as for a move that the table lacks. RequestRefused where hold, decline, cancel and reopen say no reason.
    """
    old = request.stage
    check_move(REQUEST_MOVES, old, to)
    verb = request_verb(old, to)
    if says_too_little(verb, reason):
        raise RequestRefused(_("Say why."))
    refuse_marked({"reason": reason, "result": str(fields.get("result", ""))}, site=request.site)
    rows = ServiceRequest.objects.filter(pk=request.pk, state=old, rev=request.rev)
    if not rows.update(state=to, rev=request.rev + 1, **fields):
        raise MoveRefused(old, to)
    request.state, request.rev = to, request.rev + 1
    for name, value in fields.items():
        setattr(request, name, value)
    record(
        site=request.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(REQUEST, request.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        changes={name: str(value) for name, value in fields.items() if name not in {"result", "compensation"}},
        event=event or RequestMoved(request.pk, old.value, to.value, verb),
    )
    changed(REQUEST, [request.pk], site=request.site, at=at)
    if not quiet:
        tell_owner(request, verb, at, reason)
    if old is S.NEW and not request.history:
        owe_if_late(request, at)
    touch(f"site:{request.site_id}:board")
    return request


def acknowledge_request(*, request: ServiceRequest, actor: Any, at: datetime) -> ServiceRequest:
    """Somebody looks at it and follows it from now on: the response clock stops."""
    return move_request(request=request, to=S.ACKNOWLEDGED, actor=actor, at=at, handler=request.handler or actor)


@transaction.atomic
def hold_request(*, request: ServiceRequest, why: HoldReason, words: str, actor: Any, at: datetime) -> ServiceRequest:
    """It waits for a part, the owner, somebody outside: the arrival and resolution clocks stand still, the owner hears why."""
    return move_request(request=request, to=S.ON_HOLD, actor=actor, at=at, reason=words, hold_reason=why)


@transaction.atomic
def resume_request(*, request: ServiceRequest, actor: Any, at: datetime) -> ServiceRequest:
    """It goes on where it stood: at work when somebody has begun, given out when somebody has it, else with the desk."""
    orders = set(request.orders.values_list("state", flat=True))
    if orders & {OrderState.IN_PROGRESS, OrderState.ON_HOLD}:
        to = S.IN_PROGRESS
    else:
        to = S.DISPATCHED if orders & {OrderState.NEW, OrderState.DISPATCHED, OrderState.ACCEPTED} else S.ACKNOWLEDGED
    return move_request(request=request, to=to, actor=actor, at=at, hold_reason="")


@transaction.atomic
def complete_request(*, request: ServiceRequest, result: str, actor: Any, at: datetime) -> ServiceRequest:
    """It is answered or put right; `result` says how. Refused while one of its orders is open. Not closed: the owner says."""
    if not result.strip():
        raise RequestRefused(_("Say what was done."))
    if request.orders.filter(state__in=WORKING).exists():
        raise RequestRefused(_("One of its work orders is still open."))
    return move_request(
        request=request, to=S.COMPLETED, actor=actor, at=at, result=result.strip(), completed_at=at, hold_reason=""
    )


@transaction.atomic
def decline_request(*, request: ServiceRequest, reason: str, actor: Any, at: datetime) -> ServiceRequest:
    """It is not ours to do; the owner hears why."""
    return move_request(request=request, to=S.DECLINED, actor=actor, at=at, reason=reason)


@transaction.atomic
def cancel_request(*, request: ServiceRequest, reason: str, actor: Any, at: datetime) -> ServiceRequest:
    """Whoever asked does not want it any more; its open orders go with it, its clocks stop."""
    move_request(request=request, to=S.CANCELLED, actor=actor, at=at, reason=reason)
    drop_orders(request, actor, at, reason)
    return request


def drop_orders(request: ServiceRequest, actor: Any, at: datetime, reason: str) -> None:
    """Cancel the orders of a request that is not wanted on its own any more."""
    from guanjia.servicedesk.actions.moving import move_order  # noqa: PLC0415 - orders move requests, requests end orders

    for order in WorkOrder.objects.select_related("site").filter(request=request, state__in=WORKING):
        move_order(order=order, to=OrderState.CANCELLED, actor=actor, at=at, reason=reason, alone=True)


@transaction.atomic
def set_kind(*, request: ServiceRequest, kind: str, urgency: Urgency, actor: Any, at: datetime) -> ServiceRequest:
    """Say what it really is: the limits change, the clocks keep counting from the first word. ValueError for no kind."""
    found = catalogue().kinds.get(kind)
    if found is None:
        raise ValueError(kind)
    old = request.kind
    rows = ServiceRequest.objects.filter(pk=request.pk, rev=request.rev)
    fields = {
        "kind": kind,
        "category": found.category,
        "urgency": urgency,
        "paid": found.paid and request.unit_id is not None,
    }
    if not rows.update(rev=request.rev + 1, **fields):
        raise MoveRefused(request.stage, request.stage)
    request.rev += 1
    for name, value in fields.items():
        setattr(request, name, value)
    record(
        site=request.site, at=at, actor=actor, action="set_kind", subject=(REQUEST, request.pk), from_state=request.state,
        to_state=request.state, changes={"kind": [old, kind], "urgency": urgency},
        event=RequestKindSet(request.pk, old, kind),
    )  # fmt: skip
    changed(REQUEST, [request.pk], site=request.site, at=at)
    return request


@transaction.atomic
def set_appointment(
    *, request: ServiceRequest, begins: datetime, ends: datetime, actor: Any, at: datetime
) -> ServiceRequest:
    """Somebody comes between these two: the arrival clock gives way to the appointment. Again after no access to the home."""
    if not at <= ends or not begins < ends:
        raise RequestRefused(_("The appointment ends after it begins, and not in the past."))
    rows = ServiceRequest.objects.filter(pk=request.pk, rev=request.rev)
    if not rows.update(rev=request.rev + 1, appointment_from=begins, appointment_to=ends):
        raise MoveRefused(request.stage, request.stage)
    request.rev, request.appointment_from, request.appointment_to = request.rev + 1, begins, ends
    record(
        site=request.site, at=at, actor=actor, action="appoint", subject=(REQUEST, request.pk), from_state=request.state,
        to_state=request.state, changes={"from": begins.isoformat(), "to": ends.isoformat()},
    )  # fmt: skip
    changed(REQUEST, [request.pk], site=request.site, at=at)
    return request


WORKING = frozenset(
    {OrderState.NEW, OrderState.DISPATCHED, OrderState.ACCEPTED, OrderState.IN_PROGRESS, OrderState.ON_HOLD}
)
"""States of an order whose work is not done."""
