"""What an order of a request asks for before it moves, and how the request follows it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.files.public import FileHold
from guanjia.servicedesk.actions.requests import WORKING, complete_request, move_request
from guanjia.servicedesk.models import Quote, ServiceRequest, WorkOrder
from guanjia.servicedesk.queries.orders import AFTER, BEFORE
from guanjia.servicedesk.rules.orders import OrderState
from guanjia.servicedesk.rules.requests import HoldReason, RequestState

S = RequestState


def enters_home(order: WorkOrder) -> bool:
    """Whether somebody goes into a home for it."""
    return order.request is not None and order.request.sort.home and order.request.unit_id is not None


def lacking(order: WorkOrder, verb: str) -> str:
    """What the move lacks, in the reader's language; "" when nothing. Nothing paid begins before its quote is accepted,
    nobody begins in a home before they are there with the five treasures, nothing is done without its photos."""
    request = order.request
    if request is None:
        return ""
    if verb == "begin":
        if enters_home(order) and order.arrived_at is None:
            return _("Say first that you are there, with the five treasures.")
        if request.paid and not request.quotes.filter(state=Quote.State.ACCEPTED).exists():
            return _("The owner pays for this: the quote must be accepted first.")
        if request.sort.photos and not _has(order, BEFORE) and not _reported(request):
            return _("A photo from before the work is missing.")
    if verb == "complete" and request.sort.photos and not _has(order, AFTER):
        return _("A photo from after the work is missing.")
    return ""


def _has(order: WorkOrder, holder: str) -> bool:
    return FileHold.objects.filter(holder_kind=holder, holder_id=order.pk).exists()


def _reported(request: ServiceRequest) -> bool:
    """Whether the report itself came with a photo, which is one from before."""
    return FileHold.objects.filter(holder_kind="servicedesk.request", holder_id=request.pk).exists()


def follow_order(order: WorkOrder, verb: str, actor: Any, at: datetime, reason: str) -> None:
    """Move the request as its orders stand. Its state is read again: several orders may move it in one day."""
    request = ServiceRequest.objects.select_related("site", "person", "unit", "place").get(pk=order.request_id)
    if verb in {"dispatch", "accept"} and request.stage in {S.NEW, S.ACKNOWLEDGED, S.REOPENED}:
        move_request(request=request, to=S.DISPATCHED, actor=actor, at=at)
    elif verb in {"begin", "resume"} and request.stage in {S.DISPATCHED, S.ACKNOWLEDGED, S.REOPENED, S.ON_HOLD}:
        move_request(request=request, to=S.IN_PROGRESS, actor=actor, at=at, hold_reason="")
    elif verb == "hold":
        _wait(request, actor, at, reason)
    elif verb == "decline" and request.stage is S.DISPATCHED and not _given_out(request):
        move_request(request=request, to=S.ACKNOWLEDGED, actor=actor, at=at, reason=reason, quiet=True)
    elif verb in {"complete", "cancel"}:
        _finish(request, actor, at)
    elif verb == "reopen" and request.stage in {S.COMPLETED, S.VERIFIED}:
        move_request(
            request=request, to=S.REOPENED, actor=actor, at=at, reason=reason,
            reopened_count=request.reopened_count + 1, completed_at=None,
        )  # fmt: skip
    if order.request is not None:
        order.request = request


def _wait(request: ServiceRequest, actor: Any, at: datetime, reason: str) -> None:
    """The request waits when nobody works on any of its orders."""
    if request.orders.filter(state__in=WORKING - {OrderState.ON_HOLD}).exists():
        return
    if request.stage in {S.DISPATCHED, S.IN_PROGRESS, S.ACKNOWLEDGED, S.REOPENED}:
        move_request(
            request=request, to=S.ON_HOLD, actor=actor, at=at, reason=reason,
            hold_reason=request.hold_reason or HoldReason.THIRD_PARTY,
        )  # fmt: skip


def _given_out(request: ServiceRequest) -> bool:
    return request.orders.filter(state__in=WORKING - {OrderState.NEW}).exists()


def _finish(request: ServiceRequest, actor: Any, at: datetime) -> None:
    """The request is completed when its last order is, and says what was done."""
    orders = list(request.orders.order_by("pk"))
    if request.stage not in {S.IN_PROGRESS, S.DISPATCHED, S.REOPENED} or any(o.state in WORKING for o in orders):
        return
    done = [each.result for each in orders if each.result and each.stage is not OrderState.CANCELLED]
    if done:
        complete_request(request=request, result="\n".join(done), actor=actor, at=at)
