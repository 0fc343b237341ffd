"""Events with guests on their list."""

from datetime import timedelta

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Block, Event
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room


def with_guests(cast: Cast, *names: str, **fields: object) -> Event:
    """An event that ends in ten years, without a room, and guests of one organisation."""
    event = make_event(cast.site, ends_at=NINE + timedelta(days=3650), **fields)
    drafts = [Draft(name, delegation="市财政局", position="处长", phone="13800138123") for name in names]
    add_guests(event=event, drafts=drafts, actor=cast.alice, at=NINE)
    return event


def in_a_room(cast: Cast, *drafts: Draft, days_before: float = 5) -> Block:
    """A meeting from nine to eleven in a room, with a guest list."""
    event, before = make_event(cast.site), NINE - timedelta(days=days_before)
    make_sitting(event, make_room(cast.site), 0, 120)
    arrange_blocks(event=event, actor=cast.alice, at=before)
    add_guests(event=event, drafts=drafts, actor=cast.alice, at=before)
    return Block.objects.select_related("event__site", "site", "room").get(event=event)
