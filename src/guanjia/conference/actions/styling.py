"""A meeting gets another layout: the room is set up anew (CONF-034, W01 change path)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.actions.sheets import renew_sheet
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import NOT_BEGUN
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed


@transaction.atomic
def set_block_style(*, block_id: int, style: str, reason: str, actor: Any, at: datetime) -> bool:
    """Give the meeting a style and say that its room is set up anew: what was checked before is owed again, the
    function sheet is renewed. False, and nothing changes, once the meeting has begun or was called off.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(blocks=block_id)
    block = Block.objects.select_for_update(of=("self",)).get(pk=block_id)
    if block.state not in NOT_BEGUN:
        return False
    before = block.style
    block.style, block.changed_at, block.rev = style, at, block.rev + 1
    block.save(update_fields=["style", "changed_at", "rev"])
    changes = {"style": [before, style]}
    record(
        site=event.site, at=at, actor=actor, action="lay_out", subject=(BLOCK, block.pk), reason=reason, changes=changes
    )
    changed(BLOCK, [block.pk], site=event.site, at=at)
    renew_sheet(event=event, actor=actor, at=at, reason=reason)
    touch(f"block:{block.pk}")
    return True
