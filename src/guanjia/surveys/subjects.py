"""What the standards of surveys speak about: the survey that is open, the improvement plan."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.surveys.actions.building import STUDY
from guanjia.surveys.actions.improving import PLAN
from guanjia.surveys.models import ImprovementPlan, Study


def study_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Surveys built on the screen."""
    rows = list(Study.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(STUDY, [row.pk for row in rows])
    return [
        Snapshot(
            kind=STUDY, id=row.pk, site_id=row.site_id, rev=row.rev, label=row.title,
            url=reverse("surveys:study", args=[row.site.code, row.pk]), state=row.state, facts={"state": row.state},
            moments={"closes_at": row.closes_at}, moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def plan_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Improvement plans."""
    rows = list(ImprovementPlan.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(PLAN, [row.pk for row in rows])
    return [
        Snapshot(
            kind=PLAN, id=row.pk, site_id=row.site_id, rev=row.rev, label=str(row),
            url=reverse("surveys:study", args=[row.site.code, row.study_id]), state=row.state,
            facts={"section": row.section, "state": row.state}, moments={"due_on": row.due_on},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


KINDS = (
    SubjectKind(STUDY, N_("Survey of owners"), ("closes_at",), ("state",), study_snapshots),
    SubjectKind(PLAN, N_("Improvement plan"), ("due_on",), ("section", "state"), plan_snapshots),
)
