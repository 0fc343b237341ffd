"""Seats of a drawn plan by row, part and column; places for the guests who come in a wheelchair."""

from collections import Counter
from dataclasses import replace

import pytest

from guanjia.layouts.rules.design import STYLES, design
from guanjia.layouts.rules.fire import broken, judge
from guanjia.layouts.rules.hall import Front
from guanjia.layouts.rules.limits import wheelchairs
from guanjia.layouts.rules.lines import LINED, lined
from guanjia.layouts.rules.plan import Place, Plan, Seat
from guanjia.layouts.rules.room import Wish
from tests.layouts.halls import ELL, MEETING

BARE = Wish(lectern=False)


@pytest.mark.parametrize("style", STYLES)
def test_every_seat_of_the_audience_has_its_row_and_its_own_column(style: str) -> None:
    plan = design(MEETING, style, BARE).plan
    seats = lined(plan)
    if style not in LINED:
        assert seats == []
        return
    assert {seat.id for seat in seats} == {seat.id for seat in plan.audience}
    assert max(Counter((seat.row, seat.zone, seat.column) for seat in seats).values()) == 1
    assert {seat.id for seat in seats if seat.wheelchair} == {s.id for s in plan.seats if s.kind is Place.WHEELCHAIR}


def test_parts_lie_between_the_aisles_and_columns_stand_behind_each_other() -> None:
    plan = design(ELL, "theatre", BARE).plan
    seats = lined(plan)
    assert len({seat.zone for seat in seats}) == len(plan.aisles) + 1 > 1
    for zone in {seat.zone for seat in seats}:
        rows: dict[int, list[int]] = {}
        for seat in seats:
            if seat.zone == zone:
                rows.setdefault(seat.row, []).append(seat.column)
        assert all(columns == sorted(columns) for columns in rows.values())
    by_place = {(seat.zone, seat.row, seat.column): seat for seat in seats}
    behind = [(s, by_place[key]) for s in seats if (key := (s.zone, s.row + 1, s.column)) in by_place]
    assert len(behind) > 0.8 * len(seats) and all(abs(a.x - b.x) < 0.51 for a, b in behind)
    assert any(seat.aisle for seat in seats) and not all(seat.aisle for seat in seats)


@pytest.mark.parametrize("front", list(Front))
def test_the_first_row_is_the_one_nearest_to_the_front_and_left_is_the_audiences(front: Front) -> None:
    turned = {
        Front.TOP: [(1, 2), (2, 2), (1, 4)], Front.BOTTOM: [(2, 4), (1, 4), (2, 2)],
        Front.LEFT: [(2, 2), (2, 1), (4, 2)], Front.RIGHT: [(4, 1), (4, 2), (2, 1)],
    }[front]  # fmt: skip
    names = (("1-1", "1"), ("1-2", "1"), ("2-1", "2"))
    seats = tuple(Seat(name, x, y, row=row) for (name, row), (x, y) in zip(names, turned, strict=True))
    found = lined(Plan("theatre", front, seats, pitch=0.8))
    assert [(seat.id, seat.row) for seat in found] == [("1-1", 1), ("1-2", 1), ("2-1", 2)]
    assert found[0].x == 0 < found[1].x and found[0].y < found[2].y


def test_a_seat_added_by_hand_belongs_to_the_row_beside_it() -> None:
    plan = design(MEETING, "theatre", BARE).plan
    last = plan.audience[-1]
    added = replace(plan, seats=(*plan.seats, Seat("+1", last.x + 0.5, last.y, row="+1")))
    assert {seat.id: seat.row for seat in lined(added)}["+1"] == int(last.row)


@pytest.mark.parametrize("style", ["theatre", "classroom", "banquet"])
def test_as_many_wheelchair_places_as_guests_need_are_drawn(style: str) -> None:
    made = design(MEETING, style, replace(BARE, people=12, wheelchairs=4))
    places = sum(seat.kind is Place.WHEELCHAIR for seat in made.plan.seats)
    assert places == 4 > wheelchairs(made.plan.count) and made.plan.count >= 12 and broken(made.findings) == []


def test_a_layout_with_too_few_places_says_so_and_stays_allowed() -> None:
    plan = design(MEETING, "theatre", BARE).plan
    (told,) = [each for each in judge(MEETING, plan, 3) if each.code == "wheelchair_asked"]
    assert (told.ok, told.value, told.limit, told.bound) == (False, 1, 3, "should")
    assert not [each for each in judge(MEETING, plan) if each.code == "wheelchair_asked"]
