"""Blocks without a slot are tried again: by a newer import, and whenever somebody leaves the room."""

from datetime import timedelta

import pytest

from guanjia.conference.actions.opening import call_meeting
from guanjia.conference.actions.scheme import release_hold
from guanjia.conference.actions.sessions import cancel_event, move_session
from guanjia.conference.actions.waiting import place_waiting_blocks
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.states import Regime
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.events.public import relay
from guanjia.foundation.messages.models import Notice
from guanjia.kernel import clock
from guanjia.places.public import Room, Slot
from tests.cast import Cast
from tests.conference.intake.asks import drawn
from tests.conference.programme.importing import AT, counts, take_over
from tests.conference.programme.making import make_session, make_xml
from tests.factories.conference import NINE
from tests.factories.places import make_hall

pytestmark = pytest.mark.django_db
FIRST = make_xml(make_session(1))
OTHER = make_xml(make_session(7, start="09:30"), conference="<title>Another</title>")


def waiting(cast: Cast) -> tuple[Event, Block]:
    """An event that has Hall A, and the block of another one that waits for it."""
    first = take_over(cast.site, FIRST)
    second = take_over(cast.site, OTHER)
    block = Block.objects.get(event__ref=second.event)
    assert not block.placed
    return Event.objects.get(ref=first.event), block


def test_a_room_that_is_left_goes_to_the_block_that_waits(cast: Cast) -> None:
    event, block = waiting(cast)
    cancel_event(event=event, actor=cast.alice, at=AT, reason="no more")
    relay(now=clock.now())
    block.refresh_from_db()
    assert block.placed
    assert Slot.objects.filter(holder_kind="conference.block", holder_id=block.pk).exists()
    assert Notice.objects.filter(user=cast.alice, link__contains=block.event.ref).exists()
    plan_dirty(now=AT, limit=500)
    assert Duty.objects.filter(subject_kind="conference.block", subject_id=block.pk).exists()


def test_a_meeting_that_moves_away_makes_room_too(cast: Cast) -> None:
    event, block = waiting(cast)
    sitting = Session.objects.get(event=event)
    assert sitting.starts_at is not None and sitting.ends_at is not None and sitting.room_id is not None
    day = timedelta(days=1)
    move_session(
        session_id=sitting.pk,
        room_id=sitting.room_id,
        starts_at=sitting.starts_at + day,
        ends_at=sitting.ends_at + day,
        actor=cast.alice,
        at=AT,
    )
    relay(now=clock.now())
    block.refresh_from_db()
    assert block.placed


def test_a_part_of_a_hall_that_is_left_frees_the_whole(cast: Cast) -> None:
    whole, parts = make_hall(cast.site)
    fields = {"starts_at": NINE, "ends_at": NINE + timedelta(hours=1), "headcount": 5, "regime": Regime.COMMERCIAL}
    event = call_meeting(site=cast.site, title="T", room_id=parts[0].pk, actor=cast.alice, at=AT, **fields)  # type: ignore[arg-type]
    Room.objects.filter(pk=whole.pk).update(name="Hall A")
    take_over(cast.site, make_xml(make_session(1, start="09:30"), day="2026-03-05"))
    block = Block.objects.exclude(event=event).get()
    assert not block.placed
    cancel_event(event=event, actor=cast.alice, at=AT, reason="no more")
    relay(now=clock.now())
    block.refresh_from_db()
    assert block.placed


def test_a_hold_that_is_let_go_makes_room(cast: Cast) -> None:
    take_over(cast.site, make_xml(make_session(1), day="2026-03-06"))
    room = Room.objects.get(name="Hall A")
    room.styles.create(style="theatre", capacity=40)
    scheme = drawn(cast, room)
    take_over(cast.site, make_xml(make_session(7, start="09:30"), day="2026-03-05", conference="<title>B</title>"))
    block = Block.objects.get(event__title="B")
    assert not block.placed
    release_hold(scheme_id=scheme.pk, actor=cast.alice, at=AT)
    relay(now=clock.now())
    block.refresh_from_db()
    assert block.placed


def test_nobody_gets_a_room_that_somebody_else_still_has(cast: Cast) -> None:
    _event, block = waiting(cast)
    assert place_waiting_blocks(room_ids=[block.room_id], at=AT) == []
    block.refresh_from_db()
    assert not block.placed


@pytest.mark.parametrize(("seconds", "placed"), [(-1, True), (0, False)])
def test_a_block_that_is_over_waits_no_longer(cast: Cast, seconds: int, placed: bool) -> None:
    event, block = waiting(cast)
    Slot.objects.filter(holder_id__in=event.blocks.values("pk")).delete()
    found = place_waiting_blocks(room_ids=[block.room_id], at=block.ends_at + timedelta(seconds=seconds))
    assert bool(found) is placed


def test_a_newer_import_tries_again_and_says_so(cast: Cast) -> None:
    event, block = waiting(cast)
    Slot.objects.filter(holder_id__in=event.blocks.values("pk")).delete()
    again = take_over(cast.site, OTHER)
    assert (counts(again), again.overlaps) == ({"unchanged": 1}, [])
    assert [(one.room, one.sessions) for one in again.placed] == [("Hall A", ("Session 7",))]
    assert again.as_json()["placed"] == [{"room": "Hall A", "sessions": ["Session 7"]}]
    assert take_over(cast.site, OTHER).placed == []
    block.refresh_from_db()
    assert block.placed
