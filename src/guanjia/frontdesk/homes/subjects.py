"""The kinds of subject of homes: passages, renovations, violations, outages."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.homes.actions.outages import OUTAGE
from guanjia.frontdesk.homes.actions.passages import PASSAGE
from guanjia.frontdesk.homes.actions.renovations import RENOVATION
from guanjia.frontdesk.homes.actions.violations import VIOLATION
from guanjia.frontdesk.homes.models import Outage, Passage, Renovation, Violation
from guanjia.frontdesk.homes.rules.outage import OutageState
from guanjia.frontdesk.homes.rules.passage import PassageState
from guanjia.frontdesk.homes.rules.renovation import OPEN, RenovationState
from guanjia.kernel.words import gettext_noop as N_


def passage_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Passages as the planner sees them; two queries."""
    rows = list(Passage.objects.filter(pk__in=ids).select_related("site", "unit"))
    moves = moves_of(PASSAGE, [row.pk for row in rows])
    return [
        Snapshot(
            kind=PASSAGE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.number} {row.unit.code}",
            url=reverse("homes:passage", args=[row.site.code, row.number]),
            state=row.state,
            facts={"alive": row.stage is not PassageState.CANCELLED, "kind": row.kind, "state": row.state},
            moments={"opened_at": row.opened_at, "planned_on": row.planned_on},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def renovation_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Renovations as the planner sees them; two queries."""
    rows = list(Renovation.objects.filter(pk__in=ids).select_related("site", "unit"))
    moves = moves_of(RENOVATION, [row.pk for row in rows])
    return [
        Snapshot(
            kind=RENOVATION,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.number} {row.unit.code}",
            url=reverse("homes:renovation", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.stage is not RenovationState.CANCELLED,
                "open": row.stage in OPEN,
                "began": row.began_at is not None,
                "deposit": row.deposit_taken_on is not None,
                "common": row.touches_common,
                "state": row.state,
            },
            moments={
                "told_at": row.told_at,
                "began_at": row.began_at,
                "planned_until": row.planned_until,
                "finished_at": row.finished_at,
            },
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def violation_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Violations as the planner sees them; two queries."""
    rows = list(Violation.objects.filter(pk__in=ids).select_related("site", "renovation__unit"))
    moves = moves_of(VIOLATION, [row.pk for row in rows])
    return [
        Snapshot(
            kind=VIOLATION,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.renovation.number} {row.renovation.unit.code}",
            url=reverse("homes:renovation", args=[row.site.code, row.renovation.number]),
            state=row.state,
            facts={"kind": row.kind, "state": row.state},
            moments={"found_at": row.found_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def outage_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Outages as the planner sees them; two queries."""
    rows = list(Outage.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(OUTAGE, [row.pk for row in rows])
    return [
        Snapshot(
            kind=OUTAGE,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.number} {row.words}",
            url=reverse("homes:outage", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.stage is not OutageState.WITHDRAWN,
                "kind": row.kind,
                "planned": row.planned,
                "state": row.state,
            },
            moments={"starts_at": row.starts_at, "expected_end": row.expected_end, "announced_at": row.announced_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(
        PASSAGE, N_("Change of people"), ("opened_at", "planned_on"), ("alive", "kind", "state"), passage_snapshots
    ),
    SubjectKind(
        RENOVATION,
        N_("Renovation"),
        ("told_at", "began_at", "planned_until", "finished_at"),
        ("alive", "open", "began", "deposit", "common", "state"),
        renovation_snapshots,
    ),
    SubjectKind(VIOLATION, N_("Violation"), ("found_at",), ("kind", "state"), violation_snapshots),
    SubjectKind(
        OUTAGE,
        N_("Outage notice"),
        ("starts_at", "expected_end", "announced_at"),
        ("alive", "kind", "planned", "state"),
        outage_snapshots,
    ),
)
