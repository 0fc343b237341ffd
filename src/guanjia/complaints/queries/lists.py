"""Which complaints, and what they say together."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from guanjia.complaints.models import Complaint, OutsideOrder
from guanjia.complaints.permissions import works
from guanjia.complaints.rules.nature import Kind, Wave, wave_of
from guanjia.complaints.rules.outside import OUTSIDE_OPEN, OutsideState, Rates, Sender, rates
from guanjia.complaints.rules.states import OPEN, ComplaintState, Level
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import is_auditor
from guanjia.ui.card import PanelRow, Whom


def complaint_list(
    site: Site, *, show: str = "open", words: str = "", kind: str = "", level: str = ""
) -> QuerySet[Complaint]:
    """Complaints of the site, the gravest and oldest open ones first; `show` is open, all, again or a state."""
    rows = Complaint.objects.filter(site=site).select_related("unit", "person", "owner", "outside")
    if show == "open":
        rows = rows.filter(state__in=OPEN)
    elif show == "again":
        rows = rows.exclude(earlier=None)
    elif show in set(ComplaintState):
        rows = rows.filter(state=show)
    if kind in set(Kind):
        rows = rows.filter(kind=kind)
    if level in set(Level):
        rows = rows.filter(level=level)
    if words:
        rows = rows.filter(Q(problem__icontains=words) | Q(number__icontains=words) | Q(unit__code__icontains=words))
    return rows.order_by("received_at", "pk") if show == "open" else rows.order_by("-received_at", "-pk")


def complaints_of(
    site: Site, *, unit_ids: Collection[int] = (), person_ids: Collection[int] = ()
) -> QuerySet[Complaint]:
    """Complaints of these households or persons, newest first."""
    same = Q(unit_id__in=list(unit_ids)) | Q(person_id__in=list(person_ids))
    return Complaint.objects.filter(same, site=site).order_by("-received_at", "-pk")


def open_complaints_of(
    site: Site, *, unit_ids: Collection[int] = (), person_ids: Collection[int] = ()
) -> QuerySet[Complaint]:
    """Those of them that are still open."""
    return complaints_of(site, unit_ids=unit_ids, person_ids=person_ids).filter(state__in=OPEN)


def card_rows(site: Site, whom: Whom, user: Any, at: Any) -> Sequence[PanelRow]:
    """The caller card: open complaints of the household, then the last one that ended. One query."""
    rows = list(complaints_of(site, unit_ids=whom.unit_ids, person_ids=whom.person_ids)[:8])
    shown = [row for row in rows if row.is_open] or rows[:1]
    return [
        PanelRow(
            text=row.problem[:40],
            url=reverse("complaints:complaint", args=[site.code, row.number]),
            mark=row.stage,
            note=f"{row.number} {local(site, row.received_at):%m-%d}",
        )
        for row in shown
    ]


def wave_of_complaint(complaint: Complaint) -> Wave | None:
    """The wave of the project's life it falls into, by the unit's hand-over (CMPL-015)."""
    delivered = complaint.unit.delivered_on if complaint.unit is not None else None
    return wave_of(delivered, local(complaint.site, complaint.received_at).date())


def outside_list(site: Site, *, show: str = "open") -> QuerySet[OutsideOrder]:
    """Orders from outside, what is due first on top."""
    rows = OutsideOrder.objects.filter(site=site).select_related("complaint__unit", "complaint__person")
    if show == "open":
        return rows.filter(state__in=OUTSIDE_OPEN).order_by("reply_due", "pk")
    return rows.order_by("-received_at", "-pk")


def rates_by_sender(site: Site) -> list[tuple[Sender, Rates]]:
    """Response, solution and satisfaction of the orders that were replied to, by sender; one query."""
    found: dict[str, list[tuple[bool, bool | None, bool | None]]] = {}
    done = OutsideOrder.objects.filter(site=site, state=OutsideState.REPLIED)
    for row in done.only("sender", "contacted_at", "contact_due", "solved", "satisfied"):
        in_time = row.contacted_at is not None and (row.contact_due is None or row.contacted_at <= row.contact_due)
        found.setdefault(row.sender, []).append((in_time, row.solved, row.satisfied))
    return [(Sender(sender), rates(rows)) for sender, rows in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many complaints of a kind, and how many of them are open."""

    kind: Kind
    total: int
    open: int


def counts_by_kind(site: Site) -> list[KindCount]:
    """By kind, the most frequent first; one query."""
    rows = Complaint.objects.filter(site=site).values("kind").annotate(
        total=Count("pk"), open=Count("pk", filter=Q(state__in=OPEN))
    )  # fmt: skip
    return [KindCount(Kind(row["kind"]), row["total"], row["open"]) for row in rows.order_by("-total", "kind")]


def findable(user: Any, site: Site, ids: list[int]) -> Collection[int]:
    """Which of these the one box may show: whoever works with complaints finds them, others none."""
    return ids if works(user, site) or is_auditor(user, site) else ()
