"""The kinds of subject that the queue's standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.queues.actions.keeping import TICKET
from guanjia.frontdesk.queues.actions.peaks import PEAK
from guanjia.frontdesk.queues.models import PeakPlan, Ticket
from guanjia.frontdesk.queues.rules.tickets import FIRST
from guanjia.kernel.words import gettext_noop as N_

TICKET_MOMENTS = ("taken_at", "ended_at")
TICKET_FACTS = ("alive", "business", "lane", "priority", "state")
PEAK_MOMENTS = ("starts_at", "ends_at")
PEAK_FACTS = ("alive", "cause", "expected")


def ticket_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Numbers as the planner sees them, in two queries."""
    rows = list(Ticket.objects.filter(pk__in=ids).select_related("site", "business"))
    moves = moves_of(TICKET, list(ids))
    return [
        Snapshot(
            kind=TICKET,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.label,
            url=reverse("queues:counters", args=[row.site.code]),
            state=row.state,
            facts={
                "alive": row.state != "cancelled",
                "business": row.business.code,
                "lane": row.business.lane,
                "priority": row.priority_enum in FIRST,
                "state": row.state,
            },
            moments={"taken_at": row.taken_at, "ended_at": row.ended_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def peak_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Peaks as the planner sees them, in one query."""
    return [
        Snapshot(
            kind=PEAK,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("queues:peaks", args=[row.site.code]),
            state="called_off" if row.called_off else "planned",
            facts={"alive": not row.called_off, "cause": row.cause, "expected": row.expected_count or 0},
            moments={"starts_at": row.starts_at, "ends_at": row.ends_at},
            moves=(),
        )
        for row in PeakPlan.objects.filter(pk__in=ids).select_related("site")
    ]


KINDS = (
    SubjectKind(TICKET, N_("Number in the queue"), TICKET_MOMENTS, TICKET_FACTS, ticket_snapshots),
    SubjectKind(PEAK, N_("Peak"), PEAK_MOMENTS, PEAK_FACTS, peak_snapshots),
)
