"""Which duties: mine, the board's, the overdue, a subject's."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from guanjia.duties.models import Duty, Evidence
from guanjia.duties.models.states import EvidenceStatus
from guanjia.duties.queries.lines import DutyLine, lines_of
from guanjia.duties.rules.states import LIVE, DutyState
from guanjia.foundation.sites.public import Site
from guanjia.posts.public import on_posts_at, posts_of

AHEAD = timedelta(hours=12)
BACK = timedelta(hours=12)


def with_places(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """The columns that lines need, in one query."""
    return rows.select_related("place", "site")


def owed_by(user: Any, site: Site, at: datetime) -> QuerySet[Duty]:
    """What the user owes at `at`: assigned to them, or of a post that they stand on and assigned to nobody else."""
    codes = [post.code for post in posts_of(user, site, at)]
    mine = Q(assignee=user) | Q(assignee=None, post_code__in=codes)
    return Duty.objects.filter(mine, site=site)


def my_duties(user: Any, site: Site, at: datetime, *, ahead: timedelta = AHEAD) -> list[DutyLine]:
    """What the user still owes and can see coming within `ahead`, and what they missed in the last 12 hours (it can still be
    done, late), first due first."""
    rows = owed_by(user, site, at)
    live = Q(state__in=LIVE, opens_at__lte=at + ahead)
    lost = Q(state=DutyState.MISSED, due_at__gte=at - BACK)
    return lines_of(with_places(rows.filter(live | lost)).order_by("due_at", "pk"))


def board(site: Site, begin: datetime, end: datetime) -> list[DutyLine]:
    """Every duty of the site due in [begin, end) that was not withdrawn, first due first."""
    rows = Duty.objects.filter(site=site, due_at__gte=begin, due_at__lt=end).exclude(state=DutyState.WITHDRAWN)
    return lines_of(with_places(rows).order_by("due_at", "pk"))


def overdue(site: Site, at: datetime) -> list[DutyLine]:
    """What is owed and past due at `at`, longest first. Paused timers are not overdue."""
    rows = Duty.objects.filter(site=site, state=DutyState.OPEN, due_at__lt=at)
    return lines_of(with_places(rows).order_by("due_at", "pk"))


def duties_of(kind: str, id: int) -> list[DutyLine]:
    """Every duty of the subject with its rounds, withdrawn ones too, by due moment."""
    rows = Duty.objects.filter(subject_kind=kind, subject_id=id)
    return lines_of(with_places(rows).order_by("due_at", "standard_code", "round"))


def evidence_of(kind: str, id: int) -> QuerySet[Evidence]:
    """Every piece of evidence about the subject, in the order of the moments that count."""
    ids = Duty.objects.filter(subject_kind=kind, subject_id=id).values("pk")
    rows = Evidence.objects.filter(duty_id__in=ids).select_related("actor", "entered_by", "duty")
    return rows.prefetch_related("photos__file").order_by("at", "received_at")


def to_review(site: Site) -> QuerySet[Evidence]:
    """Evidence that waits for a leader, longest waiting first."""
    rows = Evidence.objects.filter(
        site=site, status__in=[EvidenceStatus.REVIEW, EvidenceStatus.SHOWN_TO_LEADER], reviewed_at=None
    )
    return (
        rows.select_related("actor", "duty__place", "duty__site")
        .prefetch_related("photos__file")
        .order_by("received_at")
    )


def to_counter_sign(site: Site) -> list[DutyLine]:
    """Done duties that wait for a second signature, oldest first."""
    rows = Duty.objects.filter(site=site, counter_sign_due=True)
    return lines_of(with_places(rows).order_by("performed_at", "pk"))


def unmanned(site: Site, at: datetime, *, ahead: timedelta = AHEAD) -> list[DutyLine]:
    """Open duties due until `at + ahead` that nobody will be there to do: unassigned, and nobody rostered at the due moment."""
    rows = Duty.objects.filter(
        site=site, state=DutyState.OPEN, assignee=None, performer="", due_at__lte=at + ahead, due_at__gte=at
    )
    found = list(with_places(rows).order_by("due_at", "pk"))
    manned = on_posts_at(site, {(row.post_code, row.due_at) for row in found})
    return lines_of(row for row in found if not manned[row.post_code, row.due_at])


def evidence_note(evidence_id: Any, item: str) -> str:
    """What was noted beside a line of the checklist, or as a whole with item "". Empty when erased or never written."""
    row = Evidence.objects.filter(pk=evidence_id).values("items", "note").first()
    if row is None:
        return ""
    if not item:
        return str(row["note"])
    return next((str(each.get("note") or "") for each in row["items"] if each.get("key") == item), "")
