"""Taking rooms: touching is free, one second more is not; the whole hall is its parts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.journal.public import Entry
from guanjia.places.models import Closure, Slot
from guanjia.places.public import (
    Claim,
    EndsBeforeStart,
    SlotTaken,
    claim_slot,
    claim_slots,
    move_slot,
    move_slots,
    release_slot,
)
from tests.cast import Cast
from tests.factories.places import make_hall, make_room

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)  # 09:00 in Shanghai
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def take(room, starts_at, ends_at, number, **more):
    return claim_slot(
        room=room, starts_at=starts_at, ends_at=ends_at, holder=("test.block", number), at=NINE, actor=None, **more
    )


TOUCHING = [
    ("ends as the other starts", -HOUR, timedelta(0), True),
    ("ends a second late", -HOUR, SECOND, False),
    ("starts as the other ends", HOUR, 2 * HOUR, True),
    ("starts a second early", HOUR - SECOND, 2 * HOUR, False),
    ("lies inside", SECOND, HOUR - SECOND, False),
    ("lies around", -SECOND, HOUR + SECOND, False),
    ("is the same", timedelta(0), HOUR, False),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "ends", "free"), [row[1:] for row in TOUCHING], ids=[row[0] for row in TOUCHING])
def test_claim_beside_a_slot(cast: Cast, starts, ends, free):
    room = make_room(cast.site)
    take(room, NINE, NINE + HOUR, 1)
    if free:
        assert len(take(room, NINE + starts, NINE + ends, 2)) == 1
    else:
        with pytest.raises(SlotTaken) as refused:
            take(room, NINE + starts, NINE + ends, 2)
        assert refused.value.holder == ("test.block", 1)
        assert [taken.starts_at for taken in refused.value.takers] == [NINE]


@pytest.mark.django_db
@pytest.mark.parametrize(("gap_minutes", "free"), [(50, True), (49, False)])
def test_set_up_and_clear_down_count(cast: Cast, gap_minutes, free):
    room = make_room(cast.site, setup_minutes=30, cleardown_minutes=20)
    take(room, NINE, NINE + HOUR, 1)
    slot = Slot.objects.get()
    assert (slot.starts_at, slot.ends_at) == (NINE - timedelta(minutes=30), NINE + timedelta(minutes=80))
    later = NINE + HOUR + timedelta(minutes=gap_minutes)
    if free:
        take(room, later, later + HOUR, 2)
    else:
        with pytest.raises(SlotTaken):
            take(room, later, later + HOUR, 2)


@pytest.mark.django_db
def test_buffers_can_be_replaced_by_none(cast: Cast):
    room = make_room(cast.site, setup_minutes=30, cleardown_minutes=30)
    none = {"setup": timedelta(0), "cleardown": timedelta(0)}
    take(room, NINE, NINE + HOUR, 1, **none)
    take(room, NINE + HOUR, NINE + 2 * HOUR, 2, **none)
    assert Slot.objects.count() == 2


@pytest.mark.django_db
def test_a_part_blocks_the_whole_hall_and_the_whole_each_part(cast: Cast):
    whole, (left, middle, _right) = make_hall(cast.site)
    take(left, NINE, NINE + HOUR, 1)
    with pytest.raises(SlotTaken) as refused:
        take(whole, NINE, NINE + HOUR, 2)
    assert refused.value.takers[0].room_id == left.pk
    take(middle, NINE, NINE + HOUR, 3)
    assert len(take(whole, NINE + HOUR, NINE + 2 * HOUR, 4)) == 3
    with pytest.raises(SlotTaken):
        take(middle, NINE + HOUR, NINE + 2 * HOUR, 5)


@pytest.mark.django_db
def test_the_loser_reads_who_has_the_room_and_when(cast: Cast):
    room = make_room(cast.site, "301", name="Lotus")
    take(room, NINE, NINE + HOUR, 7)
    with pytest.raises(SlotTaken) as refused:
        take(room, NINE, NINE + HOUR, 8)
    sentence = str(refused.value)
    assert "Lotus" in sentence and "2026-11-21 09:00" in sentence and "2026-11-21 10:00" in sentence


@pytest.mark.django_db
@pytest.mark.parametrize("ends", [NINE, NINE - SECOND])
def test_an_end_that_is_not_after_the_start_is_refused(cast: Cast, ends):
    with pytest.raises(EndsBeforeStart):
        take(make_room(cast.site), NINE, ends, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("flaw", [{"is_open": False}, {"fire_ok": False}])
def test_a_room_that_is_shut_or_against_fire_rules_cannot_be_taken(cast: Cast, flaw):
    room = make_room(cast.site, **flaw)
    with pytest.raises(SlotTaken) as refused:
        take(room, NINE, NINE + HOUR, 1)
    assert refused.value.holder == ("places.room", room.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(("starts", "free"), [(HOUR, True), (HOUR - SECOND, False)])
def test_a_closed_room_cannot_be_taken_and_says_why(cast: Cast, starts, free):
    room = make_room(cast.site)
    closure = Closure.objects.create(
        site=cast.site, room=room, starts_at=NINE, ends_at=NINE + HOUR, reason="floor is waxed"
    )
    closure.spaces.set(room.spaces.all())
    if free:
        take(room, NINE + starts, NINE + 2 * HOUR, 1)
    else:
        with pytest.raises(SlotTaken) as refused:
            take(room, NINE + starts, NINE + 2 * HOUR, 1)
        assert "floor is waxed" in str(refused.value)


@pytest.mark.django_db
def test_claims_that_clash_with_each_other_are_all_refused(cast: Cast):
    room = make_room(cast.site)
    claims = [
        Claim(room, NINE, NINE + HOUR, ("test.block", 1)),
        Claim(room, NINE + HOUR - SECOND, NINE + 2 * HOUR, ("test.block", 2)),
    ]
    with pytest.raises(SlotTaken) as refused:
        claim_slots(claims=claims, at=NINE, actor=None)
    assert refused.value.wanted.holder == ("test.block", 2)
    assert refused.value.holder == ("test.block", 1)
    assert not Slot.objects.exists()


@pytest.mark.django_db
def test_two_meetings_change_places_in_one_move(cast: Cast):
    one, two = make_room(cast.site), make_room(cast.site)
    take(one, NINE, NINE + HOUR, 1)
    take(two, NINE, NINE + HOUR, 2)
    swap = [Claim(two, NINE, NINE + HOUR, ("test.block", 1)), Claim(one, NINE, NINE + HOUR, ("test.block", 2))]
    move_slots(moves=swap, at=NINE, actor=cast.alice)
    assert set(Slot.objects.values_list("room", "holder_id")) == {(two.pk, 1), (one.pk, 2)}


@pytest.mark.django_db
def test_a_move_that_fails_leaves_the_old_slot(cast: Cast):
    one, two = make_room(cast.site), make_room(cast.site)
    take(one, NINE, NINE + HOUR, 1)
    take(two, NINE, NINE + HOUR, 2)
    with pytest.raises(SlotTaken):
        move_slot(holder=("test.block", 1), room=two, starts_at=NINE, ends_at=NINE + HOUR, at=NINE, actor=cast.alice)
    assert set(Slot.objects.values_list("room", "holder_id")) == {(one.pk, 1), (two.pk, 2)}


@pytest.mark.django_db
def test_a_meeting_may_move_into_its_own_time(cast: Cast):
    room = make_room(cast.site)
    take(room, NINE, NINE + 2 * HOUR, 1)
    later = NINE + timedelta(minutes=15)
    move_slot(holder=("test.block", 1), room=room, starts_at=later, ends_at=later + HOUR, at=NINE, actor=None)
    assert Slot.objects.get().starts_at == later


@pytest.mark.django_db
def test_release_gives_the_room_back_once(cast: Cast):
    whole, _parts = make_hall(cast.site)
    take(whole, NINE, NINE + HOUR, 1)
    assert release_slot(holder=("test.block", 1), at=NINE, actor=cast.alice) == 3
    assert release_slot(holder=("test.block", 1), at=NINE, actor=cast.alice) == 0
    assert len(take(whole, NINE, NINE + HOUR, 2)) == 3
    actions = list(Entry.objects.filter(subject_kind="places.room").order_by("id").values_list("action", flat=True))
    assert actions == ["places.claim_slot", "places.release_slot", "places.claim_slot"]


@pytest.mark.django_db
@pytest.mark.parametrize("first", [timedelta(0), -30 * HOUR])
def test_the_database_itself_refuses_what_overlaps(cast: Cast, first):
    """Whatever code writes: insert and update, also over a slot that began long before."""
    room = make_room(cast.site)
    space = room.spaces.get()
    common = {"site": cast.site, "space": space, "room": room, "holder_kind": "test.block"}
    Slot.objects.create(starts_at=NINE + first, ends_at=NINE + HOUR, holder_id=1, **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(starts_at=NINE + HOUR - SECOND, ends_at=NINE + 2 * HOUR, holder_id=2, **common)
    beside = Slot.objects.create(starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR, holder_id=2, **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=beside.pk).update(starts_at=NINE)


@pytest.mark.django_db
def test_queries_do_not_grow_with_claims(cast: Cast):
    rooms = [make_room(cast.site) for _ in range(6)]
    claims = [Claim(room, NINE, NINE + HOUR, ("test.block", room.pk)) for room in rooms]

    def count(some):
        with CaptureQueriesContext(connection) as seen:
            claim_slots(claims=some, at=NINE, actor=None)
        return len(seen)

    assert count(claims[:2]) == count(claims[2:])
