"""One meeting gives its room to another (让室): two proposals, settled by the displaced one's co-ordinator (FIELD 12)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK, move_event
from guanjia.conference.actions.opening import check_times
from guanjia.conference.actions.sessions import add_session
from guanjia.conference.actions.sheets import issue_sheet
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.models import Block, Event, GivingWay
from guanjia.conference.queries.coordinators import coordinators_of
from guanjia.conference.queries.schemes import needed_equipment, score_of
from guanjia.conference.rules.giving_way import REACH, nearest_start
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BEFORE_START, NOT_BEGUN, EventState
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.sites.public import local
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room, free_rooms, slots_between

ASKED = N_("Please give way: {number} has two proposals")
OPENS, CLOSES = 7, 22


@transaction.atomic
def ask_to_give_way(
    *,
    block_id: int,
    comer: Event,
    wanted_from: datetime,
    wanted_until: datetime,
    reason: str,
    actor: Any,
    at: datetime,
) -> GivingWay:
    """Ask a meeting for its room, with the best other room at its time and the nearest other time in its room.

    Asking again while it is open renews the proposals. Raises Refused without a reason, for a meeting that has begun,
    and when there is neither another room nor another time.
    """
    block = Block.objects.select_for_update(of=("self",)).select_related("event__site", "room").get(pk=block_id)
    check_times(wanted_from, wanted_until)
    if not reason.strip():
        raise Refused("reason", _("Say why the room is needed."))
    if block.stage not in NOT_BEGUN:
        raise Refused("", _("This meeting has begun; it cannot give way."))
    if comer.stage not in BEFORE_START:
        raise Refused("comer", _("Approve the meeting that wants the room first."))
    room, score = _other_room(block)
    other_time = _other_time(block, wanted_from, wanted_until, at)
    if room is None and other_time is None:
        raise Refused("", _("There is no other room at that time and no other time in this room."))
    asked, _made = GivingWay.objects.update_or_create(
        block=block,
        settled_at=None,
        defaults={
            "site": block.site, "comer": comer, "wanted_from": wanted_from, "wanted_until": wanted_until,
            "reason": reason.strip()[:300], "other_room": room, "other_room_score": score, "other_time": other_time,
            "asked_at": at, "asked_by": actor,
        },
    )  # fmt: skip
    record(
        site=block.event.site,
        at=at,
        actor=actor,
        action="ask_to_give_way",
        subject=(BLOCK, block.pk),
        reason=reason,
        changes={"for": comer.ref, "other_room": room.code if room else "", "other_time": other_time},
    )
    _tell(block, at)
    return asked


@transaction.atomic
def give_way(*, asked_id: int, choice: str, actor: Any, at: datetime) -> GivingWay:
    """Accept a proposal: `room` or `time`. The displaced meeting moves, the other one takes its place, at once or never.

    A second call changes nothing. Raises Refused for a proposal that was not made, SlotTaken when it is no longer free.
    """
    wanted = GivingWay.objects.select_for_update(of=("self",)).select_related("block__event__site", "comer__site")
    asked = wanted.get(pk=asked_id)
    if asked.settled_at is not None:
        return asked
    block = asked.block
    if choice == "room" and asked.other_room_id is not None:
        room_id, starts_at = asked.other_room_id, block.starts_at
    elif choice == "time" and asked.other_time is not None:
        room_id, starts_at = block.room_id, asked.other_time
    else:
        raise Refused("choice", _("Choose one of the two proposals."))
    old_room = block.room_id
    shift_block(block_id=block.pk, rev=None, room_id=room_id, starts_at=starts_at, actor=actor, at=at)
    add_session(
        event=asked.comer,
        title="",
        room_id=old_room,
        starts_at=asked.wanted_from,
        ends_at=asked.wanted_until,
        actor=actor,
        at=at,
    )
    if asked.comer.stage is EventState.APPROVED:
        move_event(event=asked.comer, to=EventState.PREPARATION, actor=actor, at=at, reason=asked.reason)
        issue_sheet(event=asked.comer, actor=actor, at=at)
    asked.choice, asked.settled_at, asked.settled_by = choice, at, actor
    asked.save(update_fields=["choice", "settled_at", "settled_by"])
    record(
        site=block.event.site,
        at=at,
        actor=actor,
        action="give_way",
        subject=(BLOCK, block.pk),
        reason=asked.reason,
        changes={"choice": choice, "for": asked.comer.ref},
    )
    return asked


def _other_room(block: Block) -> tuple[Room | None, int | None]:
    """The free room that scores best for the displaced meeting at its own time."""
    event, heads = block.event, block.headcount or block.event.expected_count
    free = [
        one
        for one in free_rooms(event.site, block.starts_at, block.ends_at, headcount=heads, style=block.style or None)
        if one.room_id != block.room_id
    ]
    rooms = Room.objects.filter(pk__in=[one.room_id for one in free]).in_bulk()
    needs = needed_equipment(event)
    judged = [(score_of(event.site, rooms[one.room_id], one.style, heads, needs).total, one) for one in free]
    if not judged:
        return None, None
    total, best = max(judged, key=lambda pair: (pair[0], -pair[1].capacity))
    return rooms[best.room_id], total


def _other_time(block: Block, wanted_from: datetime, wanted_until: datetime, at: datetime) -> datetime | None:
    """The nearest time when the room is free, the displaced meeting out of it and the other one in it."""
    site, room = block.event.site, block.room
    before, after = timedelta(minutes=room.setup_minutes), timedelta(minutes=room.cleardown_minutes)
    edge = REACH + timedelta(days=1)
    taken = [
        (local(site, slot.starts_at) - after, local(site, slot.ends_at) + before)
        for slot in slots_between(site, block.starts_at - edge, block.ends_at + edge, room_id=room.pk)
        if (slot.holder_kind, slot.holder_id) != (BLOCK, block.pk)
    ]
    taken.append((local(site, wanted_from) - before - after, local(site, wanted_until) + before + after))
    return nearest_start(
        taken,
        starts_at=local(site, block.starts_at),
        length=block.ends_at - block.starts_at,
        first=local(site, at) + before,
        opens=OPENS,
        closes=CLOSES,
    )


def _tell(block: Block, at: datetime) -> None:
    event = block.event
    people = coordinators_of(event, at)
    link = f"/s/{event.site.code}/conference/b/{block.pk}/give-way/"
    notify(site=event.site, users=people, template=ASKED, context={"number": event.ref}, link=link, urgent=True, at=at)
