"""An interrupted meeting, and an event of several rooms that ends with the last of them."""

from datetime import timedelta

import pytest

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.blocks import end_block, interrupt_block, resume_block
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BlockState, EventState
from guanjia.foundation.journal.public import timeline
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.race import race


def running(cast: Cast, rooms: int = 2) -> tuple[Event, list[Block]]:
    event = make_event(cast.site, state=EventState.RUNNING)
    for _ in range(rooms):
        make_sitting(event, make_room(cast.site))
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=1))
    Block.objects.filter(event=event).update(state=BlockState.RUNNING, started_at=NINE)
    return event, list(Block.objects.filter(event=event).order_by("pk"))


@pytest.mark.django_db
def test_an_event_is_interrupted_when_no_room_goes_on(cast: Cast) -> None:
    event, (one, other) = running(cast)
    interrupt_block(block_id=one.pk, reason="no light", actor=cast.lin, at=NINE)
    event.refresh_from_db()
    assert event.stage is EventState.RUNNING
    interrupt_block(block_id=other.pk, reason="no light", actor=cast.lin, at=NINE)
    event.refresh_from_db()
    assert event.stage is EventState.INTERRUPTED
    assert "no light" in {entry.reason for entry in timeline(("conference.event", event.pk))}
    resume_block(block_id=one.pk, actor=cast.lin, at=NINE)
    end_block(block_id=one.pk, actor=cast.lin, at=NINE)
    event.refresh_from_db()
    assert event.stage is EventState.INTERRUPTED
    end_block(block_id=other.pk, actor=cast.lin, at=NINE + timedelta(minutes=1))
    event.refresh_from_db()
    assert (event.stage, event.ended_at) == (EventState.ENDED, NINE + timedelta(minutes=1))


@pytest.mark.django_db(transaction=True)
def test_the_event_ends_when_its_last_two_rooms_end_at_once(cast_committed: Cast) -> None:
    cast = cast_committed
    for _ in range(5):
        event, blocks = running(cast)
        race([lambda pk=block.pk: end_block(block_id=pk, actor=cast.lin, at=NINE) for block in blocks])
        event.refresh_from_db()
        assert event.stage is EventState.ENDED
