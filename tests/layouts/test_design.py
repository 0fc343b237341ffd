"""Whole layouts: nothing stands in anything, everybody gets out, and the count keeps the doors. By own arithmetic."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanjia.layouts.rules.design import NO_DOORS, STYLES, TOO_MANY, design
from guanjia.layouts.rules.fire import broken, judge
from guanjia.layouts.rules.geometry import Box, distance
from guanjia.layouts.rules.hall import Door, Front, Hall, faults, snapped
from guanjia.layouts.rules.limits import ceiling, wheelchairs
from guanjia.layouts.rules.plan import Place, Plan, Thing, from_plain, furniture, to_plain
from guanjia.layouts.rules.room import NO_BOOTH, ROSTRUM_SMALL, Unfit, Wish
from guanjia.places.public import Style
from tests.layouts.halls import ELL, GREAT, MEETING

BARE = Wish(lectern=False)


def test_the_styles_are_those_of_the_rooms() -> None:
    assert set(STYLES) == {style.value for style in Style}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_fits_into_a_meeting_room_and_breaks_nothing(style: str) -> None:
    made = design(MEETING, style, BARE)
    assert broken(made.findings) == []
    assert 0 < made.plan.count <= ceiling(MEETING) == 60
    assert len({seat.id for seat in made.plan.seats}) == len(made.plan.seats)
    assert from_plain(to_plain(made.plan)).count == made.plan.count
    few = 4 if style == "sofa_meeting" else 8
    fewer = design(MEETING, style, replace(BARE, people=few))
    assert few <= fewer.plan.count <= 12


def test_the_great_hall_holds_as_many_as_its_doors_let_out() -> None:
    made = design(GREAT, "theatre", Wish(rostrum=9, booths=2, media=True, screen=True))
    assert made.plan.people == ceiling(GREAT) == 1000
    kinds = Counter(seat.kind for seat in made.plan.seats)
    assert kinds[Place.ROSTRUM] == 9
    assert kinds[Place.WHEELCHAIR] == wheelchairs(made.plan.count) == 5
    carried = {kind: many for kind, _size, many in furniture(made.plan)}
    assert carried[Thing.CHAIR] == 995 and carried[Thing.BOOTH] == 2 and carried[Thing.LECTERN] == 1
    assert Thing.MEDIA not in carried and any(item.kind is Thing.MEDIA for item in made.plan.items)


def test_wider_doors_let_more_people_in() -> None:
    wide = replace(GREAT, doors=(*GREAT.doors, Door(0, 24, 3), Door(40, 24, 3)))
    made = design(wide, "theatre", BARE)
    assert 1300 <= made.plan.count <= ceiling(wide) == 1500
    assert broken(made.findings) == []


def test_a_style_that_does_not_fit_says_the_most() -> None:
    with pytest.raises(Unfit) as refused:
        design(MEETING, "theatre", replace(BARE, people=61))
    assert refused.value.message == TOO_MANY
    assert 50 <= refused.value.values["most"] <= 60
    with pytest.raises(Unfit) as refused:
        design(replace(MEETING, doors=()), "theatre", BARE)
    assert refused.value.message == NO_DOORS
    with pytest.raises(Unfit) as refused:
        design(MEETING, "theatre", Wish(rostrum=40))
    assert refused.value.message == ROSTRUM_SMALL
    with pytest.raises(Unfit) as refused:
        design(MEETING, "theatre", Wish(booths=9))
    assert refused.value.message == NO_BOOTH


def test_a_wheelchair_place_takes_the_room_it_needs() -> None:
    made = design(MEETING, "classroom", BARE)
    chairs = [seat for seat in made.plan.seats if seat.kind is Place.WHEELCHAIR]
    assert len(chairs) == 1 and (chairs[0].box.width, chairs[0].box.depth) == (0.8, 1.3)


@pytest.mark.parametrize("style", STYLES)
def test_guests_in_wheelchairs_find_the_places_they_asked_for(style: str) -> None:
    made = design(ELL, style, Wish(wheelchairs=4))
    chairs = [seat for seat in made.plan.seats if seat.kind is Place.WHEELCHAIR]
    assert len(chairs) == 4 and broken(made.findings) == []
    assert any(item.kind is Thing.LECTERN for item in made.plan.items)
    no_overlap(snapped(ELL), made.plan)


@pytest.mark.parametrize(("style", "least"), [("boardroom", 15), ("cocktail", 17), ("signing", 23), ("banquet", 9)])
def test_a_small_room_takes_what_fits_beside_the_lectern(style: str, least: int) -> None:
    small = Hall(((0, 0), (8, 0), (8, 6), (0, 6)), doors=(Door(2, 6, 1), Door(6, 6, 1)))
    made = design(small, style)
    assert made.plan.count >= least and broken(made.findings) == []


@pytest.mark.parametrize("front", list(Front))
def test_seats_face_the_front(front: Front) -> None:
    made = design(replace(ELL, front=front), "theatre", replace(BARE, people=30))
    facing = {Front.TOP: 0, Front.RIGHT: 90, Front.BOTTOM: 180, Front.LEFT: 270}[front]
    assert {seat.facing for seat in made.plan.audience} == {facing}
    assert broken(made.findings) == []


@pytest.mark.parametrize("lectern", [True, False])
def test_herringbone_turns_towards_the_speaker_from_both_sides(lectern: bool) -> None:
    made = design(ELL, "herringbone", Wish(lectern=lectern))
    halves = Counter(round(seat.facing) for seat in made.plan.audience)
    assert halves.keys() == {15, 345} and min(halves.values()) >= 18


def test_the_signing_table_stands_before_the_audience() -> None:
    made = design(ELL, "signing", replace(BARE, people=20))
    table = next(item for item in made.plan.items if item.kind is Thing.SIGNING)
    assert all(seat.y > table.y for seat in made.plan.audience)


def no_overlap(hall: Hall, plan: Plan) -> None:
    """Seats by their inner circle: a test of its own, weaker than the rule's boxes and independent of them."""
    seats = [(s.x, s.y, min(s.box.width, s.box.depth) / 2 - 0.02) for s in plan.seats]
    for i, (x, y, r) in enumerate(seats):
        for x2, y2, r2 in seats[i + 1 :]:
            assert distance((x, y), (x2, y2)) >= r + r2
        for box in hall.pillars:
            dx, dy = abs(x - box.x) - box.width / 2, abs(y - box.y) - box.depth / 2
            assert max(dx, dy) >= r - 0.02 or (max(dx, 0) ** 2 + max(dy, 0) ** 2) ** 0.5 >= r - 0.02
        for door in hall.doors:
            assert distance((x, y), (door.x, door.y)) >= min(door.width / 2, 1.4) - 0.01


