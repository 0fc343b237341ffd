"""Blocks that wait for a room that somebody else had."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from guanjia.conference.actions.placing import place_again
from guanjia.conference.models import Block, Event
from guanjia.conference.queries.coordinators import coordinators_of
from guanjia.conference.rules.states import NOT_BEGUN, OPEN_EVENT
from guanjia.foundation.messages.public import notify
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room

HAS_ITS_ROOM = N_("{number} has its room now: {room}")


@transaction.atomic
def place_waiting_blocks(*, room_ids: Collection[int], at: datetime) -> list[Block]:
    """Give the rooms, and those that share a space with them, to blocks that wait for one; those that have one now.

    Earlier starts are served first. The co-ordinator is told. Nobody waiting costs one query.
    """
    near = Room.objects.filter(spaces__rooms__in=room_ids)
    waiting = Block.objects.filter(room__in=near, placed=False, state__in=NOT_BEGUN, ends_at__gt=at)
    alive = waiting.filter(event__state__in=OPEN_EVENT).order_by("starts_at", "pk")
    done: list[Block] = []
    for event_id in dict.fromkeys(alive.values_list("event_id", flat=True)):
        event = Event.objects.select_related("site", "coordinator").get(pk=event_id)
        found = place_again(event=event, actor=None, at=at)
        if found:
            _tell(event, found, at)
        done += found
    return done


def _tell(event: Event, blocks: Collection[Block], at: datetime) -> None:
    people = coordinators_of(event, at)
    rooms = ", ".join(sorted({block.room.name for block in blocks}))
    link = f"/s/{event.site.code}/conference/e/{event.ref}/"
    context = {"number": event.ref, "room": rooms}
    notify(site=event.site, users=people, template=HAS_ITS_ROOM, context=context, link=link, at=at)
