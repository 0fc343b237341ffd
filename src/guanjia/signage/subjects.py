"""What the standards of signage speak about: a screen."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.signage.actions.screens import SCREEN
from guanjia.signage.models import Screen

MOMENTS = ("silent_since",)
FACTS = ("alive", "hangs", "state")


def screen_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Screens as the planner sees them, in two queries. One that was taken down is not alive."""
    rows = list(Screen.objects.filter(pk__in=ids).select_related("site"))
    moves = moves_of(SCREEN, [row.pk for row in rows])
    return [
        Snapshot(
            kind=SCREEN,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=row.name,
            url=reverse("signage:screens", args=[row.site.code]),
            state="late" if row.silent_since else "heard",
            facts={
                "alive": row.retired_at is None,
                "hangs": row.hangs,
                "state": "late" if row.silent_since else "heard",
            },
            moments={"silent_since": row.silent_since},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


KINDS = (SubjectKind(SCREEN, N_("Screen on a wall"), MOMENTS, FACTS, screen_snapshots),)
