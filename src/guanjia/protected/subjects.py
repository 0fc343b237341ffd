"""What the standards of protected meetings speak about: the dossier."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.conference.public import OPEN_EVENT
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.protected.models import Dossier
from guanjia.protected.rules.meeting import DOSSIER

MOMENTS = ("ended_at", "staff_changed_at", "starts_at")
FACTS = ("alive", "rank")


def dossier_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Dossiers as the planner sees them, in two queries. One of an event that became classified is not alive."""
    rows = list(Dossier.objects.filter(pk__in=ids).select_related("site", "event"))
    moves = moves_of(DOSSIER, [row.pk for row in rows])
    return [
        Snapshot(
            kind=DOSSIER,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.event.ref,
            url=reverse("protected:dossier", args=[row.site.code, row.event.ref]),
            state="open",
            facts={"alive": row.event.stage in OPEN_EVENT and row.event.secrecy == "internal", "rank": row.rank},
            moments={
                "ended_at": row.event.ended_at,
                "staff_changed_at": row.staff_changed_at,
                "starts_at": row.event.starts_at,
            },
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(DOSSIER, N_("Dossier of an internal meeting"), MOMENTS, FACTS, dossier_snapshots),)
