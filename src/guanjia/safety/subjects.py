"""The kinds of subjects that safety standards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.safety.actions.concerns import CONCERN
from guanjia.safety.actions.warnings import WARNING
from guanjia.safety.actions.watching import SITE, WATCH
from guanjia.safety.models import Concern, FraudWarning, WatchEntry
from guanjia.safety.rules.warnings import WarningState, still_to_post
from guanjia.safety.rules.watching import KEPT


def concern_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Observations, in two queries."""
    rows = list(Concern.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(CONCERN, [row.pk for row in rows])
    return [
        Snapshot(
            kind=CONCERN,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.number,
            url=reverse("safety:concern", args=[row.site.code, row.number]),
            state=row.state,
            facts={"alive": row.closed_at is None, "kind": row.kind, "paid": row.paid, "state": row.state},
            moments={"seen_at": row.seen_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def watch_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Entries of the list; the label names nobody."""
    rows = list(WatchEntry.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(WATCH, [row.pk for row in rows])
    return [
        Snapshot(
            kind=WATCH,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"#{row.pk}",
            url=reverse("safety:watch", args=[row.site.code]),
            state=row.state,
            facts={"alive": row.stage in KEPT, "state": row.state},
            moments={"entered_at": row.entered_at, "ends_at": row.ends_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def warning_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Fraud warnings with what is still to be posted, in two queries."""
    rows = FraudWarning.objects.filter(pk__in=ids).select_related("site").prefetch_related("postings")
    return [
        Snapshot(
            kind=WARNING,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.title,
            url=reverse("safety:warning", args=[row.site.code, row.pk]),
            state=row.state,
            facts={
                "open_channels": len(
                    still_to_post({each.channel for each in row.postings.all()}, for_elderly=row.for_elderly)
                )
                if row.stage is WarningState.PUBLISHED
                else 0,
                "state": row.state,
            },
            moments={"published_at": row.published_at},
            moves=(),
        )
        for row in rows
    ]


def site_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Sites as bearers of what safety owes regularly, in two queries."""
    rows = list(Site.objects.filter(pk__in=ids))
    moves = moves_of(SITE, [row.pk for row in rows])
    return [
        Snapshot(
            kind=SITE,
            id=row.pk,
            site_id=row.pk,
            rev=1 + len(moves.get(row.pk, ())),
            label=row.name,
            url=reverse("safety:warnings", args=[row.code]),
            state="open",
            facts={"code": row.code},
            moments={},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(CONCERN, N_("Observation"), ("seen_at",), ("alive", "kind", "paid", "state"), concern_snapshots),
    SubjectKind(WATCH, N_("Entry of the watch list"), ("entered_at", "ends_at"), ("alive", "state"), watch_snapshots),
    SubjectKind(WARNING, N_("Fraud warning"), ("published_at",), ("open_channels", "state"), warning_snapshots),
    SubjectKind(SITE, N_("Safety of the site"), (), ("code",), site_snapshots),
)
