"""The kinds of subject of the day itself and after: fault, complaint."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse

from guanjia.conference.models import Complaint, FaultRecord
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_

FAULT = "conference.fault"
COMPLAINT = "conference.complaint"
FAULT_MOMENTS = ("happened_at", "reported_at", "mitigated_at", "tested_at", "closed_at")
FAULT_FACTS = ("alive", "grade", "kind", "playbook", "solved_first", "state")
COMPLAINT_MOMENTS = ("heard_at", "promised_at", "solved_at")
COMPLAINT_FACTS = ("alive", "kind", "state")


def fault_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Faults as the planner sees them, in one query."""
    rows = FaultRecord.objects.filter(pk__in=ids).select_related("site", "order", "block__room")
    return [
        Snapshot(
            kind=FAULT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.order.number} {row.block.room.name}",
            url=reverse("conference:fault", args=[row.site.code, row.pk]),
            state=row.state,
            facts={
                "alive": True,
                "grade": row.grade,
                "kind": row.kind,
                "playbook": row.playbook,
                "solved_first": row.solved_first,
                "state": row.state,
            },
            moments={name: getattr(row, name) for name in FAULT_MOMENTS},
            moves=_moves(("mitigate", row.mitigated_at), ("test", row.tested_at), ("close", row.closed_at)),
        )
        for row in rows
    ]


def complaint_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Complaints as the planner sees them, in one query."""
    rows = Complaint.objects.filter(pk__in=ids).select_related("site", "event")
    return [
        Snapshot(
            kind=COMPLAINT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.event.ref,
            url=reverse("conference:complaint", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"alive": True, "kind": row.kind, "state": row.state},
            moments={name: getattr(row, name) for name in COMPLAINT_MOMENTS},
            moves=_moves(("solve", row.solved_at)),
        )
        for row in rows
    ]


def _moves(*pairs: tuple[str, datetime | None]) -> tuple[tuple[str, datetime], ...]:
    known = [(name, moment) for name, moment in pairs if moment is not None]
    return tuple(sorted(known, key=lambda pair: pair[1]))


DAYOF_KINDS = (
    SubjectKind(FAULT, N_("Fault in a meeting"), FAULT_MOMENTS, FAULT_FACTS, fault_snapshots),
    SubjectKind(COMPLAINT, N_("Complaint about a meeting"), COMPLAINT_MOMENTS, COMPLAINT_FACTS, complaint_snapshots),
)
