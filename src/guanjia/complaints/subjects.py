"""What the standards of complaints speak about: the complaint, the order from outside, the item of public opinion."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.complaints.actions.moving import COMPLAINT
from guanjia.complaints.actions.opinion import OPINION
from guanjia.complaints.actions.outside import OUTSIDE
from guanjia.complaints.models import Complaint, OpinionItem, OutsideOrder
from guanjia.complaints.rules.departments import DEPARTMENTS
from guanjia.complaints.rules.states import ComplaintState
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_

COMPLAINT_MOMENTS = ("received_at", "next_reply_at", "closed_at")
COMPLAINT_FACTS = ("channel", "department_post", "kind", "level", "open", "promised", "state")
OUTSIDE_MOMENTS = ("received_at", "sign_due", "contact_due", "reply_due", "replied_at")
OUTSIDE_FACTS = ("city", "open", "sender", "state")
OPINION_FACTS = ("state",)
DROPPED = frozenset({ComplaintState.WITHDRAWN, ComplaintState.INVALID})
"""Nobody waits for a promised reply any more."""


def complaint_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Complaints as the planner sees them, in two queries: the rows and their journal, which holds the moves."""
    rows = list(Complaint.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(COMPLAINT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=COMPLAINT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.number} {row.problem[:40]}",
            url=reverse("complaints:complaint", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "channel": row.channel,
                "department_post": DEPARTMENTS[row.department].post if row.department in DEPARTMENTS else "",
                "kind": row.kind,
                "level": row.level,
                "open": row.is_open,
                "promised": row.next_reply_at is not None and row.stage not in DROPPED,
                "state": row.state,
            },
            moments={name: getattr(row, name) for name in COMPLAINT_MOMENTS},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def outside_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Orders from outside, in two queries."""
    rows = list(OutsideOrder.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(OUTSIDE, [row.pk for row in rows])
    return [
        Snapshot(
            kind=OUTSIDE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.outside_number,
            url=reverse("complaints:outside_order", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"city": row.city, "open": row.is_open, "sender": row.sender, "state": row.state},
            moments={name: getattr(row, name) for name in OUTSIDE_MOMENTS},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def opinion_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Items of public opinion, in two queries."""
    rows = list(OpinionItem.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(OPINION, [row.pk for row in rows])
    return [
        Snapshot(
            kind=OPINION,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.title,
            url=reverse("complaints:opinion", args=[row.site.code]),
            state=row.state,
            facts={"state": row.state},
            moments={"seen_at": row.seen_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(COMPLAINT, N_("Complaint"), COMPLAINT_MOMENTS, COMPLAINT_FACTS, complaint_snapshots),
    SubjectKind(OUTSIDE, N_("Order from outside"), OUTSIDE_MOMENTS, OUTSIDE_FACTS, outside_snapshots),
    SubjectKind(OPINION, N_("Item of public opinion"), ("seen_at",), OPINION_FACTS, opinion_snapshots),
)
