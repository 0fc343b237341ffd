"""Subjects that nobody writes: a site as the bearer of what is owed there regularly, a post, an archive."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.urls import reverse

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.cursors import changed
from guanjia.foundation.subjects.models import PlanCursor
from guanjia.foundation.subjects.registry import Snapshot, SubjectKind


def begin(kind_code: str, subject_id: int, *, site: Site, at: datetime) -> None:
    """Let the planner know the subject from now on; once it does, a further call costs one look and changes nothing."""
    if not PlanCursor.objects.filter(kind=kind_code, subject_id=subject_id).exists():
        changed(kind_code, [subject_id], site=site, at=at)


def site_kind(code: str, label: str, url_name: str) -> SubjectKind:
    """The kind under which a module's promises hang on the site itself: its id is the site's, `url_name` takes the site's code.

    It has no moments and no moves; its one fact is the site's code. Snapshots cost one query.
    """

    def snapshots(ids: Iterable[int]) -> Collection[Snapshot]:
        rows = Site.objects.filter(pk__in=list(ids))
        return [
            Snapshot(
                code, row.pk, row.pk, 1, row.name, reverse(url_name, args=[row.code]), "open", {"code": row.code}, {}
            )
            for row in rows
        ]

    return SubjectKind(code, label, (), ("code",), snapshots)
