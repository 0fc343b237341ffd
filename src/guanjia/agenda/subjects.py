"""What the standards of the agenda speak about: an agenda, an item."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse

from guanjia.agenda.actions.keeping import AGENDA, ITEM
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.states import AgendaState, ItemState
from guanjia.conference.public import OVER, Block, BlockState
from guanjia.foundation.journal.public import moves_of
from guanjia.foundation.subjects.public import Snapshot, SubjectKind
from guanjia.kernel.words import gettext_noop as N_

AGENDA_MOMENTS = ("edited_at", "ended_at", "starts_at")
AGENDA_FACTS = ("alive", "moderated", "precise", "scripted", "state")
ITEM_MOMENTS = ("begins_at", "ended_at", "over_at")
ITEM_FACTS = ("alive", "kind", "running")
LIVE = frozenset({ItemState.PLANNED, ItemState.RUNNING})


def _alive(block: Block) -> bool:
    return block.placed and block.stage is not BlockState.CANCELLED


def agenda_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Agendas as the planner sees them, in two queries."""
    scripted = AgendaItem.objects.filter(agenda=OuterRef("pk")).exclude(script="")
    rows = (
        Agenda.objects.filter(pk__in=ids)
        .select_related("site", "event", "block__room")
        .annotate(scripted=Exists(scripted))
    )
    moves = moves_of(AGENDA, list(ids))
    return [
        Snapshot(
            kind=AGENDA,
            id=row.pk,
            site_id=row.site_id,
            rev=row.rev,
            label=f"{row.block.room.name} {row.event.title}",
            url=reverse("agenda:agenda", args=[row.site.code, row.block_id]),
            state=row.state,
            facts={
                "alive": _alive(row.block) and row.event.secrecy != "controlled",
                "moderated": bool(row.moderator) or row.scripted,
                "precise": row.precise,
                "scripted": row.scripted,
                "state": row.state,
            },
            moments={"edited_at": row.edited_at, "ended_at": row.block.ended_at, "starts_at": row.block.starts_at},
            moves=moves.get(row.pk, ()),
        )
        for row in rows
    ]


def item_snapshots(ids: Collection[int]) -> list[Snapshot]:
    """Items as the planner sees them, in one query. Items of a draft, of a meeting that is over, and those left out owe nothing."""
    rows = AgendaItem.objects.filter(pk__in=ids).select_related("agenda__site", "agenda__event", "agenda__block__room")
    return [_item_snapshot(row) for row in rows]


def _item_snapshot(row: AgendaItem) -> Snapshot:
    agenda, block = row.agenda, row.agenda.block
    runs = row.stage is ItemState.RUNNING
    over_at: datetime | None = row.planned_end if runs else None
    return Snapshot(
        kind=ITEM,
        id=row.pk,
        site_id=agenda.site_id,
        rev=agenda.rev,
        label=f"{block.room.name} {row.title}",
        url=reverse("agenda:live", args=[agenda.site.code, block.pk]),
        state=row.state,
        facts={
            "alive": _alive(block)
            and block.stage not in OVER
            and agenda.stage is not AgendaState.DRAFT
            and row.stage in LIVE,
            "kind": row.kind,
            "running": runs,
        },
        moments={"begins_at": row.planned_at, "ended_at": row.ended_at, "over_at": over_at},
    )


KINDS = (
    SubjectKind(AGENDA, N_("Agenda"), AGENDA_MOMENTS, AGENDA_FACTS, agenda_snapshots),
    SubjectKind(ITEM, N_("Item of an agenda"), ITEM_MOMENTS, ITEM_FACTS, item_snapshots),
)
