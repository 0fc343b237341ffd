"""Seats with a margin, the six criteria, the proposed layout."""

import pytest

from guanjia.places.rules.capacity import seats_needed
from guanjia.places.rules.layout import Purpose, propose_layout
from guanjia.places.rules.styles import Style
from guanjia.places.rules.venue import Venue, score_venue

BEST = Venue(capacity=110, access=5, facilities=5, sound=5, temperature=5)


def score(**fields):
    headcount, needs = fields.pop("headcount", 100), fields.pop("needs", ())
    known = {name: getattr(BEST, name) for name in ("capacity", "access", "facilities", "sound", "temperature")}
    return score_venue(Venue(**(known | fields)), headcount=headcount, needs=needs)


@pytest.mark.parametrize(
    ("headcount", "margin", "needed"),
    [(100, 10, 110), (101, 10, 112), (1, 10, 2), (100, 0, 100), (0, 10, 1), (109, 10, 120), (110, 10, 121)],
)
def test_seats_needed_are_rounded_up(headcount, margin, needed):
    assert seats_needed(headcount, margin) == needed


@pytest.mark.parametrize(("capacity", "suits"), [(110, True), (109, False)])
def test_capacity_is_a_condition_at_its_margin(capacity, suits):
    assert score(capacity=capacity).suits is suits


@pytest.mark.parametrize(("capacity", "points"), [(110, 5), (220, 5), (221, 4), (330, 4), (331, 2), (109, 0)])
def test_a_room_far_too_large_loses_points(capacity, points):
    assert score(capacity=capacity).criteria[0].score == points


@pytest.mark.parametrize(
    ("fields", "suits"),
    [
        ({"fire_ok": False}, False),
        ({"exits": 2}, True),
        ({"exits": 1}, False),
        ({"exits": 1, "headcount": 50}, True),
        ({"exits": 1, "headcount": 51}, False),
        ({"exits": 0, "headcount": 50}, False),
        ({"exits": 0, "outdoor": True}, True),
    ],
)
def test_fire_compliance_is_a_hard_condition(fields, suits):
    assert score(**fields).suits is suits


def test_all_six_criteria_are_named_and_the_best_room_gets_a_hundred():
    found = score()
    assert [criterion.seed for criterion in found.criteria] == [f"VENU-00{n}" for n in range(1, 7)]
    assert (found.total, found.refusals) == (100, ())


@pytest.mark.parametrize("name", ["access", "facilities", "sound", "temperature"])
def test_each_judged_criterion_counts_a_sixth(name):
    assert score(**{name: 0}).total == 83
    assert score(**{name: None}).total == 93, "not judged counts as middling"


@pytest.mark.parametrize(("needs", "points"), [((), 5), (("led_screen",), 0), (("led_screen", "stage"), 2.5)])
def test_equipment_that_is_missing_costs_its_share_of_the_facilities(needs, points):
    assert score(needs=needs, equipment=frozenset({"stage"})).criteria[2].score == points


def test_outdoor_warns_of_weather_and_asks_for_a_reserve():
    assert len(score(outdoor=True).warnings) == 2
    assert len(score(outdoor=True, has_indoor_reserve=True).warnings) == 1
    assert score().warnings == ()


@pytest.mark.parametrize(
    ("headcount", "purpose", "style"),
    [
        (20, Purpose.DISCUSSION, Style.ROUNDTABLE),
        (21, Purpose.DISCUSSION, Style.U_SHAPE),
        (60, Purpose.DISCUSSION, Style.U_SHAPE),
        (61, Purpose.DISCUSSION, Style.CLASSROOM),
        (20, Purpose.BOARD, Style.BOARDROOM),
        (21, Purpose.BOARD, Style.U_SHAPE),
        (10, Purpose.REPORT, Style.THEATRE),
        (500, Purpose.REPORT, Style.THEATRE),
        (30, Purpose.TRAINING, Style.CLASSROOM),
        (30, Purpose.SIGNING, Style.SIGNING),
    ],
)
def test_layout_by_size_and_purpose(headcount, purpose, style):
    assert propose_layout(headcount, purpose)[0].style is style


def test_every_purpose_has_a_proposal_at_every_size():
    assert all(propose_layout(size, purpose) for purpose in Purpose for size in (1, 20, 21, 60, 61, 5000))


def test_there_are_fourteen_styles():
    assert len(Style) == 14


@pytest.mark.parametrize(
    ("spaces", "cars", "points"),
    [(40, 0, 5), (40, 40, 5), (39, 40, 4.9375), (20, 40, 3.75), (0, 40, 2.5), (None, 40, 5)],
)
def test_parking_counts_as_much_as_access_where_cars_come(spaces, cars, points):
    found = score_venue(Venue(capacity=110, access=5, parking=spaces), headcount=100, cars=cars)
    assert found.criteria[1].score == points


@pytest.mark.parametrize(("name", "position"), [("access", 1), ("facilities", 2), ("sound", 4), ("temperature", 5)])
def test_each_judged_criterion_stands_in_its_place(name, position):
    assert score(**{name: 1}).criteria[position].score == 1


@pytest.mark.parametrize(
    ("purpose", "size", "style"),
    [
        (Purpose.TRAINING, 40, Style.CLASSROOM),
        (Purpose.WORKSHOP, 40, Style.CLUSTER),
        (Purpose.DISCUSSION, 12, Style.ROUNDTABLE),
        (Purpose.DISCUSSION, 40, Style.U_SHAPE),
        (Purpose.REPORT, 400, Style.THEATRE),
    ],
)
def test_the_four_layouts_of_the_sources_and_group_work(purpose, size, style):
    assert propose_layout(size, purpose)[0].style is style
