"""What the standards of wayfinding speak about: a closed way."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.wayfinding.actions.closing import CLOSING
from guanjia.wayfinding.models import Closing

MOMENTS = ("since", "until")
FACTS = ("alive", "state")


def closing_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Closings as the planner sees them, in two queries. One that was lifted is not alive."""
    rows = list(Closing.objects.filter(pk__in=ids).select_related("site", "link__a", "link__b"))
    moves = moves_of(CLOSING, [row.pk for row in rows])
    return [
        Snapshot(
            kind=CLOSING,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.via or row.link} · {row.reason}",
            url=reverse("wayfinding:closings", args=[row.site.code]),
            state="open" if row.lifted_at else "closed",
            facts={"alive": row.lifted_at is None, "state": "open" if row.lifted_at else "closed"},
            moments={"since": row.since, "until": row.until},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(CLOSING, N_("Closed way"), MOMENTS, FACTS, closing_snapshots),)
