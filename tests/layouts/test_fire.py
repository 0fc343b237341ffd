"""Each limit measured on plans made by hand, on both sides."""

from dataclasses import replace

import pytest

from guanjia.layouts.rules.fire import broken, judge
from guanjia.layouts.rules.geometry import Box
from guanjia.layouts.rules.hall import Door, Front, Hall
from guanjia.layouts.rules.plan import Item, Place, Plan, Seat, Thing

HALL = Hall(((0, 0), (30, 0), (30, 30), (0, 30)), doors=(Door(15, 0, 2), Door(15, 30, 2), Door(0, 15, 2)))


def rows(*lines: tuple[float, float, int], pitch: float = 0.8, **fields: object) -> Plan:
    """Rows by their left end, their height and their number of seats, with a wheelchair place set apart."""
    seats = [
        Seat(f"{n}-{i}", x + 0.25 + i * 0.5, y, row=str(n)) for n, (x, y, many) in enumerate(lines) for i in range(many)
    ]
    return Plan(
        "theatre", Front.TOP, (*seats, Seat("w", 26, 27, kind=Place.WHEELCHAIR, row="w")), pitch=pitch, **fields
    )


def bad(plan: Plan, hall: Hall = HALL) -> set[str]:
    return {finding.code for finding in broken(judge(hall, plan))}


@pytest.mark.parametrize(
    ("line", "pitch", "wrong"),
    [
        ((5, 10, 22), 0.8, False),
        ((5, 10, 23), 0.8, True),
        ((0.0, 10, 11), 0.8, False),
        ((0.0, 10, 12), 0.8, True),
        ((0.79, 10, 12), 0.8, False),
        ((0.7, 10, 12), 0.8, True),
        ((4, 10, 44), 0.9, False),
        ((4, 10, 45), 0.9, True),
        ((0.0, 10, 22), 0.9, False),
        ((0.0, 10, 23), 0.9, True),
    ],
)
def test_seats_between_aisles(line: tuple[float, float, int], pitch: float, wrong: bool) -> None:
    assert ("row_seats" in bad(rows(line, pitch=pitch))) is wrong


@pytest.mark.parametrize(("gap", "narrow"), [(1.0, False), (0.95, True)])
def test_an_aisle_between_two_runs(gap: float, narrow: bool) -> None:
    plan = rows((5, 10, 10), (10 + gap, 10, 10))
    assert ("aisle" in bad(plan)) is narrow


@pytest.mark.parametrize(("many", "wrong"), [(20, False), (21, True)])
def test_rows_between_cross_aisles(many: int, wrong: bool) -> None:
    lines = [(10.0, 5 + 0.8 * i, 4) for i in range(many)]
    assert ("rows_together" in bad(rows(*lines))) is wrong
    crossed = [(10.0, y + (0.7 if i >= 10 else 0.0), many) for i, (_x, y, many) in enumerate(lines)]
    assert "rows_together" not in bad(rows(*crossed))


@pytest.mark.parametrize(("pitch", "wrong"), [(0.8, set()), (0.78, {"row_pitch", "row_gap"})])
def test_row_to_row(pitch: float, wrong: set[str]) -> None:
    assert bad(rows((10, 10, 5), (10, 10 + pitch, 5), pitch=pitch)) & {"row_pitch", "row_gap"} == wrong


@pytest.mark.parametrize(("y", "far"), [(29.9, False), (30.1, True)])
def test_the_straight_way_to_a_door(y: float, far: bool) -> None:
    long = Hall(((0, 0), (20, 0), (20, 40), (0, 40)), doors=(Door(9.5, 0, 2), Door(10.5, 0, 2)))
    plan = Plan("theatre", Front.TOP, (Seat("a", 10, y), Seat("w", 8, 5, kind=Place.WHEELCHAIR)))
    assert ("way_out" in bad(plan, long)) is far
    assert not bad(plan, replace(long, sprinklers=True)) & {"way_out", "way_out_sprinklers"}


