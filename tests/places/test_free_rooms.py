"""A free room for so many people, at that time, set up so, with that equipment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from guanjia.places.models import Closure, Equipment
from guanjia.places.public import EndsBeforeStart, SlotTaken, Style, claim_slot, free_rooms
from tests.cast import Cast
from tests.factories.places import make_hall, make_room

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def take(room, starts_at=NINE, ends_at=NINE + HOUR, **more):
    return claim_slot(
        room=room, starts_at=starts_at, ends_at=ends_at, holder=("test.block", room.pk), at=NINE, actor=None, **more
    )


def found(cast, starts_at=NINE, ends_at=NINE + HOUR, **wanted):
    return [room.code for room in free_rooms(cast.site, starts_at, ends_at, **wanted)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "free"),
    [
        (-HOUR, timedelta(0), True),
        (-HOUR, SECOND, False),
        (HOUR, 2 * HOUR, True),
        (HOUR - SECOND, 2 * HOUR, False),
        (timedelta(microseconds=-1) + HOUR, 2 * HOUR, False),
        (-2 * HOUR, 2 * HOUR, False),
        (timedelta(minutes=10), timedelta(minutes=20), False),
    ],
)
def test_beside_a_slot(cast: Cast, starts, ends, free):
    take(make_room(cast.site, "A"))
    assert found(cast, NINE + starts, NINE + ends) == (["A"] if free else [])


@pytest.mark.django_db
@pytest.mark.parametrize(("gap", "free"), [(50, True), (49, False)])
@pytest.mark.parametrize("before", [True, False])
def test_own_set_up_and_clear_down_must_fit_too(cast: Cast, gap, free, before):
    room = make_room(cast.site, "A", setup_minutes=30, cleardown_minutes=20)
    take(room)
    shift = timedelta(minutes=gap)
    span = (NINE - shift - HOUR, NINE - shift) if before else (NINE + HOUR + shift, NINE + 2 * HOUR + shift)
    assert found(cast, *span) == (["A"] if free else [])


@pytest.mark.django_db
def test_a_long_slot_before_and_a_short_one_after_are_both_seen(cast: Cast):
    room = make_room(cast.site, "A")
    take(room, NINE - 100 * HOUR, NINE + HOUR)
    take(room, NINE + 5 * HOUR, NINE + 6 * HOUR)
    assert found(cast, NINE, NINE + 2 * HOUR) == []
    assert found(cast, NINE + HOUR, NINE + 5 * HOUR) == ["A"]
    assert found(cast, NINE + 2 * HOUR, NINE + 7 * HOUR) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headcount", "margin", "codes"),
    [(100, 10, ["M", "L"]), (101, 10, ["L"]), (110, 0, ["M", "L"]), (0, None, ["S", "M", "L"]), (999, None, [])],
)
def test_seats_with_the_margin_and_the_smallest_first(cast: Cast, headcount, margin, codes):
    for code, seats in (("L", 300), ("S", 20), ("M", 110)):
        make_room(cast.site, code, styles={Style.THEATRE: seats})
    assert found(cast, headcount=headcount, margin=margin) == codes


@pytest.mark.django_db
@pytest.mark.parametrize(("percent", "codes"), [(0, ["A"]), (None, []), (1, [])])
def test_the_margin_is_a_setting_of_the_site(cast: Cast, percent, codes):
    make_room(cast.site, "A", styles={Style.THEATRE: 100})
    if percent is not None:
        cast.site.settings["capacity_margin_percent"] = percent
    assert found(cast, headcount=100) == codes


@pytest.mark.django_db
def test_the_style_counts_with_its_own_capacity(cast: Cast):
    make_room(cast.site, "A", styles={Style.THEATRE: 100, Style.U_SHAPE: 30})
    make_room(cast.site, "B", styles={Style.U_SHAPE: 60})
    assert found(cast, headcount=40, style=Style.U_SHAPE) == ["B"]
    assert found(cast, headcount=70) == ["A"]
    assert free_rooms(cast.site, NINE, NINE + HOUR, 10)[-1].style == "theatre"


@pytest.mark.django_db
def test_equipment_in_the_room_or_movable_and_enough_of_it(cast: Cast):
    make_room(cast.site, "A", equipment={"projector": 1})
    make_room(cast.site, "B", equipment={"projector": 2, "stage": 1})
    make_room(cast.site, "C")
    assert found(cast, equipment=["projector"]) == ["A", "B"]
    assert found(cast, equipment={"projector": 2}) == ["B"]
    assert found(cast, equipment=["projector", "stage"]) == ["B"]
    Equipment.objects.create(site=cast.site, kind="projector", count=1)
    assert found(cast, equipment=["projector"]) == ["A", "B", "C"]
    carried = {room.code: room.movable for room in free_rooms(cast.site, NINE, NINE + HOUR, equipment=["projector"])}
    assert carried == {"A": (), "B": (), "C": ("projector",)}
    Equipment.objects.filter(room=None).update(site=cast.other_site)
    assert found(cast, equipment=["projector"]) == ["A", "B"]


@pytest.mark.django_db
def test_a_part_that_is_taken_leaves_the_other_parts(cast: Cast):
    whole, (left, *_rest) = make_hall(cast.site, "H")
    take(left)
    assert found(cast) == ["H-B", "H-C"]
    assert found(cast, NINE + HOUR, NINE + 2 * HOUR) == ["H-A", "H-B", "H-C", "H"]
    take(whole, NINE + HOUR, NINE + 2 * HOUR)
    assert found(cast, NINE + HOUR, NINE + 2 * HOUR) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("lifted", "codes"), [(None, []), (NINE, ["A"])])
def test_closed_rooms_are_not_free_until_they_are_opened_again(cast: Cast, lifted, codes):
    room = make_room(cast.site, "A")
    closure = Closure.objects.create(
        site=cast.site, room=room, starts_at=NINE - HOUR, ends_at=NINE + SECOND, reason="x", lifted_at=lifted
    )
    closure.spaces.set(room.spaces.all())
    assert found(cast) == codes
    assert found(cast, NINE + SECOND, NINE + HOUR) == ["A"]


@pytest.mark.django_db
@pytest.mark.parametrize("flaw", [{"is_open": False}, {"fire_ok": False}, {"spaces": []}, {"styles": {}}])
def test_rooms_that_cannot_be_booked_are_left_out(cast: Cast, flaw):
    make_room(cast.site, "A", **flaw)
    assert found(cast) == []


@pytest.mark.django_db
def test_other_sites_are_not_asked(cast: Cast):
    make_room(cast.other_site, "A")
    assert found(cast) == []


@pytest.mark.django_db
def test_an_end_before_the_start_is_refused(cast: Cast):
    with pytest.raises(EndsBeforeStart):
        free_rooms(cast.site, NINE, NINE)


@pytest.mark.django_db
def test_it_is_one_query(cast: Cast, django_assert_num_queries):
    make_hall(cast.site)
    with django_assert_num_queries(1):
        free_rooms(cast.site, NINE, NINE + HOUR, 10, Style.THEATRE, ["projector", "stage"])


@pytest.mark.django_db
def test_what_is_free_can_be_taken_and_what_is_not_cannot(cast: Cast):
    """The query and the constraint agree on every room at every quarter of an hour."""
    whole, parts = make_hall(cast.site, "H", parts=2, setup_minutes=15, cleardown_minutes=15)
    take(parts[0], NINE + HOUR, NINE + 2 * HOUR)
    for quarter in range(-4, 16):
        start = NINE + quarter * timedelta(minutes=15)
        codes = set(found(cast, start, start + HOUR))
        for room in (whole, *parts):
            sid = transaction.savepoint()
            try:
                take(room, start, start + HOUR)
                taken = True
            except SlotTaken:
                taken = False
            transaction.savepoint_rollback(sid)
            assert taken == (room.code in codes), (room.code, quarter)
