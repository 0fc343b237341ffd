"""What a patrol of the front desk looks at, and what becomes of what it finds (FPAT-001, 005, 007, 010, 012, 013)."""

import pytest

from guanjia.standards.queries.shipped import shipped

POINTS = {
    "condition": "work_order",
    "safety": "hazard",
    "environment": "work_order",
    "order": "hazard",
    "staff": "none",
}


def points(code: str) -> dict[str, str]:
    return {item.code: item.on_failure for item in shipped()[code].standard.items}


@pytest.mark.parametrize("code", ["watch.patrol.desk", "watch.patrol.key_area", "watch.patrol.holiday"])
def test_a_patrol_looks_at_the_five_points_and_what_fails_is_opened(code: str) -> None:
    found = points(code)
    assert {name: found.get(name) for name in POINTS} == POINTS
    assert "handling" in found, "what was found and done is written down"


def test_a_holiday_owes_six_visits_three_hours_apart_at_least() -> None:
    when = shipped()["watch.patrol.holiday"].standard.when
    assert (when.count, when.period, when.days) == (6, "day", "off")
