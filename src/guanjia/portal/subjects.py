"""The kind of subject that the portal's standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import timelines
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.portal.actions.announcing import ANNOUNCEMENT
from guanjia.portal.models import Announcement, PostingPlace

MOMENTS = ("published_at",)
FACTS = ("state", "kind", "has_places")


def announcement_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Notices as the planner sees them, in three queries."""
    rows = list(Announcement.objects.filter(pk__in=ids).select_related("site"))
    sites = {row.site_id for row in rows}
    posted = set(PostingPlace.objects.filter(site__in=sites, active=True).values_list("site_id", flat=True))
    moves = timelines(ANNOUNCEMENT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=ANNOUNCEMENT, id=row.pk, site_id=row.site_id, rev=row.rev, label=str(row),
            url=reverse("portal:announcement", args=[row.site.code, row.number]), state=row.state,
            facts={"state": row.state, "kind": row.kind, "has_places": row.site_id in posted},
            moments={"published_at": row.published_at},
            moves=tuple((entry.action, entry.at) for entry in moves.get(row.pk, [])),
        )
        for row in rows
    ]  # fmt: skip


KINDS = (SubjectKind(ANNOUNCEMENT, N_("Notice to households"), MOMENTS, FACTS, announcement_snapshots),)
