"""The only functions that write the state of an event, a block or a session."""

from datetime import datetime
from typing import Any

from guanjia.conference.events import EventMoved
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BLOCK_MOVES, EVENT_MOVES, BlockState, EventState
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

EVENT = "conference.event"
BLOCK = "conference.block"


def move_event(*, event: Event, to: EventState, actor: Any, at: datetime, reason: str = "") -> Event:
    """Move an event; raises MoveRefused where the table has no such move or somebody else moved it first.

    To be called inside a transaction. `event` is updated in place and returned.
    """
    old = event.stage
    check_move(EVENT_MOVES, old, to)
    if not Event.objects.filter(pk=event.pk, state=old).update(state=to):
        raise MoveRefused(old, to)
    event.state = to
    record(
        site=event.site,
        at=at,
        actor=actor,
        action="move",
        subject=(EVENT, event.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        event=EventMoved(event.pk, old.value, to.value),
    )
    changed(EVENT, [event.pk], site=event.site, at=at)
    touch(f"site:{event.site_id}:board")
    return event


def move_block(
    *,
    block: Block,
    to: BlockState,
    actor: Any,
    at: datetime,
    action: str = "move",
    reason: str = "",
    news: object | None = None,
    **fields: Any,
) -> Block:
    """Move a block and set `fields` with it; raises MoveRefused as move_event does. `action` names the journal row."""
    old = block.stage
    check_move(BLOCK_MOVES, old, to)
    if not Block.objects.filter(pk=block.pk, state=old).update(state=to, rev=block.rev + 1, **fields):
        raise MoveRefused(old, to)
    block.state, block.rev = to, block.rev + 1
    for name, value in fields.items():
        setattr(block, name, value)
    record(
        site=block.site,
        at=at,
        actor=actor,
        action=action,
        subject=(BLOCK, block.pk),
        from_state=old,
        to_state=to,
        reason=reason,
        changes={name: str(value) for name, value in fields.items()},
        event=news,
    )
    changed(BLOCK, [block.pk], site=block.site, at=at)
    touch(f"site:{block.site_id}:board")
    touch(f"block:{block.pk}")
    return block
