"""What the reception group owes: its day, documents that circulate, errands."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.reception.models import Circulation, Errand, Group
from guanjia.reception.rules.kinds import ERRAND, GROUP, PAPER

PAPER_MOMENTS = ("brought_at", "wanted_at", "collected_at", "hand_due_at", "handed_at")


def group_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Reception groups, in one query."""
    return [
        Snapshot(
            GROUP, row.pk, row.site_id, row.rev, row.site.name, reverse("reception:office", args=[row.site.code]), "open",
            {"alive": True, "leaders": row.leaders, "floors": row.floors}, {"begun_at": row.begun_at},
        )
        for row in Group.objects.filter(pk__in=ids).select_related("site")
    ]  # fmt: skip


def paper_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Documents that circulate, in two queries; the label is the number only."""
    rows = list(Circulation.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(PAPER, [row.pk for row in rows])
    return [
        Snapshot(
            PAPER, row.pk, row.site_id, row.rev, row.number, reverse("reception:office", args=[row.site.code]), row.state,
            {"alive": row.state != "handed", "state": row.state}, {name: getattr(row, name) for name in PAPER_MOMENTS},
            moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


def errand_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Errands, in two queries."""
    rows = list(Errand.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(ERRAND, [row.pk for row in rows])
    return [
        Snapshot(
            ERRAND, row.pk, row.site_id, row.rev, row.words[:60], reverse("reception:office", args=[row.site.code]),
            "done" if row.done_at else "open", {"alive": row.done_at is None},
            {"noted_at": row.noted_at, "due_at": row.due_at, "done_at": row.done_at}, moves[row.pk],
        )
        for row in rows
    ]  # fmt: skip


GROUP_KINDS = (
    SubjectKind(GROUP, N_("Reception group"), ("begun_at",), ("alive", "floors", "leaders"), group_snapshots),
    SubjectKind(PAPER, N_("Document that circulates"), PAPER_MOMENTS, ("alive", "state"), paper_snapshots),
    SubjectKind(ERRAND, N_("Task from an office"), ("noted_at", "due_at", "done_at"), ("alive",), errand_snapshots),
)
