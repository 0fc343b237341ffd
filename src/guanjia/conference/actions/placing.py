"""Gives blocks their slots."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.actions.zones import refresh_zones
from guanjia.conference.models import Block, Event
from guanjia.conference.queries.zones import with_zone, zone_key
from guanjia.conference.rules.states import NOT_BEGUN, BlockState
from guanjia.conference.rules.windows import slot_windows
from guanjia.foundation.journal.public import record_many
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
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


def place_again(*, event: Event, actor: Any, at: datetime) -> list[Block]:
    """Try again the blocks of an event that got no slot and are still to come; those that have one now, by start.

    The others of the event stay as they are. A second call changes nothing. To be called inside a transaction.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    waiting = Block.objects.filter(event=event, placed=False, state__in=NOT_BEGUN).select_related("room")
    homeless = {block.pk: block for block in waiting.order_by("starts_at", "pk")}
    if not homeless:
        return []
    claims = [claim for pk, claim in _claims(event, {b.room_id for b in homeless.values()}).items() if pk in homeless]
    lost = set(_take_what_is_free(claims, actor, at))
    found = [block for pk, block in homeless.items() if pk not in lost]
    ids = [block.pk for block in found]
    Block.objects.filter(pk__in=ids).update(placed=True, rev=F("rev") + 1)
    rows = [{"id": pk, "from_state": "", "to_state": BlockState.PLANNED.value, "changes": {}} for pk in ids]
    record_many(site=event.site, at=at, actor=actor, action="place", subject_kind=BLOCK, rows=rows)
    changed(BLOCK, ids, site=event.site, at=at)
    refresh_zones(
        site=event.site,
        keys={zone_key(block, event.site) for block in with_zone(Block.objects.filter(pk__in=ids))},
        at=at,
    )
    touch(f"site:{event.site_id}:board")
    return found


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
    for block in rows.prefetch_related("room__site").order_by("starts_at"):
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
