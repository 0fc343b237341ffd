"""Meetings in their rooms, as the crew runs them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import BaseModel

from guanjia.api.entering import enter
from guanjia.api.schemas import REFUSALS, Body, Id, Limit, Moment, Offset, Page, SiteCode, Words
from guanjia.api.scopes import Scope
from guanjia.conference.actions import blocks
from guanjia.conference.models import Block
from guanjia.conference.permissions import can_run, can_see_conferences
from guanjia.foundation.sites.public import Site, site_now

router = Router(tags=["blocks"])


class BlockOut(BaseModel):
    """Sittings that follow each other in one room. `placed` false: somebody else has the room."""

    id: int
    event: str
    title: str
    room_id: int
    room: str
    state: str
    starts_at: datetime
    ends_at: datetime
    headcount: int
    placed: bool
    started_at: datetime | None
    leaders_seated_at: datetime | None
    ended_at: datetime | None
    rev: int


class BlockMove(StrEnum):
    """What can happen to a block on its day."""

    READY = "ready"
    START = "start"
    SEAT = "seat"
    INTERRUPT = "interrupt"
    RESUME = "resume"
    END = "end"
    RESTORE = "restore"


class Why(Body):
    """Why a meeting is interrupted; other moves need none."""

    reason: Words = ""


MOVES = {
    BlockMove.READY: blocks.mark_ready,
    BlockMove.START: blocks.start_block,
    BlockMove.SEAT: blocks.seat_leaders,
    BlockMove.RESUME: blocks.resume_block,
    BlockMove.END: blocks.end_block,
    BlockMove.RESTORE: blocks.restore_block,
}


def block_of(site: Site, block_id: int) -> Block:
    """The site's block, else Http404."""
    return get_object_or_404(Block.objects.select_related("event", "room"), pk=block_id, site=site)


def _out(block: Block) -> BlockOut:
    return BlockOut(
        id=block.pk,
        event=block.event.ref,
        title=block.event.title,
        room_id=block.room_id,
        room=block.room.name,
        state=block.state,
        starts_at=block.starts_at,
        ends_at=block.ends_at,
        headcount=block.headcount,
        placed=block.placed,
        started_at=block.started_at,
        leaders_seated_at=block.leaders_seated_at,
        ended_at=block.ended_at,
        rev=block.rev,
    )


@router.get("/sites/{site}/blocks", response={200: Page[BlockOut], **REFUSALS}, operation_id="list_blocks")
def list_blocks(
    request: HttpRequest, site: SiteCode, starts_at: Moment, ends_at: Moment, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """Meetings that touch the time, by start and room. Two queries."""
    here = enter(request, site, Scope.CONFERENCE_READ, can_see_conferences)
    rows = Block.objects.filter(site=here, starts_at__lt=ends_at, ends_at__gt=starts_at)
    found = rows.select_related("event", "room").order_by("starts_at", "room__code", "pk")[offset : offset + limit]
    return Page(items=[_out(block) for block in found], count=rows.count(), limit=limit, offset=offset)


@router.get("/sites/{site}/blocks/{id}", response={200: BlockOut, **REFUSALS}, operation_id="get_block")
def get_block(request: HttpRequest, site: SiteCode, id: Id) -> Any:
    """One meeting in its room."""
    return _out(block_of(enter(request, site, Scope.CONFERENCE_READ, can_see_conferences), id))


@router.post("/sites/{site}/blocks/{id}/moves/{move}", response={200: BlockOut, **REFUSALS}, operation_id="move_block")
def move_block(request: HttpRequest, site: SiteCode, id: Id, move: BlockMove, body: Why) -> Any:
    """Ready, start, leaders seated, interrupted, resumed, ended, restored.

    409 `gate` names the duties that must be done first, 409 `state` says that it is not its turn.
    """
    here = enter(request, site, Scope.CONFERENCE_WRITE, can_run)
    block, actor, at = block_of(here, id), request.auth.user, site_now(here)  # type: ignore[attr-defined]
    if move is BlockMove.INTERRUPT:
        blocks.interrupt_block(block_id=block.pk, reason=body.reason, actor=actor, at=at)
    else:
        MOVES[move](block_id=block.pk, actor=actor, at=at)
    return _out(block_of(here, id))
