"""How far the duties of a subject are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from guanjia.duties.public import Duty, DutyState, lines_of


@dataclass
class DutyCount:
    """Scored and gating duties of one subject: `late` counts what is past due and still not done."""

    total: int = 0
    done: int = 0
    late: int = 0
    next_due_at: datetime | None = None
    next_title: str = ""


def count_duties(kind: str, ids: Iterable[int], now: datetime) -> dict[int, DutyCount]:
    """Counts by subject id without refills and other ambient duties; constant queries for any number of subjects."""
    rows = Duty.objects.filter(subject_kind=kind, subject_id__in=list(ids), ambient=False).exclude(
        state=DutyState.WITHDRAWN
    )
    done = Q(state__in=[DutyState.ON_TIME, DutyState.LATE])
    late = Q(state=DutyState.MISSED) | Q(state=DutyState.OPEN, due_at__lt=now)
    counts = {
        row["subject_id"]: DutyCount(row["total"], row["done"], row["late"])
        for row in rows.values("subject_id").annotate(
            total=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=late)
        )
    }
    waiting = rows.filter(state=DutyState.OPEN).select_related("place").order_by("due_at", "pk")
    for line in lines_of(waiting):
        count = counts[line.duty.subject_id]
        if count.next_due_at is None:
            count.next_due_at, count.next_title = line.duty.due_at, line.title
    return counts
