"""Events with sittings in rooms."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Event, Session
from guanjia.conference.rules.states import EventState, Track
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room

NINE = datetime(2026, 3, 5, 1, tzinfo=UTC)
"""Thursday 5 March 2026, 09:00 in Shanghai."""

_next = count(1)


def make_event(site: Site, **fields: Any) -> Event:
    """An event in preparation without sittings."""
    number = next(_next)
    defaults: dict[str, Any] = {
        "ref": f"HY-20260301-{number:04}",
        "title": f"Meeting {number}",
        "state": EventState.PREPARATION,
        "track": Track.APPLICATION,
        "expected_count": 20,
        "created_at": NINE - timedelta(days=7),
    }
    return Event.objects.create(site=site, **(defaults | fields))


def make_sitting(event: Event, room: Room | None, start: float = 0, length: float = 60, **fields: Any) -> Session:
    """A sitting that starts `start` minutes after NINE and lasts `length`; not arranged yet."""
    starts_at = NINE + timedelta(minutes=start)
    defaults: dict[str, Any] = {"title": f"Sitting {next(_next)}"}
    return Session.objects.create(
        site=event.site,
        event=event,
        room=room,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length),
        **(defaults | fields),
    )


def make_meeting(room: Room, *, actor: Any, at: datetime) -> Event:
    """年度工作会议, two hours from NINE in `room`, arranged by `actor`."""
    event = make_event(room.site, title="年度工作会议", starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    make_sitting(event, room, 0, 120)
    arrange_blocks(event=event, actor=actor, at=at)
    return event
