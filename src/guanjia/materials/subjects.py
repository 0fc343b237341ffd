"""What the standards of materials speak about: the list of an event, and a paper."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.urls import reverse

from guanjia.conference.public import NOT_HELD, EventState
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_
from guanjia.materials.models import Paper, PaperList, ReaderCopy
from guanjia.materials.rules.states import LIST, ON_PAPER, PAPER, Form, PaperState

GONE = NOT_HELD | {EventState.ARCHIVED}
LIST_MOMENTS = ("ended_at", "list_changed_at", "starts_at")
LIST_FACTS = ("alive", "state")
PAPER_MOMENTS = ("ended_at", "ends_at", "recalled_at", "starts_at", "withdrawn_at")
PAPER_FACTS = ("alive", "electronic", "internal", "old", "on_paper", "readers", "state")


def list_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Lists as the planner sees them, in two queries."""
    rows = list(PaperList.objects.filter(pk__in=ids).select_related("site", "event"))
    moves = moves_of(LIST, [row.pk for row in rows])
    return [
        Snapshot(
            kind=LIST,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.event.ref} {row.event.title}",
            url=reverse("materials:papers", args=[row.site.code, row.event.ref]),
            state=row.state,
            facts={"alive": row.event.stage not in GONE, "state": row.state},
            moments={
                "list_changed_at": row.changed_at, "ended_at": row.event.ended_at, "starts_at": row.event.starts_at,
            },
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]  # fmt: skip


def paper_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Papers as the planner sees them, in two queries. `ended_at` is that of its meeting in a room, else of the event."""
    open_readers = ReaderCopy.objects.filter(paper=OuterRef("pk"), cleared_at=None)
    rows = list(
        Paper.objects.filter(pk__in=ids).select_related("site", "event", "block").annotate(read=Exists(open_readers))
    )
    moves = moves_of(PAPER, [row.pk for row in rows])
    return [_paper_snapshot(row, moves.get(row.pk, ())) for row in rows]


def _paper_snapshot(row: Paper, moves: tuple) -> Snapshot:  # type: ignore[type-arg]
    where = row.block or row.event
    return Snapshot(
        kind=PAPER,
        id=row.pk,
        site_id=row.site_id,
        rev=row.rev,
        label=f"{row.title} v{row.version}",
        url=reverse("materials:paper", args=[row.site.code, row.pk]),
        state=row.state,
        facts={
            "alive": row.stage is not PaperState.DROPPED and row.event.stage not in GONE,
            "electronic": row.file_id is not None or row.cleared_at is not None,
            "internal": row.internal,
            "old": row.withdrawn_at is not None,
            "on_paper": Form(row.form) in ON_PAPER,
            "readers": row.file_id is not None or row.read,  # type: ignore[attr-defined]
            "state": row.state,
        },
        moments={
            "ended_at": where.ended_at,
            "ends_at": where.ends_at,
            "recalled_at": row.recalled_at,
            "starts_at": where.starts_at,
            "withdrawn_at": row.withdrawn_at,
        },
        moves=moves,
    )


KINDS = (
    SubjectKind(LIST, N_("List of papers"), LIST_MOMENTS, LIST_FACTS, list_snapshots),
    SubjectKind(PAPER, N_("Paper of a meeting"), PAPER_MOMENTS, PAPER_FACTS, paper_snapshots),
)
