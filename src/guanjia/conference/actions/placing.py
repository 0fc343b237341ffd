"""Gives blocks their slots."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BlockState
from guanjia.conference.rules.windows import slot_windows
from guanjia.places.public import Claim, SlotTaken, move_slots, release_slots


def place_blocks(
    *, event: Event, placed: Sequence[Block], gone: Sequence[Block], actor: Any, at: datetime, strict: bool
) -> list[int]:
    """Take or move the slots of `placed`, give up those of `gone`; returns ids of blocks that got none.

    Neighbours of the same event in the same rooms are claimed again with them, since buffers between them shrink
    and grow together. `strict` raises SlotTaken instead, and then nothing has changed.
    """
    if gone:
        release_slots(holders=[(BLOCK, block.pk) for block in gone], actor=actor, at=at)
    rooms = {block.room_id for block in (*placed, *gone)}
    claims = _claims(event, rooms)
    if strict:
        move_slots(moves=list(claims.values()), actor=actor, at=at)
        lost: list[int] = []
    else:
        lost = _take_what_is_free(list(claims.values()), actor, at)
    if lost:
        release_slots(holders=[(BLOCK, pk) for pk in lost], actor=actor, at=at)
        Block.objects.filter(pk__in=lost).update(placed=False)
    Block.objects.filter(pk__in=set(claims) - set(lost), placed=False).update(placed=True)
    return lost


def _take_what_is_free(claims: Sequence[Claim], actor: Any, at: datetime) -> list[int]:
    """Holders of the claims that cannot be had; halves that are refused are halved again, so a few taken rooms among
    many cost a few more calls and not one for each claim.
    """
    if not claims:
        return []
    try:
        move_slots(moves=list(claims), actor=actor, at=at)
    except SlotTaken:
        if len(claims) == 1:
            return [claims[0].holder[1]]
        middle = len(claims) // 2
        return [*_take_what_is_free(claims[:middle], actor, at), *_take_what_is_free(claims[middle:], actor, at)]
    return []


def _claims(event: Event, rooms: Iterable[int]) -> dict[int, Claim]:
    """A claim per block of the event in these rooms that is still to come; those that ran keep the slot they had."""
    by_room: dict[int, list[Block]] = defaultdict(list)
    rows = Block.objects.filter(event=event, room_id__in=rooms).exclude(state=BlockState.CANCELLED)
    for block in rows.select_related("room__site").order_by("starts_at"):
        by_room[block.room_id].append(block)
    claims = {}
    for blocks in by_room.values():
        room = blocks[0].room
        set_up, clear_down = timedelta(minutes=room.setup_minutes), timedelta(minutes=room.cleardown_minutes)
        windows = slot_windows([(block.starts_at, block.ends_at) for block in blocks], set_up, clear_down)
        for block, window in zip(blocks, windows, strict=True):
            if block.stage in {BlockState.PLANNED, BlockState.READY}:
                claims[block.pk] = Claim(
                    room,
                    block.starts_at,
                    block.ends_at,
                    (BLOCK, block.pk),
                    setup=block.starts_at - window.starts_at,
                    cleardown=window.ends_at - block.ends_at,
                )
    return claims
