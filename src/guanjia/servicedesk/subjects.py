"""The kinds of subject that the standards of the service desk speak about."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import setting
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.models import ServiceRequest, WorkOrder
from guanjia.servicedesk.rules.kinds import limits_of
from guanjia.servicedesk.rules.orders import POST_OF_KIND, OrderKind, OrderState
from guanjia.servicedesk.rules.requests import WORKED_ON

ORDER = "servicedesk.work_order"
REQUEST = "servicedesk.request"
PROMISE_15 = "servicedesk.promise_15"
COMPENSATION = "servicedesk.compensation"
ORDER_MOMENTS = ("opened_at", "completed_at")
ORDER_FACTS = ("alive", "kind", "post", "requested", "state", "urgency")
REQUEST_MOMENTS = ("appointment_from", "appointment_to", "opened_at", "completed_at", "closed_at")
REQUEST_FACTS = (
    "arrival", "category", "channel", "kind", "live", "resolution", "response", "state", "urgency", "worked_on",
)  # fmt: skip


def order_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Work orders as the planner sees them, in two queries: the rows and their journal, which holds the moves."""
    rows = list(WorkOrder.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(ORDER, [row.pk for row in rows])
    return [
        Snapshot(
            kind=ORDER,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("servicedesk:order", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.stage is not OrderState.CANCELLED,
                "kind": row.kind,
                "post": row.post or POST_OF_KIND[OrderKind(row.kind)],
                "requested": row.request_id is not None,
                "state": row.state,
                "urgency": row.urgency,
            },
            moments={"opened_at": row.opened_at, "completed_at": row.completed_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def request_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Requests as the planner sees them, in two queries. One with an appointment owes no arrival besides it; one of the
    past owes nothing (`live` is false)."""
    rows = list(ServiceRequest.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(REQUEST, [row.pk for row in rows])
    return [_request(row, moves.get(row.pk, ())) for row in rows]


def _request(row: ServiceRequest, moves: tuple[tuple[str, datetime], ...]) -> Snapshot:
    limits = limits_of(row.sort, row.urgency, bool(setting(row.site, PROMISE_15)))
    return Snapshot(
        kind=REQUEST,
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev,
        label=str(row),
        url=reverse("servicedesk:request", args=[row.site.code, row.number]),
        state=row.state,
        facts={
            "arrival": "" if row.appointment_to else limits.arrival,
            "category": row.category,
            "channel": row.channel,
            "kind": row.kind,
            "live": not row.history,
            "resolution": limits.resolution,
            "response": limits.response,
            "state": row.state,
            "urgency": row.urgency,
            "worked_on": row.stage in WORKED_ON,
        },
        moments={
            "appointment_from": row.appointment_from,
            "appointment_to": row.appointment_to,
            "opened_at": row.opened_at,
            "completed_at": row.completed_at,
            "closed_at": row.closed_at,
        },
        moves=moves,
    )


KINDS = (
    SubjectKind(ORDER, N_("Work order"), ORDER_MOMENTS, ORDER_FACTS, order_snapshots),
    SubjectKind(REQUEST, N_("Service request"), REQUEST_MOMENTS, REQUEST_FACTS, request_snapshots),
)
