"""Many writers for one slot: exactly one wins, and the others read who."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from guanjia.places.models import Room, Slot
from guanjia.places.public import Claim, SlotTaken, claim_slot, move_slots
from tests.cast import Cast
from tests.factories.places import make_hall, make_room
from tests.harness.race import race

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRITERS = 12


def take(room: Room, number: int):
    return claim_slot(
        room=room, starts_at=NINE, ends_at=NINE + HOUR, holder=("test.block", number), at=NINE, actor=None
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_one_writer_of_many_gets_the_room(cast_committed: Cast, round_):
    room = make_room(cast_committed.site)
    outcomes = race([partial(take, room, number) for number in range(WRITERS)])
    lost = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
    assert len(lost) == WRITERS - 1, outcomes
    winner = Slot.objects.get()
    assert {outcome.holder for outcome in lost} == {("test.block", winner.holder_id)}


@pytest.mark.django_db(transaction=True)
def test_whole_hall_against_its_parts(cast_committed: Cast):
    whole, parts = make_hall(cast_committed.site)
    rooms = [whole, *parts, *reversed(parts), whole]
    outcomes = race([partial(take, room, number) for number, room in enumerate(rooms)])
    assert all(isinstance(outcome, list | SlotTaken) for outcome in outcomes), outcomes
    spaces = list(Slot.objects.values_list("space_id", flat=True))
    assert len(spaces) == len(set(spaces)) > 0


@pytest.mark.django_db(transaction=True)
def test_movers_that_want_each_others_rooms_do_not_deadlock(cast_committed: Cast):
    one, two = make_room(cast_committed.site), make_room(cast_committed.site)
    take(one, 1), take(two, 2)

    def move(number: int, room: Room):
        return move_slots(moves=[Claim(room, NINE, NINE + HOUR, ("test.block", number))], at=NINE, actor=None)

    outcomes = race([partial(move, 1, two), partial(move, 2, one)])
    assert all(isinstance(outcome, SlotTaken) for outcome in outcomes), outcomes
    assert set(Slot.objects.values_list("room", "holder_id")) == {(one.pk, 1), (two.pk, 2)}
