"""What happens to a block on its day: ready, start, leaders seated, interruption, end, restored."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.holding import require_all
from guanjia.conference.actions.moves import BLOCK, move_block, move_event
from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.queries.zones import zone_of_block
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BEFORE_START, ON, BlockState, EventState, SessionState, event_state
from guanjia.conference.subjects import ZONE
from guanjia.custody.public import unreturned
from guanjia.duties.public import require
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed


def _locked(block_id: int) -> Block:
    """The block with its event, both held: the event first, as whoever arranges its blocks does."""
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(blocks=block_id)
    block = Block.objects.select_for_update(of=("self",)).select_related("site", "room").get(pk=block_id)
    block.event = event
    return block


@transaction.atomic
def mark_ready(*, block_id: int, actor: Any, at: datetime) -> Block:
    """Every level has confirmed (CHKL-001): the room is ready. Raises GateClosed while a gating duty is open."""
    block = _locked(block_id)
    require_all(BLOCK, block.pk, "ready", at=at)
    move_block(block=block, to=BlockState.READY, actor=actor, at=at, action="ready")
    event = block.event
    if event.stage is EventState.PREPARATION and not event.blocks.filter(state=BlockState.PLANNED).exists():
        move_event(event=event, to=EventState.READY, actor=actor, at=at)
    return block


@transaction.atomic
def start_block(*, block_id: int, actor: Any, at: datetime) -> Block:
    """The meeting begins. Raises GateClosed while a fire item of room or zone is unsigned (CFIR-006, CHKL-015)."""
    block = _locked(block_id)
    require_all(BLOCK, block.pk, "start", at=at)
    if (zone := zone_of_block(block)) is not None:
        require(ZONE, zone.pk, "start", at=at)
    move_block(
        block=block,
        to=BlockState.RUNNING,
        actor=actor,
        at=at,
        action="start",
        news=BlockStarted(block.pk),
        started_at=block.started_at or at,
    )
    Session.objects.filter(block=block, state=SessionState.SCHEDULED, starts_at__lte=at).update(
        state=SessionState.RUNNING
    )
    if block.event.stage in BEFORE_START:
        if block.event.stage is EventState.APPROVED:
            move_event(event=block.event, to=EventState.PREPARATION, actor=actor, at=at)
        move_event(event=block.event, to=EventState.RUNNING, actor=actor, at=at)
    _event_follows(block.event, actor, at)
    return block


@transaction.atomic
def seat_leaders(*, block_id: int, actor: Any, at: datetime) -> Block:
    """The leaders are seated: the refill clock starts (INMT-013). The first call counts, a second changes nothing."""
    block = _locked(block_id)
    if block.leaders_seated_at is not None:
        return block
    block.leaders_seated_at, block.rev = at, block.rev + 1
    block.save(update_fields=["leaders_seated_at", "rev"])
    record(site=block.site, at=at, actor=actor, action="seat_leaders", subject=(BLOCK, block.pk))
    changed(BLOCK, [block.pk], site=block.site, at=at)
    touch(f"block:{block.pk}")
    return block


@transaction.atomic
def interrupt_block(*, block_id: int, reason: str, actor: Any, at: datetime) -> Block:
    """Something stops the meeting; the reason is kept. Resumed by resume_block or closed by end_block."""
    block = _locked(block_id)
    move_block(block=block, to=BlockState.INTERRUPTED, actor=actor, at=at, action="interrupt", reason=reason)
    _event_follows(block.event, actor, at, reason)
    return block


@transaction.atomic
def resume_block(*, block_id: int, actor: Any, at: datetime) -> Block:
    """The meeting goes on after an interruption."""
    block = _locked(block_id)
    move_block(block=block, to=BlockState.RUNNING, actor=actor, at=at, action="resume")
    _event_follows(block.event, actor, at)
    return block


@transaction.atomic
def end_block(*, block_id: int, actor: Any, at: datetime) -> Block:
    """The last item is over; the event has ended when no block of it is still to come or running."""
    block = _locked(block_id)
    move_block(
        block=block,
        to=BlockState.ENDED,
        actor=actor,
        at=at,
        action="end",
        news=BlockEnded(block.pk),
        ended_at=at,
    )
    Session.objects.filter(block=block).exclude(state=SessionState.CANCELLED).update(state=SessionState.ENDED)
    _event_follows(block.event, actor, at)
    return block


def _event_follows(event: Event, actor: Any, at: datetime, reason: str = "") -> None:
    """The event ends with its last block, and is interrupted while blocks are and none runs."""
    now = event_state(BlockState(state) for state in event.blocks.values_list("state", flat=True))
    if event.stage not in ON or now in {None, event.stage}:
        return
    if now is EventState.ENDED:
        event.ended_at, event.rev = at, event.rev + 1
        event.save(update_fields=["ended_at", "rev"])
    move_event(event=event, to=now, actor=actor, at=at, reason=reason)


@transaction.atomic
def restore_block(*, block_id: int, actor: Any, at: datetime) -> Block:
    """The room is as it was (CLOS-001). Raises GateClosed while a close-out duty that gates it is open, Refused while
    equipment that was lent to the meeting is not signed back (CLOS-003)."""
    block = _locked(block_id)
    if lent := list(unreturned(BLOCK, [block.pk]).values_list("number", flat=True)):
        raise Refused("", _("Not signed back yet: %(items)s.") % {"items": ", ".join(lent)})
    require_all(BLOCK, block.pk, "restore", at=at)
    return move_block(block=block, to=BlockState.RESTORED, actor=actor, at=at, action="restore")
