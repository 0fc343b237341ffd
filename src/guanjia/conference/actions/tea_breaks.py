"""A tea break moved by hand: the agenda runs early or late, and what is owed around the break goes with it (W04)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.models import Block
from guanjia.conference.rules.breaks import BY_AGENDA, MOST, collides, planned_breaks
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed

OVER = frozenset({BlockState.ENDED, BlockState.RESTORED, BlockState.CANCELLED})


@transaction.atomic
def move_break(*, block: Block, number: int, to: datetime, actor: Any, at: datetime) -> Block:
    """Let break `number` (from 1) begin at `to`; its duties follow, and it goes with the meeting when that moves.

    Raises Refused for a break that the meeting does not have, that is over, that would begin in the past, outside the
    meeting or across another break, and where the agenda says when the breaks are. The same moment again writes nothing.
    """
    rows = Block.objects.select_for_update(of=("self",)).select_related("site", "event__site", "room")
    block = rows.get(pk=block.pk)
    if BY_AGENDA in block.breaks:
        raise Refused("number", _("The agenda says when the tea breaks are: move them there."))
    breaks = planned_breaks(block.starts_at, block.ends_at, block.breaks)
    if not 1 <= number <= len(breaks) or block.stage in OVER:
        raise Refused("number", _("This meeting has no such tea break."))
    old = breaks[number - 1]
    if to == old.starts_at:
        return block
    if old.starts_at + old.length <= at:
        raise Refused("number", _("This tea break is over."))
    if to < at.replace(second=0, microsecond=0):
        raise Refused("to", _("A tea break cannot begin in the past."))
    if to < block.starts_at or to + old.length > block.ends_at:
        raise Refused("to", _("The tea break must lie within the meeting."))
    if collides(breaks, number, to):
        raise Refused("to", _("The tea break runs into another one."))
    moved = {**block.breaks, str(number): int((to - block.starts_at).total_seconds() // 60)}
    Block.objects.filter(pk=block.pk).update(breaks=moved, rev=block.rev + 1)
    record(
        site=block.site,
        at=at,
        actor=actor,
        action="move_break",
        subject=(BLOCK, block.pk),
        changes={f"break{number}_at": [old.starts_at.isoformat(), to.isoformat()]},
    )
    changed(BLOCK, [block.pk], site=block.site, at=at)
    touch(f"block:{block.pk}")
    touch(f"site:{block.site_id}:board")
    block.refresh_from_db()
    return block


@transaction.atomic
def set_breaks(*, block_id: int, breaks: Sequence[tuple[int, int]] | None, actor: Any, at: datetime) -> Block:
    """The agenda says when the tea breaks are: (minutes after the start, length) of each, three at most; None gives them back to
    the proposal. What is owed around them follows; the same again writes nothing. Raises Refused for a fourth break."""
    block = Block.objects.select_for_update(of=("self",)).select_related("site").get(pk=block_id)
    if breaks is not None and len(breaks) > MOST:
        raise Refused("breaks", _("A meeting has three tea breaks at most."))
    kept = {name: value for name, value in block.breaks.items() if name != BY_AGENDA}
    if breaks is not None:
        kept[BY_AGENDA] = [list(each) for each in breaks]
    if kept == block.breaks or block.stage in OVER:
        return block
    changes = {"breaks": [block.breaks.get(BY_AGENDA), kept.get(BY_AGENDA)]}
    Block.objects.filter(pk=block.pk).update(breaks=kept, rev=block.rev + 1)
    record(site=block.site, at=at, actor=actor, action="move_break", subject=(BLOCK, block.pk), changes=changes)
    changed(BLOCK, [block.pk], site=block.site, at=at)
    touch(f"block:{block.pk}")
    touch(f"site:{block.site_id}:board")
    block.breaks, block.rev = kept, block.rev + 1
    return block