@pytest.mark.parametrize(("y", "stands"), [(1.66, False), (1.6, True)])
def test_nothing_stands_before_a_door(y: float, stands: bool) -> None:
    seat, item = Seat("a", 15, y), Item(Thing.TABLE, 15, y, 0.5, 0.5)
    assert ("door_free" in bad(Plan("x", Front.TOP, (seat,)))) is stands
    assert ("door_free" in bad(Plan("x", Front.TOP, (), (item,)))) is stands


@pytest.mark.parametrize(
    ("seats", "clash"),
    [
        ([(10, 10), (10.5, 10)], []),
        ([(10, 10), (10.4, 10)], ["a", "b"]),
        ([(20.6, 20)], []),
        ([(20.5, 20)], ["a"]),
        ([(29.8, 20)], ["a"]),
        ([(5, 24.7)], ["a"]),
    ],
)
def test_seats_stand_in_nothing(seats: list[tuple[float, float]], clash: list[str]) -> None:
    hall = replace(HALL, pillars=(Box(20, 20, 0.7, 0.7),), stage=Box(5, 25, 4, 1))
    plan = Plan("x", Front.TOP, tuple(Seat("ab"[i], x, y) for i, (x, y) in enumerate(seats)))
    found = next(each for each in judge(hall, plan) if each.code == "overlap")
    assert sorted(found.seats) == clash


@pytest.mark.parametrize(("door", "lost"), [(1.0, 0), (0.0, 1)])
def test_a_seat_that_is_walled_in_has_no_way(door: float, lost: int) -> None:
    wall = [Item(Thing.TABLE, 10, y, 3, 0.4) for y in (8, 12)] + [
        Item(Thing.TABLE, x, 10, 0.4, 4.4 - door * (x > 10)) for x in (8.4, 11.6)
    ]
    plan = Plan("x", Front.TOP, (Seat("a", 10, 10),), tuple(wall))
    found = next(each for each in judge(HALL, plan) if each.code == "reach")
    assert len(found.seats) == lost


@pytest.mark.parametrize(("many", "ok"), [(100, True), (101, False)])
def test_wheelchair_places_are_counted(many: int, ok: bool) -> None:
    plan = rows(*[(10.0, 2.0 + i, 11) for i in range(10)])
    plan = replace(plan, seats=(*plan.seats[: many - 1], plan.seats[-1]))
    assert plan.count == many
    assert ({"wheelchair_first", "wheelchair_second"} & bad(plan) == set()) is ok


def test_doors_are_judged_for_everybody() -> None:
    two = replace(HALL, doors=(Door(15, 0, 1.2), Door(15, 30, 1.2)))
    sixty = [(10.0, 4.0 + i, 10) for i in range(5)]
    assert not bad(rows(*sixty, (10.0, 10.0, 9)), two) & {"wide_door", "per_100_flat", "per_door"}
    assert "wide_door" in bad(rows(*sixty, (10.0, 10.0, 10)), two)
    assert "doors_least" in bad(rows(*sixty), replace(HALL, doors=HALL.doors[:1]))
    small = replace(HALL, doors=(Door(15, 0, 0.9), Door(15, 30, 0.89)))
    assert "door_width" not in bad(rows(*sixty), small)
    assert "door_width" in bad(rows(*sixty), replace(HALL, doors=(Door(15, 0, 0.9), Door(15, 30, 0.85))))


def test_a_pillar_before_the_speaker_is_told_not_refused() -> None:
    hall = replace(HALL, pillars=(Box(15, 5, 1, 1),))
    plan = Plan("x", Front.TOP, (Seat("a", 15, 10), Seat("b", 20, 10)), focus=(15, 1))
    told = {each.code: each.seats for each in broken(judge(hall, plan), "should")}
    assert told == {"sight_blocked": ("a",)}
