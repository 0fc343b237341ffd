"""Which work orders."""

from typing import Any

from django.db.models import Q, QuerySet

from guanjia.foundation.files.public import FileHold, StoredFile
from guanjia.foundation.sites.public import Site
from guanjia.people.public import is_auditor
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.permissions import sees_orders
from guanjia.servicedesk.rules.orders import OPEN_ORDER, OrderKind, OrderState

S = OrderState
BEFORE, AFTER = "servicedesk.order_before", "servicedesk.order_after"
NEXT: dict[OrderState, tuple[OrderState, ...]] = {
    S.NEW: (S.ACCEPTED, S.CANCELLED),
    S.DISPATCHED: (S.ACCEPTED, S.CANCELLED),
    S.ACCEPTED: (S.IN_PROGRESS, S.ON_HOLD),
    S.IN_PROGRESS: (S.COMPLETED, S.ON_HOLD),
    S.ON_HOLD: (S.IN_PROGRESS,),
    S.COMPLETED: (S.VERIFIED, S.IN_PROGRESS),
    S.VERIFIED: (S.CLOSED,),
    S.CLOSED: (),
    S.CANCELLED: (),
}
"""The buttons of each state, the main one first."""


def order_list(site: Site, *, show: str = "open", words: str = "", kind: str = "") -> QuerySet[WorkOrder]:
    """Orders of the site, newest first; `show` is open, all or a state."""
    rows = WorkOrder.objects.filter(site=site).select_related("place", "assignee")
    if show == "open":
        rows = rows.filter(state__in=OPEN_ORDER)
    elif show in set(OrderState):
        rows = rows.filter(state=show)
    if kind in set(OrderKind):
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(place__name__icontains=words))
    return rows.order_by("-opened_at", "-pk")


def mine(user: object, site: Site) -> QuerySet[WorkOrder]:
    """What the user has to do, what a meeting waits for first."""
    rows = WorkOrder.objects.filter(
        site=site, assignee=user, state__in=OPEN_ORDER - {S.COMPLETED, S.VERIFIED}
    ).select_related("place")
    return rows.order_by("urgency", "opened_at")


def orders_about(kind: str, pk: int) -> QuerySet[WorkOrder]:
    """Orders about one subject, oldest first."""
    return (
        WorkOrder.objects.filter(subject_kind=kind, subject_id=pk)
        .select_related("place", "assignee")
        .order_by("opened_at")
    )


def open_orders_about(kind: str, pk: int) -> QuerySet[WorkOrder]:
    """Those of them that are still open."""
    return orders_about(kind, pk).filter(state__in=OPEN_ORDER)


def photos_of(order: WorkOrder) -> QuerySet[StoredFile]:
    """The photos that came with the report: its own and those of the request that it was made for (LESSONS 5)."""
    ours = Q(holds__holder_kind="servicedesk.work_order", holds__holder_id=order.pk)
    if order.request_id is not None:
        ours |= Q(holds__holder_kind="servicedesk.request", holds__holder_id=order.request_id)
    return StoredFile.objects.filter(ours).distinct().order_by("pk")


def work_photos(order: WorkOrder) -> list[tuple[bool, StoredFile]]:
    """(from after the work, file) of the photos taken at the work, oldest first; one query."""
    holds = FileHold.objects.filter(holder_kind__in=(BEFORE, AFTER), holder_id=order.pk).select_related("file")
    return [(each.holder_kind == AFTER, each.file) for each in holds.order_by("pk")]


def may_see_photo(user: Any, site: Site, order_id: int) -> bool:
    """Whoever works at the order's site, and its auditors."""
    if not (sees_orders(user, site) or is_auditor(user, site)):
        return False
    return WorkOrder.objects.filter(pk=order_id, site=site).exists()