@st.composite
def some_halls(draw: st.DrawFn) -> Hall:
    width, depth = draw(st.floats(6, 18)), draw(st.floats(6, 18))
    outline = [(0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)]
    if draw(st.booleans()):
        outline = [
            (0.0, 0.0),
            (width, 0.0),
            (width, depth * 0.6),
            (width * 0.6, depth * 0.6),
            (width * 0.6, depth),
            (0.0, depth),
        ]
    share = st.floats(0.15, 0.5)
    pillars = [Box(width * draw(share), depth * draw(share), 0.5, 0.5)] if draw(st.booleans()) else []
    wide = draw(st.sampled_from([1.0, 1.4, 2.0]))
    doors = (Door(0.0, depth * draw(st.floats(0.3, 0.8)), wide), Door(width * draw(st.floats(0.2, 0.45)), depth, wide))
    return Hall(tuple(outline), tuple(pillars), doors, front=draw(st.sampled_from(list(Front))))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(hall=some_halls(), style=st.sampled_from(STYLES))
def test_whatever_the_hall_nothing_stands_in_anything_and_everybody_gets_out(hall: Hall, style: str) -> None:
    assert faults(hall) == []
    try:
        made = design(hall, style, BARE)
    except Unfit:
        return
    assert made.plan.people <= ceiling(hall)
    no_overlap(snapped(hall), made.plan)
    assert broken(judge(snapped(hall), made.plan)) == []
    reach = next(each for each in made.findings if each.code == "reach")
    assert reach.value == 0
