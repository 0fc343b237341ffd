"""Scenes, set-points and their limits. No database."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.roomcontrol.rules.climate import Air, Why, is_summer, limits, set_point
from guanjia.roomcontrol.rules.scenes import (
    DEFAULTS,
    GIVES_WAY,
    RunState,
    SceneCode,
    StepState,
    Trigger,
    is_satisfied,
    run_state,
    step_due,
)
from tests.factories.conference import NINE


@pytest.mark.parametrize(
    ("wanted", "state", "true"),
    [
        ({"on": True}, {"on": True, "level": 3}, True), ({"on": True}, {"on": False}, False), ({"on": True}, {}, False),
        ({"on": True}, {"on": 1}, False), ({"level": 80}, {"level": 80.5}, True), ({"level": 80}, {"level": 80.6}, False),
        ({"on": True, "level": 80}, {"on": True}, False),
    ],
)  # fmt: skip
def test_a_state_is_what_was_asked_for(wanted: dict[str, Any], state: dict[str, Any], true: bool) -> None:
    assert is_satisfied(wanted, state) is true


@pytest.mark.parametrize(
    ("seconds", "tries", "what"),
    [(4.99, 1, "wait"), (5, 1, "again"), (4.99, 2, "wait"), (5, 2, "by_hand"), (60, 3, "by_hand")],
)
def test_one_that_does_not_answer(seconds: float, tries: int, what: str) -> None:
    assert step_due(NINE, tries, NINE + timedelta(seconds=seconds)) == what


def test_a_scene_is_done_when_every_device_said_so() -> None:
    s = StepState
    assert (
        run_state([s.CONFIRMED, s.SENT]) is RunState.RUNNING and run_state([s.CONFIRMED, s.BY_HAND]) is RunState.BY_HAND
    )
    assert run_state([s.BY_HAND, s.SENT]) is RunState.RUNNING and run_state([s.CONFIRMED, s.KEPT]) is RunState.DONE
    assert [GIVES_WAY[each] for each in Trigger] == [False, False, True, True]
    assert set(DEFAULTS) == set(SceneCode) - {SceneCode.OWN} and DEFAULTS[SceneCode.END]["light"] == {"on": False}


@pytest.mark.parametrize(
    ("air", "celsius", "why"),
    [
        (Air(7, 34), 26, Why.WEATHER), (Air(7), 26, Why.TABLE), (Air(1), 20, Why.TABLE), (Air(1, 22), 26, Why.WEATHER),
        (Air(7, 16), 20, Why.WEATHER), (Air(7, 16.1), 26, Why.WEATHER), (Air(1, 21.9), 20, Why.WEATHER),
        (Air(7, 34, nudge_c=-1), 26, Why.LIMIT), (Air(7, 34, nudge_c=1), 27, Why.ASKED), (Air(7, 34, nudge_c=3), 28, Why.LIMIT),
        (Air(1, 2, nudge_c=1), 20, Why.LIMIT), (Air(1, 2, nudge_c=-1), 19, Why.ASKED), (Air(1, 2, nudge_c=-3), 18, Why.LIMIT),
        (Air(7, 34, nudge_c=-2, exempt=True), 24, Why.ASKED), (Air(1, 2, counted=75, seats=100), 19, Why.FULL),
        (Air(1, 2, counted=74, seats=100), 20, Why.HEADCOUNT), (Air(1, 2, planned=80, seats=100), 19, Why.PLANNED),
        (Air(7, 34, sensed_c=27), 26, Why.SENSOR), (Air(7, 34), 26, Why.SILENT),
    ],
)  # fmt: skip
def test_the_set_point_follows_weather_and_heads_within_the_law(air: Air, celsius: float, why: Why) -> None:
    found = set_point(air)
    assert found.temperature_c == celsius and why in found.why


@pytest.mark.parametrize(("counted", "planned", "fresh"), [(0, 50, 0), (1, 0, 20), (40, 10, 800), (None, 30, 600)])
def test_fresh_air_is_twenty_cubic_metres_a_head(counted: int | None, planned: int, fresh: int) -> None:
    assert set_point(Air(7, counted=counted, planned=planned)).fresh_m3h == fresh


def test_the_limits_are_those_of_the_law() -> None:
    law = limits()
    assert (law["summer_least_c"], law["winter_most_c"], law["fresh_m3h_person"]) == (26, 20, 20)
    assert (
        is_summer(Air(5))
        and not is_summer(Air(11))
        and set_point(Air(7)).humidity == 60
        and set_point(Air(1)).humidity == 40
    )
