"""Imported events that are wholly past: kept as history, owing nothing, until a newer file moves them ahead."""

from datetime import datetime
from typing import Any

from guanjia.conference.actions.moves import BLOCK, EVENT, move_event
from guanjia.conference.actions.zones import refresh_zones
from guanjia.conference.models import Event
from guanjia.conference.queries.zones import with_zone, zone_key
from guanjia.conference.rules.states import EventState, Track
from guanjia.foundation.subjects.public import changed


def is_history(event: Event) -> bool:
    """Whether the event was imported when it was over: it never ran here."""
    return event.track == Track.IMPORT and event.stage is EventState.ARCHIVED and event.ended_at is None


def revive(*, event: Event, ends_at: datetime, actor: Any, at: datetime) -> bool:
    """Take a historic event back into preparation when the newer file of it ends after `at`; whether it did."""
    if not is_history(event) or ends_at <= at:
        return False
    move_event(event=event, to=EventState.PREPARATION, actor=actor, at=at)
    return True


def plan_anew(*, event: Event, at: datetime) -> None:
    """Let the planner see the event, all its blocks and their fire zones again."""
    blocks = list(with_zone(event.blocks.all()))
    changed(EVENT, [event.pk], site=event.site, at=at)
    changed(BLOCK, [block.pk for block in blocks], site=event.site, at=at)
    refresh_zones(site=event.site, keys={zone_key(block, event.site) for block in blocks}, at=at)
