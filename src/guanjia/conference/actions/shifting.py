"""A whole block goes to another room or time, as the grid asks for it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.arrange import Arrangement, arrange_blocks
from guanjia.conference.actions.moves import BLOCK, move_event
from guanjia.conference.models import Block, Session
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.conference.rules.states import NOT_BEGUN, EventState
from guanjia.foundation.journal.public import record


@transaction.atomic
def shift_block(
    *, block_id: int, rev: int | None, room_id: int, starts_at: datetime, actor: Any, at: datetime
) -> Arrangement:
    """Move all sittings of a block by the same time and into the room; its checks follow or reopen by their standards.

    `rev` is the revision that the mover saw, None = any. Raises Stale when somebody changed the block meanwhile,
    Refused for a block that has begun, SlotTaken when the room is not free. The same place again changes nothing.
    """
    block = Block.objects.select_for_update(of=("self",)).select_related("event__site").get(pk=block_id)
    if rev is not None and block.rev != rev:
        raise Stale(_("Somebody has changed this meeting meanwhile: look again."))
    if block.stage not in NOT_BEGUN:
        raise Refused("", _("This sitting has begun; end it or add another one."))
    delta = starts_at - block.starts_at
    if not delta and room_id == block.room_id:
        return Arrangement()
    sittings = list(Session.objects.select_for_update().filter(block=block, starts_at__isnull=False))
    for sitting in sittings:
        if sitting.starts_at is not None and sitting.ends_at is not None:
            sitting.starts_at, sitting.ends_at = sitting.starts_at + delta, sitting.ends_at + delta
            sitting.room_id = room_id
    Session.objects.bulk_update(sittings, ["starts_at", "ends_at", "room_id"])
    record(
        site=block.event.site,
        at=at,
        actor=actor,
        action="shift",
        subject=(BLOCK, block.pk),
        changes={
            "room": [block.room_id, room_id],
            "starts_at": [block.starts_at.isoformat(), starts_at.isoformat()],
        },
    )
    done = arrange_blocks(event=block.event, actor=actor, at=at)
    if block.event.stage is EventState.READY:
        move_event(event=block.event, to=EventState.PREPARATION, actor=actor, at=at)
    return done
