"""Timers run from move to move, and stand still between."""

from datetime import datetime, timedelta

from guanjia.duties.models import Duty, Pause
from guanjia.duties.public import explain, tick
from guanjia.duties.queries.invariants import wrong_next_at
from tests.duties.world import NINE, H, M, Thing, World


def moved(world: World, thing: Thing, move: str, at: datetime) -> Duty:
    thing.moves.append((move, at))
    world.touch(thing, at)
    return world.duty(thing, "thing.answer")


def test_eight_working_hours_from_the_question(world: World) -> None:
    thing = world.thing(facts={"asked": True})
    duty = moved(world, thing, "ask", NINE)
    # 09:00-12:00 and 13:30-17:30 are seven hours, the eighth is 09:00-10:00 on Friday.
    assert (duty.state, duty.due_at) == ("open", NINE + timedelta(hours=25))


def test_a_pause_stops_the_clock_and_moves_the_limit(world: World) -> None:
    thing = world.thing(facts={"asked": True})
    moved(world, thing, "ask", NINE)
    paused = moved(world, thing, "hold", NINE + H)
    assert (paused.state, paused.next_at) == ("paused", None)
    assert Pause.objects.get().ends_at is None
    tick(NINE + timedelta(days=10))
    assert not world.duty(thing, "thing.answer").overdue
    going = moved(world, thing, "go_on", NINE + 2 * H + 10 * M)
    assert (going.state, going.due_at) == ("open", NINE + timedelta(hours=26, minutes=10))
    assert list(Pause.objects.values_list("begins_at", "ends_at")) == [(NINE + H, NINE + 2 * H + 10 * M)]
    assert list(wrong_next_at(world.site)) == []


def test_the_answer_ends_it(world: World) -> None:
    thing = world.thing(facts={"asked": True})
    moved(world, thing, "ask", NINE)
    duty = moved(world, thing, "answer", NINE + 2 * H)
    assert (duty.state, duty.performed_at, duty.next_at) == ("on_time", NINE + 2 * H, None)


def test_the_explanation_counts_what_the_planner_counted(world: World) -> None:
    thing = world.thing(facts={"asked": True})
    moved(world, thing, "ask", NINE)
    moved(world, thing, "hold", NINE + H)
    duty = moved(world, thing, "go_on", NINE + 2 * H + 10 * M)
    steps = explain(duty).steps
    assert sum((step.amount for step in steps if step.kind == "counted"), timedelta(0)) == 8 * H
    assert sum((step.amount for step in steps if step.kind == "paused"), timedelta(0)) == H + 10 * M
    assert (steps[-1].kind, steps[-1].at) == ("due", duty.due_at)


def test_a_relative_limit_is_explained_by_its_moment(world: World) -> None:
    thing = world.thing()
    steps = explain(world.duty(thing)).steps
    assert [(step.kind, step.at) for step in steps[1:]] == [
        ("moment", NINE),
        ("offset", NINE - 2 * H),
        ("due", NINE - 2 * H),
    ]


def test_short_notice_is_explained(world: World) -> None:
    thing = world.thing(NINE - H)
    kinds = [step.kind for step in explain(world.duty(thing)).steps]
    assert kinds == ["standard", "moment", "offset", "shift", "due"]


def test_a_refill_is_explained_by_the_real_end_of_the_one_before(world: World) -> None:
    thing = world.thing(NINE, started_at=NINE)
    world.done(world.duty(thing, "thing.refill"), who="bob", at=NINE + 12 * M, items=[])
    second = world.duty(thing, "thing.refill", occurrence="n:2")
    steps = explain(second).steps
    assert [(step.kind, step.at) for step in steps[1:3]] == [("moment", NINE + 12 * M), ("offset", second.natural_at)]
