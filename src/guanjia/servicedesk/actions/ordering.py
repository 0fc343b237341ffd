"""Work orders made from a request."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.servicedesk.actions.moving import dispatch_order, move_order
from guanjia.servicedesk.actions.opening import Report, open_order
from guanjia.servicedesk.actions.progress import RequestRefused
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.rules.orders import OrderKind, OrderState
from guanjia.servicedesk.rules.requests import RequestState

KIND_OF_POST = {
    "environment.cleaner": OrderKind.CLEANING,
    "environment.supervisor": OrderKind.CLEANING,
    "security": OrderKind.HAZARD,
}


@transaction.atomic
def make_order(
    *, request: ServiceRequest, post: str = "", title: str = "", to_user: Any = None, actor: Any, at: datetime
) -> WorkOrder:
    """A work order for the request, with its words, place and photos (LESSONS 5); given to `to_user` at once when named.

    `post` "" = the one of its kind. One request may get several orders (REPR-019), one for each post at most while open:
    a second one for the same post returns the first. RequestRefused for a request that is over.
    """
    if request.stage in {RequestState.CLOSED, RequestState.DECLINED, RequestState.CANCELLED, RequestState.MERGED}:
        raise RequestRefused(_("The request is over."))
    post = post or request.sort.post
    number = request.orders.filter(post=post).exclude(state__in=FREE).count()
    done = request.orders.filter(post=post, state__in=FREE).count()
    if number:
        order = request.orders.filter(post=post).exclude(state__in=FREE).select_related("site", "request").get()
    else:
        report = Report(
            title=title or request.title,
            kind=KIND_OF_POST.get(post, OrderKind.REPAIR),
            urgency=request.urgency_enum,
            description="\n".join(filter(None, (request.where, request.description))),
            place_id=request.place_id,
            subject=(request.subject_kind, request.subject_id),
            source_key=f"request:{request.pk}:{post}:{done}",
            request_id=request.pk,
            post=post,
            skill=request.sort.skill,
        )
        order = open_order(site=request.site, report=report, actor=actor, at=at)
    order.request = request
    if to_user is not None:
        dispatch_order(order=order, to_user=to_user, actor=actor, at=at)
    return order


FREE = (OrderState.COMPLETED, OrderState.VERIFIED, OrderState.CLOSED, OrderState.CANCELLED)


@transaction.atomic
def make_orders(*, request: ServiceRequest, posts: Sequence[str], actor: Any, at: datetime) -> list[WorkOrder]:
    """One order for each department that has to help: record, close the site, buy, guard (REPR-019)."""
    return [make_order(request=request, post=post, actor=actor, at=at) for post in dict.fromkeys(posts)]


@transaction.atomic
def settle_orders(*, request: ServiceRequest, actor: Any, at: datetime) -> None:
    """The owner has had the last word: what was done for it is verified and closed."""
    for order in request.orders.select_related("site").filter(state__in=(OrderState.COMPLETED, OrderState.VERIFIED)):
        if order.stage is OrderState.COMPLETED:
            move_order(order=order, to=OrderState.VERIFIED, actor=actor, at=at, alone=True)
        move_order(order=order, to=OrderState.CLOSED, actor=actor, at=at, alone=True)
