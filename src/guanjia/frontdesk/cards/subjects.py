"""The kind of subject that standards about cards speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.rules.cards import OPENS, CardState, Evidence
from guanjia.kernel.words import gettext_noop as N_

CARD = "cards.card"
MOMENTS = ("applied_at", "ended_at", "valid_until")
FACTS = ("alive", "card_class", "seen", "state")
OVER = OPENS | {CardState.SUSPENDED}


def card_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Cards as the planner sees them, in two queries: the rows and their journal, which holds the moves."""
    rows = list(Card.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(CARD, [row.pk for row in rows])
    return [
        Snapshot(
            kind=CARD,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=str(row),
            url=reverse("cards:card", args=[row.site.code, row.number]),
            state=row.state,
            facts={
                "alive": row.stage in OVER,
                "card_class": row.card_class,
                "seen": row.evidence != Evidence.NONE,
                "state": row.state,
            },
            moments={"applied_at": row.applied_at, "ended_at": row.ended_at, "valid_until": row.valid_until},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(CARD, N_("Access card"), MOMENTS, FACTS, card_snapshots),)
