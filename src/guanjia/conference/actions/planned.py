"""Rooms that come from a plan: a line of the annual plan becomes an event, an approved event gets the room it waits for."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.approval import prepare_event
from guanjia.conference.actions.opening import Sketch, check_times, open_event
from guanjia.conference.actions.regime import refuse_excess
from guanjia.conference.models import Event
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import EventState, Regime, Track
from guanjia.foundation.sites.public import Site

PLANNED = "planned:"
"""Key of an event that a plan made: the same line accepted again makes no second one."""


@transaction.atomic
def plan_event(
    *, site: Site, key: str, title: str, room_id: int, starts_at: datetime, ends_at: datetime, headcount: int, style: str,
    regime: Regime, actor: Any, at: datetime,
) -> Event:  # fmt: skip
    """An event of an approved annual plan: in preparation at once, in its room, with its function sheet. Called again with
    the same key it answers with the event made first.

    Raises Refused for bad times and for what public funds limit, SecretRefused, SlotTaken when the room is not free.
    """
    known = Event.objects.filter(site=site, external_key=PLANNED + key).first()
    if known is not None:
        return known
    check_times(starts_at, ends_at)
    refuse_excess(
        site=site, regime=regime, meeting_class=None, heads=headcount, starts_at=starts_at, ends_at=ends_at, at=at
    )
    sketch = Sketch(
        title=title,
        track=Track.APPLICATION,
        regime=regime,
        state=EventState.APPROVED,
        expected_count=headcount,
        fields={"external_key": PLANNED + key},
    )
    event = open_event(site=site, sketch=sketch, actor=actor, at=at)
    prepare_event(event, room_id, style, starts_at, ends_at, actor, at)
    return event


@transaction.atomic
def give_room(
    *, event: Event, room_id: int, starts_at: datetime, ends_at: datetime, style: str, actor: Any, at: datetime
) -> Event:
    """The room that an approved event waits for: preparation begins and the function sheet is issued.

    Raises Refused when it is no longer waiting, SlotTaken when the room is not free.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event.pk)
    if event.stage is not EventState.APPROVED or event.blocks.exists():
        raise Refused("", _("This event does not wait for a room any more."))
    check_times(starts_at, ends_at)
    prepare_event(event, room_id, style, starts_at, ends_at, actor, at)
    return event
