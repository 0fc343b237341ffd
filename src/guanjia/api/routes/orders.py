"""Work orders: listed, opened, given to somebody, moved on."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Path, Router, Status
from pydantic import BaseModel, Field

from guanjia.api.entering import enter
from guanjia.api.schemas import REFUSALS, Body, Limit, LongText, Offset, Page, RowId, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.rules.refusals import Refused
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import Roles, users_with_role
from guanjia.places.public import Space
from guanjia.servicedesk.permissions import gives_orders, opens_orders, sees_orders
from guanjia.servicedesk.public import (
    OrderKind,
    OrderState,
    Report,
    Urgency,
    WorkOrder,
    accept_order,
    complete_order,
    dispatch_order,
    move_order,
    open_order,
    order_list,
)

router = Router(tags=["orders"])
WORKERS = [role for role in Roles if role not in (Roles.CLIENT, Roles.AUDITOR)]
Number = Annotated[str, Path(max_length=32, pattern=r"^[A-Za-z0-9-]+$", description="The order's number")]


class OrderOut(BaseModel):
    """A work order."""

    number: str
    kind: str
    urgency: str
    state: str
    title: str
    description: str
    place_id: int | None
    place: str
    assignee_id: int | None
    opened_at: datetime
    completed_at: datetime | None
    result: str
    rev: int


class NewOrder(Body):
    """What is wrong, and where. `place_id` is a space of the site."""

    title: Annotated[Words, Field(min_length=1, max_length=200)]
    kind: OrderKind = OrderKind.REPAIR
    urgency: Urgency = Urgency.NORMAL
    description: LongText = ""
    place_id: RowId | None = None


class Said(Body):
    """Why it is held, sent back or cancelled; what was done when it is completed; nothing for the other moves."""

    words: LongText = ""


class Give(Body):
    """Who gets it."""

    user_id: RowId


class OrderMove(StrEnum):
    """What can happen to an order."""

    ACCEPT = "accept"
    BEGIN = "begin"
    HOLD = "hold"
    RESUME = "resume"
    COMPLETE = "complete"
    VERIFY = "verify"
    REOPEN = "reopen"
    CLOSE = "close"
    CANCEL = "cancel"


TO = {
    OrderMove.BEGIN: OrderState.IN_PROGRESS,
    OrderMove.HOLD: OrderState.ON_HOLD,
    OrderMove.RESUME: OrderState.IN_PROGRESS,
    OrderMove.VERIFY: OrderState.VERIFIED,
    OrderMove.REOPEN: OrderState.IN_PROGRESS,
    OrderMove.CLOSE: OrderState.CLOSED,
    OrderMove.CANCEL: OrderState.CANCELLED,
}


def _one(site: Site, number: str) -> WorkOrder:
    rows = WorkOrder.objects.select_related("site", "place", "assignee", "reporter")
    return get_object_or_404(rows, site=site, number=number)


def _out(order: WorkOrder) -> OrderOut:
    same = ("number", "kind", "urgency", "state", "title", "description", "place_id", "assignee_id")
    rest = ("opened_at", "completed_at", "result", "rev")
    return OrderOut(
        **{name: getattr(order, name) for name in same + rest}, place=order.place.name if order.place else ""
    )


@router.get("/sites/{site}/orders", response={200: Page[OrderOut], **REFUSALS}, operation_id="list_orders")
def list_orders(
    request: HttpRequest,
    site: SiteCode,
    show: Annotated[Words, Field(pattern=f"^(open|all|{'|'.join(OrderState)})$")] = "open",
    kind: OrderKind | None = None,
    q: Words = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Work orders, newest first; `show` is open, all or a state. Two queries."""
    here = enter(request, site, Scope.ORDERS_READ, sees_orders)
    rows = order_list(here, show=show, words=q, kind=kind or "")
    items = [_out(order) for order in rows[offset : offset + limit]]
    return Page(items=items, count=rows.count(), limit=limit, offset=offset)


@router.post("/sites/{site}/orders", response={201: OrderOut, **REFUSALS}, operation_id="open_order")
def open_one(request: HttpRequest, site: SiteCode, body: NewOrder) -> Any:
    """Report something. Send an Idempotency-Key, so that a second try opens no second order."""
    here = enter(request, site, Scope.ORDERS_WRITE, opens_orders)
    if body.place_id is not None and not Space.objects.filter(site=here, pk=body.place_id).exists():
        raise Refused("place_id", _("There is no such place at this site."))
    report = Report(
        title=body.title, kind=body.kind, urgency=body.urgency, description=body.description, place_id=body.place_id
    )
    order = open_order(site=here, report=report, actor=request.auth.user, at=site_now(here))  # type: ignore[attr-defined]
    return Status(201, _out(_one(here, order.number)))


@router.get("/sites/{site}/orders/{number}", response={200: OrderOut, **REFUSALS}, operation_id="get_order")
def get_one(request: HttpRequest, site: SiteCode, number: Number) -> Any:
    """One work order."""
    return _out(_one(enter(request, site, Scope.ORDERS_READ, sees_orders), number))


@router.post(
    "/sites/{site}/orders/{number}/dispatch", response={200: OrderOut, **REFUSALS}, operation_id="dispatch_order"
)
def give(request: HttpRequest, site: SiteCode, number: Number, body: Give) -> Any:
    """Give the order to somebody of the site, or to somebody else."""
    here = enter(request, site, Scope.ORDERS_WRITE, gives_orders)
    at = site_now(here)
    user = next((each for each in users_with_role(here, *WORKERS, at=at) if each.pk == body.user_id), None)
    if user is None:
        raise Refused("user_id", _("This person has no role there."))
    dispatch_order(order=_one(here, number), to_user=user, actor=request.auth.user, at=at)  # type: ignore[attr-defined]
    return _out(_one(here, number))


@router.post(
    "/sites/{site}/orders/{number}/moves/{move}", response={200: OrderOut, **REFUSALS}, operation_id="move_order"
)
def move_one(request: HttpRequest, site: SiteCode, number: Number, move: OrderMove, body: Said) -> Any:
    """Move the order on; whoever accepts has it. 409 when it is not its turn."""
    here = enter(request, site, Scope.ORDERS_WRITE, opens_orders)
    order, user, at = _one(here, number), request.auth.user, site_now(here)  # type: ignore[attr-defined]
    if move is OrderMove.ACCEPT:
        accept_order(order=order, actor=user, at=at)
    elif move is OrderMove.COMPLETE:
        complete_order(order=order, result=body.words, actor=user, at=at)
    else:
        move_order(order=order, to=TO[move], actor=user, at=at, reason=body.words)
    return _out(_one(here, number))
