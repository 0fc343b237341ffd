"""What the standards of clientele speak about: reviews, returning clients, proposals, the site itself."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.clientele.actions.clients import VISIT
from guanjia.clientele.actions.proposals import PROPOSAL
from guanjia.clientele.actions.reviews import REVIEW
from guanjia.clientele.models import Proposal, Review, Visit
from guanjia.conference.public import NOT_HELD
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind, site_kind
from guanjia.kernel.words import gettext_noop as N_

SITE = "clientele.site"
LOW = 2


def review_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Reviews in two queries."""
    rows = list(Review.objects.filter(pk__in=ids).select_related("site", "event"))
    moves = moves_of(REVIEW, [row.pk for row in rows])
    return [
        Snapshot(
            kind=REVIEW,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.ref} {'★' * row.score}",
            url=reverse("clientele:review", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"low": row.score <= LOW, "state": row.state, "alive": row.state == "shown"},
            moments={"given_at": row.given_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def visit_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Returning clients in one query."""
    rows = Visit.objects.filter(pk__in=ids).select_related("site", "event", "organisation")
    return [
        Snapshot(
            kind=VISIT,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev + row.event.rev,
            label=f"{row.event.ref} {row.organisation}",
            url=reverse("clientele:client", args=[row.site.code, row.organisation_id]),
            state="open",
            facts={
                "alive": row.event.stage not in NOT_HELD,
                "fiscal": row.event.regime == "fiscal",
            },
            moments={"starts_at": row.event.starts_at, "ended_at": row.event.ended_at},
        )
        for row in rows
    ]


def proposal_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Proposals in two queries."""
    rows = list(Proposal.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(PROPOSAL, [row.pk for row in rows])
    return [
        Snapshot(
            kind=PROPOSAL,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.number} {row.title}",
            url=reverse("clientele:proposal", args=[row.site.code, row.pk]),
            state=row.state,
            facts={"state": row.state},
            moments={"trial_ends_at": row.trial_ends_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (
    SubjectKind(REVIEW, N_("Review"), ("given_at",), ("alive", "low", "state"), review_snapshots),
    SubjectKind(VISIT, N_("Returning client"), ("ended_at", "starts_at"), ("alive", "fiscal"), visit_snapshots),
    SubjectKind(PROPOSAL, N_("Proposal"), ("trial_ends_at",), ("state",), proposal_snapshots),
    site_kind(SITE, N_("Word of mouth of the site"), "clientele:clients"),
)
