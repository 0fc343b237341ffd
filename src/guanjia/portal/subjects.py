"""The kind of subject that the portal's standards speak about."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.portal.actions.announcing import ANNOUNCEMENT
from guanjia.portal.actions.family import FAMILY_ASK
from guanjia.portal.actions.privacy import ASK
from guanjia.portal.models import Announcement, ErasureAsk, FamilyAsk, PostingPlace

MOMENTS = ("published_at",)
FACTS = ("state", "kind", "has_places")


def announcement_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Notices as the planner sees them, in three queries."""
    rows = list(Announcement.objects.filter(pk__in=ids).select_related("site"))
    sites = {row.site_id for row in rows}
    posted = set(PostingPlace.objects.filter(site__in=sites, active=True).values_list("site_id", flat=True))
    moves = moves_of(ANNOUNCEMENT, [row.pk for row in rows])
    return [
        Snapshot(
            kind=ANNOUNCEMENT, id=row.pk, site_id=row.site_id, rev=row.rev, label=str(row),
            url=reverse("portal:announcement", args=[row.site.code, row.number]), state=row.state,
            facts={"state": row.state, "kind": row.kind, "has_places": row.site_id in posted},
            moments={"published_at": row.published_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def family_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Named family members as the planner sees them, in two queries."""
    return _asks(FAMILY_ASK, FamilyAsk, "portal:family_asks", ids)


def erasure_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Wishes to be erased as the planner sees them, in two queries."""
    return _asks(ASK, ErasureAsk, "portal:erasures", ids)


def _asks(kind: str, model: type[Any], url_name: str, ids: Collection[int]) -> list[Snapshot]:
    moves = moves_of(kind, list(ids))
    return [
        Snapshot(
            kind=kind, id=row.pk, site_id=row.site_id, rev=row.rev, label=str(row),
            url=reverse(url_name, args=[row.site.code]), state=row.state, facts={"state": row.state},
            moments={"asked_at": row.asked_at}, moves=moves.get(row.pk, ()),
        )
        for row in model.objects.filter(pk__in=ids).select_related("site")
    ]  # fmt: skip


KINDS = (
    SubjectKind(ANNOUNCEMENT, N_("Notice to households"), MOMENTS, FACTS, announcement_snapshots),
    SubjectKind(FAMILY_ASK, N_("Family member to confirm"), ("asked_at",), ("state",), family_snapshots),
    SubjectKind(ASK, N_("Wish to be erased"), ("asked_at",), ("state",), erasure_snapshots),
)
