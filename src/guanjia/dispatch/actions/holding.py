"""What a dispatcher does besides giving out: hold, appoint anew, merge (FIELD 10)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.dispatch.actions.proposing import settle_proposal
from guanjia.servicedesk.public import (
    HoldReason,
    OrderRefused,
    RequestState,
    ServiceRequest,
    WorkOrder,
    acknowledge_request,
    hold_request,
    merge_request,
    set_appointment,
)


def _request_of(order: WorkOrder) -> ServiceRequest:
    rows = ServiceRequest.objects.select_related("site", "person", "unit", "place")
    request = rows.filter(pk=order.request_id).first()
    if request is None:
        raise OrderRefused(_("This order was made without a request: work on it on its own page."))
    return request


@transaction.atomic
def hold_order(*, order: WorkOrder, why: HoldReason, words: str, actor: Any, at: datetime) -> ServiceRequest:
    """挂起: what the order was made for waits; its clocks stand still, whoever asked hears why. It leaves the board."""
    request = _request_of(order)
    if request.stage is RequestState.NEW:
        acknowledge_request(request=request, actor=actor, at=at)
    hold_request(request=request, why=why, words=words, actor=actor, at=at)
    settle_proposal(order_id=order.pk, at=at, stale=True)
    return request


@transaction.atomic
def appoint_order(*, order: WorkOrder, begins: datetime, ends: datetime, actor: Any, at: datetime) -> ServiceRequest:
    """改约: somebody comes between these two; the next plan reckons with it."""
    request = set_appointment(request=_request_of(order), begins=begins, ends=ends, actor=actor, at=at)
    settle_proposal(order_id=order.pk, at=at, stale=True)
    return request


@transaction.atomic
def merge_order(*, order: WorkOrder, into: ServiceRequest, actor: Any, at: datetime) -> ServiceRequest:
    """合并同一故障: the report joins an earlier one; its own order is dropped, its owner hears the end with the other."""
    request = merge_request(request=_request_of(order), into=into, actor=actor, at=at)
    assert request.stage is RequestState.MERGED
    settle_proposal(order_id=order.pk, at=at, stale=True)
    return request
