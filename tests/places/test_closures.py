"""Closing a room, also under a booking."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from guanjia.foundation.journal.public import Entry
from guanjia.places.actions.closures import close_room, lift_closure
from guanjia.places.models import Closure, Slot
from guanjia.places.public import EndsBeforeStart, SlotTaken, claim_slot
from tests.cast import Cast
from tests.factories.places import make_hall, make_room
from tests.harness.race import race

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def take(room, number=1, starts_at=NINE, ends_at=NINE + HOUR):
    return claim_slot(
        room=room, starts_at=starts_at, ends_at=ends_at, holder=("test.block", number), at=NINE, actor=None
    )


def close(room, starts_at=NINE, ends_at=NINE + HOUR, actor=None):
    return close_room(room=room, starts_at=starts_at, ends_at=ends_at, reason="leak", at=NINE, actor=actor)


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "hit"), [(HOUR, False), (HOUR - SECOND, True)])
def test_closing_names_the_bookings_under_it_and_keeps_them(cast: Cast, starts, hit):
    room = make_room(cast.site)
    take(room, 7)
    _closure, conflicts = close(room, NINE + starts, NINE + 3 * HOUR, cast.mei)
    assert [taken.holder for taken in conflicts] == ([("test.block", 7)] if hit else [])
    assert Slot.objects.count() == 1
    assert Entry.objects.get(action="places.close_room").event_kind.endswith("RoomClosed")


@pytest.mark.django_db
def test_closing_a_part_closes_the_whole_hall(cast: Cast):
    whole, (left, middle, _right) = make_hall(cast.site)
    close(left)
    with pytest.raises(SlotTaken, match="leak"):
        take(whole)
    assert take(middle)


@pytest.mark.django_db
def test_a_lifted_closure_gives_the_room_back_once(cast: Cast):
    room = make_room(cast.site)
    closure, _conflicts = close(room)
    lift_closure(closure=closure, at=NINE, actor=cast.mei)
    lift_closure(closure=closure, at=NINE + SECOND, actor=cast.mei)
    assert Closure.objects.get().lifted_at == NINE
    assert take(room)
    assert Entry.objects.filter(action="places.lift_closure").count() == 1


@pytest.mark.django_db
def test_a_closure_must_end_after_it_starts(cast: Cast):
    with pytest.raises(EndsBeforeStart):
        close(make_room(cast.site), NINE, NINE)


@pytest.mark.django_db(transaction=True)
def test_a_booking_and_a_closure_at_once_never_miss_each_other(cast_committed: Cast):
    room = make_room(cast_committed.site)
    booked, closed = race([partial(take, room), partial(close, room)])
    _closure, conflicts = closed
    assert isinstance(booked, SlotTaken) or [taken.holder for taken in conflicts] == [("test.block", 1)]
