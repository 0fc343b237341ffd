from dataclasses import replace

import pytest

from guanjia.layouts.rules.hall import Door, Hall
from guanjia.layouts.rules.limits import (
    ceiling,
    doors_enough,
    doors_needed,
    limit,
    limits,
    row_most,
    way_most,
    wheelchairs,
    width_needed,
)
from tests.layouts.halls import GREAT, MEETING


def room(width: float, depth: float, *doors: float, **fields: bool) -> Hall:
    places = [Door(width, depth * (i + 1) / (len(doors) + 1), wide) for i, wide in enumerate(doors)]
    return Hall(((0, 0), (width, 0), (width, depth), (0, depth)), doors=tuple(places), **fields)


def test_every_limit_names_its_source_in_two_languages() -> None:
    for code, one in limits().items():
        assert one.source and one.text["en"] and one.text["zh"], code
        assert one.bound in {"must", "should"} and one.certainty in {"A", "B", "C"}, code


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("row_seats", 22),
        ("row_seats_wide", 44),
        ("wide_pitch", 0.9),
        ("rows_together", 20),
        ("aisle", 1.0),
        ("side_aisle", 0.8),
        ("aisle_per_100", 0.6),
        ("row_pitch", 0.8),
        ("row_gap", 0.3),
        ("way_out", 30),
        ("way_out_sprinklers", 37.5),
        ("door_free", 1.4),
        ("stage_gap", 1.5),
    ],
)
def test_the_limits_are_those_of_the_code(code: str, value: float) -> None:
    assert limit(code) == value


@pytest.mark.parametrize(
    ("pitch", "ends", "most"), [(0.89, 2, 22), (0.89, 1, 11), (0.89, 0, 0), (0.9, 2, 44), (0.9, 1, 22), (0.9, 0, 0)]
)
def test_seats_in_a_row(pitch: float, ends: int, most: int) -> None:
    assert row_most(pitch, ends) == most


@pytest.mark.parametrize(
    ("seats", "places"),
    [(0, 0), (1, 1), (100, 1), (101, 2), (400, 2), (401, 3), (600, 3), (601, 4), (750, 4), (801, 5)],
)
def test_wheelchair_places(seats: int, places: int) -> None:
    assert wheelchairs(seats) == places


@pytest.mark.parametrize(
    ("people", "doors"), [(250, 1), (251, 2), (2000, 8), (2001, 9), (2400, 9), (2401, 10), (2500, 10), (3000, 11)]
)
def test_doors_by_their_average(people: int, doors: int) -> None:
    assert doors_needed(people) == doors


@pytest.mark.parametrize(("stepped", "metres"), [(False, 6.5), (True, 7.5)])
def test_door_width_for_a_thousand(stepped: bool, metres: float) -> None:
    assert width_needed(1000, stepped=stepped) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("hall", "enough"),
    [
        (room(12, 10, 1.0), True),
        (room(12.1, 10, 1.0), False),
        (room(12.1, 10, 1.0, 1.0), True),
        (room(9, 5.5, 1.0, between_exits=False), True),
        (room(10, 5, 1.0, between_exits=False), False),
        (room(10, 5, 1.4, between_exits=False), True),
        (room(20, 10, 1.4, between_exits=False), True),
        (room(20.1, 10, 1.4, between_exits=False), False),
        (room(4, 4), False),
    ],
)
def test_one_door_is_enough_for_small_rooms_only(hall: Hall, enough: bool) -> None:
    assert doors_enough(hall) is enough
    assert (ceiling(hall) > 0) is enough


@pytest.mark.parametrize(
    ("hall", "most"),
    [
        (MEETING, 60),
        (room(9, 7, 1.4, 1.4), 430),
        (room(9, 7, 1.4, 1.4, stepped=True), 373),
        (room(9, 7, 3, 3), 500),
        (GREAT, 1000),
        (room(90, 70, *[3.0] * 9), 2400),
        (room(9, 7, 0.8, 0.9), 60),
        (room(9, 7, 0.8, 0.8), 0),
    ],
)
def test_the_most_people_the_doors_let_out(hall: Hall, most: int) -> None:
    assert ceiling(hall) == most


def test_the_straight_way() -> None:
    assert way_most(replace(GREAT, sprinklers=False)) == 30
    assert way_most(GREAT) == 37.5
    assert way_most(room(20, 10, 1.4, between_exits=False)) == 15
    assert way_most(room(9, 5, 1.4, between_exits=False)) == 30
