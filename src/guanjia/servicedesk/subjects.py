"""The kind of subject that work-order standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import timelines
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.rules.orders import POST_OF_KIND, OrderKind, OrderState

ORDER = "servicedesk.work_order"
MOMENTS = ("opened_at", "completed_at")
FACTS = ("alive", "kind", "post", "state", "urgency")


def order_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Work orders as the planner sees them, in two queries: the rows and their journal, which holds the moves."""
    rows = list(WorkOrder.objects.filter(pk__in=ids).select_related("site"))
    moves = timelines(ORDER, [row.pk for row in rows])
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
                "post": POST_OF_KIND[OrderKind(row.kind)],
                "state": row.state,
                "urgency": row.urgency,
            },
            moments={"opened_at": row.opened_at, "completed_at": row.completed_at},
            moves=tuple((entry.action, entry.at) for entry in moves.get(row.pk, [])),
        )
        for row in rows
    ]


KINDS = (SubjectKind(ORDER, N_("Work order"), MOMENTS, FACTS, order_snapshots),)
