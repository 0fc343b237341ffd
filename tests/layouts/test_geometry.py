import pytest

from guanjia.layouts.rules.frame import free_strips, fronted, minus
from guanjia.layouts.rules.geometry import Box, apart, area, contains, crossings, inside
from guanjia.layouts.rules.hall import (
    CROSSED,
    DOOR_WIDE,
    OFF_WALL,
    PILLAR_OUT,
    STAGE_OUT,
    TOO_FEW,
    TOO_LARGE,
    TOO_SMALL,
    TWICE,
    Door,
    Front,
    Hall,
    clear_zone,
    faults,
    hall_from,
    plain,
    snapped,
)
from tests.layouts.halls import ELL, GREAT, MEETING

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


@pytest.mark.parametrize(
    ("outline", "sides"),
    [
        (SQUARE, []),
        (((0, 0), (10, 10), (10, 0), (0, 10)), [(1, 3)]),
        (((0, 0), (10, 0), (10, 10), (5, -1), (0, 10)), [(1, 3), (1, 4)]),
        (((0, 0), (10, 0), (10, 10), (5, 0), (0, 10)), [(1, 3), (1, 4)]),
        (ELL.outline, []),
    ],
)
def test_sides_that_cross_are_named(outline: tuple[tuple[float, float], ...], sides: list[tuple[int, int]]) -> None:
    assert crossings(outline) == sides
    crossed = [(f.values["first"], f.values["second"]) for f in faults(Hall(outline)) if f.message == CROSSED]
    assert crossed == sides


@pytest.mark.parametrize(
    ("hall", "message"),
    [
        (Hall(((0, 0), (5, 0))), TOO_FEW),
        (Hall(((0, 0), (1.9, 0), (1.9, 2), (0, 2))), TOO_SMALL),
        (Hall(((0, 0), (401, 0), (401, 50), (0, 50))), TOO_LARGE),
        (Hall(((0, 0), (5, 0), (5, 0), (5, 5))), TWICE),
        (Hall(SQUARE, doors=(Door(5, 0.7, 1),)), OFF_WALL),
        (Hall(SQUARE, doors=(Door(5, 0, 10.5),)), DOOR_WIDE),
        (Hall(SQUARE, pillars=(Box(9.9, 5, 0.5, 0.5),)), PILLAR_OUT),
        (Hall(SQUARE, stage=Box(5, 0.9, 4, 2)), STAGE_OUT),
    ],
)
def test_an_outline_that_cannot_be_is_refused(hall: Hall, message: str) -> None:
    assert [fault.message for fault in faults(hall)] == [message]


@pytest.mark.parametrize("hall", [MEETING, GREAT, ELL, Hall(((0, 0), (2, 0), (2, 2), (0, 2)))])
def test_sound_halls_pass_and_survive_being_stored(hall: Hall) -> None:
    assert faults(hall) == []
    assert hall_from(plain(hall)) == hall


def test_a_door_is_put_into_its_wall_and_its_zone_lies_inside() -> None:
    hall = snapped(Hall(SQUARE, doors=(Door(9.8, 0.1, 2), Door(5, 10.2, 1))))
    assert [(d.x, d.y) for d in hall.doors] == [(9.0, 0.0), (5.0, 10.0)]
    for door in hall.doors:
        zone = clear_zone(hall, door, 1.4)
        assert area(zone) == pytest.approx(1.4 * door.width)
        assert inside(hall.outline, zone, slack=1e-4)


@pytest.mark.parametrize(("gap", "free"), [(0.0, True), (0.001, True), (-0.001, False)])
def test_boxes_that_touch_share_no_floor(gap: float, free: bool) -> None:
    assert apart(Box(0, 0, 1, 1).corners(), Box(1 + gap, 0, 1, 1).corners()) is free
    assert apart(Box(0, 0, 1, 1).corners(), Box(0, 0, 0.2, 0.2, 45).corners()) is False


def test_strips_keep_off_walls_and_pillars() -> None:
    strips = free_strips(ELL.outline, [ELL.pillars[0].corners()], 5, 7, side=1, rear=0.5)
    assert strips == [(1, 7.75), (8.25, 15)]
    assert free_strips(ELL.outline, [], 7, 9, side=1, rear=0.5) == [(1, 8)]
    assert minus([(0, 10)], [(2, 3), (9, 12)]) == [(0, 2), (3, 9)]


@pytest.mark.parametrize(
    ("front", "speaker"), [(Front.TOP, (4, 0)), (Front.BOTTOM, (4, 7)), (Front.LEFT, (0, 3)), (Front.RIGHT, (9, 3))]
)
def test_the_front_turns_to_the_top(front: Front, speaker: tuple[float, float]) -> None:
    hall = fronted(Hall((*MEETING.outline,), doors=(Door(*speaker, 1),), front=front))
    assert hall.front is Front.TOP
    assert hall.doors[0].y == min(y for _x, y in hall.outline)
    assert contains(hall.outline, (sum(x for x, _ in hall.outline) / 4, sum(y for _, y in hall.outline) / 4))
