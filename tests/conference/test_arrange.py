"""Sessions become blocks with slots."""

from datetime import timedelta

import pytest

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.sessions import cancel_session, move_session, reopen_session
from guanjia.conference.models import Block, Session, ZoneHalfDay
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState, SessionState
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.subjects.public import PlanCursor
from guanjia.places.public import Slot, SlotTaken
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_hall, make_room

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=3)


def slots(block: Block) -> list[tuple[int, int]]:
    """Minutes from NINE that the block's slots span."""
    rows = Slot.objects.filter(holder_kind="conference.block", holder_id=block.pk).order_by("space_id")
    return [
        (int((s.starts_at - NINE).total_seconds() // 60), int((s.ends_at - NINE).total_seconds() // 60)) for s in rows
    ]


def test_following_sittings_share_a_block_and_its_slot(cast: Cast) -> None:
    event, room = make_event(cast.site), make_room(cast.site, setup_minutes=30, cleardown_minutes=15)
    make_sitting(event, room, 0, 60)
    make_sitting(event, room, 90, 60)
    done = arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    block = Block.objects.get()
    assert done.created == [block.pk]
    assert slots(block) == [(-30, 165)]
    assert set(Session.objects.values_list("block", flat=True)) == {block.pk}
    assert ZoneHalfDay.objects.get().first_start_at == NINE
    assert PlanCursor.objects.filter(kind="conference.block", subject_id=block.pk, dirty=True).exists()


def test_arranging_again_changes_nothing(cast: Cast) -> None:
    event, room = make_event(cast.site), make_room(cast.site)
    make_sitting(event, room)
    arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    before = list(Slot.objects.values()), list(Block.objects.values())
    done = arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    assert (done.created, done.moved, done.withdrawn) == ([], [], [])
    assert [s["starts_at"] for s in Slot.objects.values()] == [s["starts_at"] for s in before[0]]
    assert list(Block.objects.values()) == before[1]


def test_a_moved_sitting_keeps_its_block(cast: Cast) -> None:
    event, room, other = make_event(cast.site), make_room(cast.site), make_room(cast.site)
    sitting = make_sitting(event, room)
    arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    block = Block.objects.get()
    move_session(
        session_id=sitting.pk,
        room_id=other.pk,
        starts_at=NINE + timedelta(hours=1),
        ends_at=NINE + timedelta(hours=2),
        reason="the projector broke",
        actor=cast.alice,
        at=BEFORE,
    )
    block.refresh_from_db()
    assert (block.room_id, block.starts_at) == (other.pk, NINE + timedelta(hours=1))
    assert slots(block) == [(60, 120)]
    assert timeline(("conference.event", event.pk))[0].action == "move_session"


def test_a_taken_room_is_refused_and_nothing_changes(cast: Cast) -> None:
    whole, (part, *_rest) = make_hall(cast.site)
    first, second = make_event(cast.site), make_event(cast.site)
    make_sitting(first, whole)
    arrange_blocks(event=first, actor=cast.alice, at=BEFORE)
    sitting = make_sitting(second, part, 120)
    arrange_blocks(event=second, actor=cast.alice, at=BEFORE)
    with pytest.raises(SlotTaken) as refused:
        move_session(
            session_id=sitting.pk,
            room_id=part.pk,
            starts_at=NINE + timedelta(minutes=59),
            ends_at=NINE + timedelta(hours=2),
            actor=cast.alice,
            at=BEFORE,
        )
    assert first.title in str(refused.value)
    sitting.refresh_from_db()
    assert sitting.starts_at == NINE + timedelta(hours=2)


def test_an_import_keeps_what_finds_no_room(cast: Cast) -> None:
    room = make_room(cast.site)
    first, second = make_event(cast.site), make_event(cast.site)
    make_sitting(first, room)
    arrange_blocks(event=first, actor=cast.alice, at=BEFORE)
    make_sitting(second, room, 30)
    make_sitting(second, room, 180)
    done = arrange_blocks(event=second, actor=cast.alice, at=BEFORE, strict=False)
    lost, placed = Block.objects.filter(event=second).order_by("starts_at")
    assert done.unplaced == [lost.pk]
    assert (lost.placed, placed.placed) == (False, True)
    assert (slots(lost), slots(placed)) == ([], [(180, 240)])


def test_cancelled_sittings_free_the_room_and_come_back(cast: Cast) -> None:
    event, room = make_event(cast.site), make_room(cast.site)
    sitting = make_sitting(event, room)
    arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    cancel_session(session_id=sitting.pk, actor=cast.alice, at=BEFORE, reason="called off")
    assert Block.objects.get().stage is BlockState.CANCELLED
    assert not Slot.objects.exists()
    reopen_session(session_id=sitting.pk, actor=cast.alice, at=BEFORE)
    assert Session.objects.get().state == SessionState.SCHEDULED
    assert slots(Block.objects.exclude(state=BlockState.CANCELLED).get()) == [(0, 60)]


def test_a_sitting_that_has_begun_stays(cast: Cast) -> None:
    event, room = make_event(cast.site), make_room(cast.site)
    sitting = make_sitting(event, room)
    arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    Block.objects.update(state=BlockState.RUNNING)
    with pytest.raises(Refused):
        cancel_session(session_id=sitting.pk, actor=cast.alice, at=NINE, reason="too late")


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_meeting_that_ends_before_it_starts_names_the_field(cast: Cast, minutes: int) -> None:
    event, room = make_event(cast.site), make_room(cast.site)
    sitting = make_sitting(event, room)
    with pytest.raises(Refused) as refused:
        move_session(
            session_id=sitting.pk,
            room_id=room.pk,
            starts_at=NINE,
            ends_at=NINE + timedelta(minutes=minutes),
            actor=cast.alice,
            at=BEFORE,
        )
    assert refused.value.field == "ends_at"
