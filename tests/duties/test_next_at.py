from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.duties.rules.next_at import Clocked, alarms, due_alarms, next_at
from guanjia.duties.rules.states import DutyState
from tests.duties.planning import H, M, S, wall

DUE = wall("2026-11-21T12:00:00")
ROW = Clocked(
    state=DutyState.OPEN,
    opens_at=DUE - H,
    due_at=DUE,
    closes_at=DUE + H,
    at_risk=10 * M,
    ladder=(0 * M, 5 * M, 15 * M, H),
)


def test_every_alarm_in_order_and_no_step_once_it_is_missed():
    assert [(each.kind, each.step, (each.at - DUE) / M) for each in alarms(ROW)] == [
        ("at_risk", 0, -10),
        ("overdue", 0, 0),
        ("step", 1, 0),
        ("step", 2, 5),
        ("step", 3, 15),
        ("missed", 0, 60),
    ]


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (None, DUE - 10 * M),
        (DUE - 10 * M - S, DUE - 10 * M),
        (DUE - 10 * M, DUE),
        (DUE - S, DUE),
        (DUE, DUE + 5 * M),
        (DUE + 15 * M, DUE + H),
        (DUE + H - S, DUE + H),
        (DUE + H, None),
    ],
)
def test_next_at_is_the_first_alarm_not_taken(taken, expected):
    assert next_at(replace(ROW, alarmed_to=taken)) == expected


@pytest.mark.parametrize("state", [state for state in DutyState if state is not DutyState.OPEN])
def test_finished_and_paused_rows_wait_for_nothing(state):
    assert next_at(replace(ROW, state=state)) is None


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        (DUE - 10 * M - S, []),
        (DUE - 10 * M, ["at_risk"]),
        (DUE - S, ["at_risk"]),
        (DUE, ["at_risk", "overdue", "step"]),
    ],
)
def test_due_alarms_include_the_very_moment(now, kinds):
    assert [each.kind for each in due_alarms(ROW, now)] == kinds


def test_after_an_outage_each_step_keeps_its_planned_moment():
    waiting = due_alarms(replace(ROW, alarmed_to=DUE), DUE + 6 * H)
    assert [(each.kind, each.at) for each in waiting] == [
        ("step", DUE + 5 * M),
        ("step", DUE + 15 * M),
        ("missed", DUE + H),
    ]


def test_an_ambient_duty_is_only_ever_missed():
    quiet = replace(ROW, ambient=True)
    assert [each.kind for each in alarms(quiet)] == ["missed"]
    assert next_at(replace(quiet, closes_at=None)) is None


@pytest.mark.parametrize(("opens", "amber"), [(-H, -10 * M), (-5 * M, -5 * M), (0 * M, 0 * M), (5 * M, 0 * M)])
def test_amber_comes_not_before_the_window_and_not_after_due(opens, amber):
    assert alarms(replace(ROW, opens_at=DUE + opens))[0].at == DUE + amber


@given(
    st.lists(st.integers(0, 7200), max_size=5).map(sorted),
    st.one_of(st.none(), st.integers(0, 7200)),
    st.integers(-3600, 8000),
)
def test_taking_what_is_due_leaves_only_what_is_not(ladder, closes, now):
    row = replace(
        ROW,
        ladder=tuple(timedelta(seconds=each) for each in ladder),
        closes_at=None if closes is None else DUE + timedelta(seconds=closes),
    )
    moment = DUE + timedelta(seconds=now)
    taken = due_alarms(row, moment)
    after = replace(row, alarmed_to=taken[-1].at) if taken else row
    assert not due_alarms(after, moment)
    rest = next_at(after)
    assert rest is None or rest > moment
    assert len(taken) + len(due_alarms(after, DUE + timedelta(days=1))) == len(alarms(row))
