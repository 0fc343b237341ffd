from dataclasses import replace
from decimal import Decimal

import pytest

from guanjia.duties.rules.planned import Happened
from guanjia.duties.rules.states import DutyState
from guanjia.kernel.span import parse_span
from guanjia.standards.rules.standard import Discharge, Window
from guanjia.standards.rules.when import Timer, Trigger
from tests.duties.planning import D, H, House, M, S, Thing, make_standard, shown, wall

T0 = wall("2026-03-02T09:00:00")
RESPONSE = make_standard(
    Timer(
        name="response",
        target=parse_span("2h"),
        begin=frozenset({"reported"}),
        end=frozenset({"accepted"}),
        pause=frozenset({"held"}),
        resume=frozenset({"resumed"}),
        cancel=frozenset({"cancelled"}),
    ),
    discharged_by=Discharge(by="move", names=frozenset({"accepted"})),
    window=Window(missed=D),
)


def request(*moves: tuple[str, int]) -> Thing:
    """Moves as (name, minutes after 09:00)."""
    return Thing(moves=[(name, T0 + minutes * M) for name, minutes in moves])


def test_a_timer_starts_with_its_move_and_a_second_begin_changes_nothing():
    house = House(RESPONSE)
    house.plan(request(("reported", 0)), T0 + M)
    assert house.due() == {"response:1": "2026-03-02 11:00:00"}
    assert not house.plan(request(("reported", 0), ("reported", 30)), T0 + 31 * M)


def test_a_pause_stops_the_clock_and_resuming_shifts_the_deadline():
    house = House(RESPONSE)
    house.plan(request(("reported", 0)), T0)
    house.plan(request(("reported", 0), ("held", 60)), T0 + H)
    assert house.live()["response:1"].state is DutyState.PAUSED
    house.plan(request(("reported", 0), ("held", 60), ("resumed", 90)), T0 + 90 * M)
    row = house.live()["response:1"]
    assert (row.state, shown(row.due_at)) == (DutyState.OPEN, "2026-03-02 11:30:00")
    assert [(each.cause, each.end - each.begin) for each in row.pauses] == [("held", 30 * M)]


@pytest.mark.parametrize(
    ("minutes", "state"), [(119, DutyState.ON_TIME), (120, DutyState.ON_TIME), (121, DutyState.LATE)]
)
def test_the_end_move_discharges_by_its_own_moment(minutes, state):
    house = House(RESPONSE)
    house.plan(request(("reported", 0)), T0)
    house.plan(request(("reported", 0), ("accepted", minutes)), T0 + 5 * H)
    assert [(row.state, row.ended_at) for row in house.rows] == [(state, T0 + minutes * M)]


def test_a_request_taken_before_the_planner_came_still_counts():
    house = House(RESPONSE)
    plan = house.plan(request(("reported", 0), ("accepted", 5)), T0 + 6 * M)
    assert len(plan.create) == len(plan.discharge) == 1
    assert house.rows[0].state is DutyState.ON_TIME
    assert not plan.create[0].short_notice


def test_old_history_is_not_planned_afterwards():
    assert not House(RESPONSE).plan(request(("reported", 0), ("accepted", 5)), T0 + 36 * D)


def test_a_missed_timer_ended_afterwards_is_late():
    house = House(RESPONSE)
    house.plan(request(("reported", 0)), T0)
    house.finish("response:1", T0, DutyState.MISSED)
    house.plan(request(("reported", 0), ("accepted", 3000)), T0 + 3001 * M)
    assert [row.state for row in house.rows] == [DutyState.LATE]


def test_reopening_begins_the_next_cycle_and_cancelling_withdraws():
    house = House(RESPONSE)
    moves = [("reported", 0), ("accepted", 5), ("reported", 60)]
    house.plan(request(*moves), T0 + H)
    assert [row.occurrence for row in house.rows] == ["response:1", "response:2"]
    (gone,) = house.plan(request(*moves, ("cancelled", 70)), T0 + 70 * M).withdraw
    assert (gone.row.occurrence, gone.reason) == ("response:2", "cancelled")


def test_an_overdue_timer_is_not_made_young_by_a_late_pause():
    house = House(RESPONSE)
    house.plan(request(("reported", 0)), T0)
    house.plan(request(("reported", 0), ("held", 110), ("resumed", 115)), T0 + 4 * H)
    assert house.due() == {"response:1": "2026-03-02 11:05:00"}
    assert not house.live()["response:1"].short_notice


def test_working_hours_count_only_inside_the_calendar():
    timer = replace(RESPONSE, when=replace(RESPONSE.when, target=parse_span("8wh")))
    house = House(timer)
    house.plan(Thing(moves=[("reported", wall("2026-09-30T16:30:00"))]), wall("2026-09-30T16:30:00"))
    assert house.due() == {"response:1": "2026-10-09 09:00:00".replace("10-09 09:00", "10-08 17:30")}


def test_each_time_the_subject_makes_the_move_it_triggers_once():
    house = House(make_standard(Trigger(move="interrupted", within=parse_span("10m"))))
    house.plan(request(("interrupted", 0)), T0)
    house.plan(request(("interrupted", 0), ("resumed", 5), ("interrupted", 20)), T0 + 20 * M)
    assert house.due() == {"move:1": "2026-03-02 09:10:00", "move:2": "2026-03-02 09:30:00"}


def test_an_event_triggers_under_its_own_id_and_need_not_be_told_again():
    house = House(make_standard(Trigger(event="servicedesk.item_failed", within=parse_span("30m"))))
    house.plan(Thing(), T0, happened=[Happened("e-17", "servicedesk.item_failed", T0), Happened("e-18", "other", T0)])
    assert house.due() == {"e-17": "2026-03-02 09:30:00"}
    assert not house.plan(Thing(), T0 + 5 * H)


@pytest.mark.parametrize(
    ("catch_up", "made", "merged"),
    [
        ("each", ["12000", "24000", "36000"], [1, 1, 1]),
        ("merge", ["12000", "36000"], [1, 2]),
        ("skip", ["12000", "36000"], [1, 1]),
    ],
)
def test_a_meter_triggers_at_each_multiple_and_catches_up(catch_up, made, merged):
    trigger = Trigger(fact="running_hours", step=Decimal(12000), within=parse_span("3d"))
    house = House(make_standard(trigger, catch_up=catch_up))
    assert not house.plan(Thing(facts={"running_hours": 11999}), T0)
    house.plan(Thing(facts={"running_hours": 12000}), T0)
    house.plan(Thing(facts={"running_hours": 36001}), T0 + D)
    assert [row.occurrence for row in house.rows] == made
    assert [row.merged for row in house.rows] == merged


def test_switching_off_withdraws_what_was_triggered_for_good():
    house = House(make_standard(Trigger(move="interrupted", within=parse_span("10m"))))
    house.plan(request(("interrupted", 0)), T0)
    house.change(off="not here")
    assert len(house.plan(request(("interrupted", 0)), T0 + S).withdraw) == 1
    house.change(off="")
    assert not house.plan(request(("interrupted", 0)), T0 + 2 * S)
