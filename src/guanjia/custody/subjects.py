"""The kind of subject that standards about things in custody speak about."""

from collections.abc import Collection

from django.urls import reverse

from guanjia.custody.models import Item
from guanjia.custody.rules.items import OPEN_ITEM
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_

ITEM = "custody.item"
MOMENTS = ("taken_at", "due_at", "ended_at")
FACTS = ("alive", "kind", "known", "loan", "state", "valuable")


def item_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Things as the planner sees them, in two queries: the rows and their journal, which holds the moves."""
    rows = list(Item.objects.filter(pk__in=ids).select_related("site", "loanable"))
    moves = moves_of(ITEM, [row.pk for row in rows])
    return [_snapshot(row, moves.get(row.pk, ())) for row in rows]


def _snapshot(row: Item, moves: tuple[tuple[str, object], ...]) -> Snapshot:
    return Snapshot(
        kind=ITEM,
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev,
        label=str(row),
        url=reverse("custody:item", args=[row.site.code, row.number]),
        state=row.state,
        facts={
            "alive": row.stage in OPEN_ITEM,
            "kind": row.kind,
            "known": row.owner_id is not None or row.unit_id is not None,
            "loan": row.loanable.kind if row.loanable is not None else "",
            "state": row.state,
            "valuable": row.valuable,
        },
        moments={"taken_at": row.taken_at, "due_at": row.due_at, "ended_at": row.ended_at},
        moves=moves,  # type: ignore[arg-type]
    )


KINDS = (SubjectKind(ITEM, N_("Thing in custody"), MOMENTS, FACTS, item_snapshots),)
