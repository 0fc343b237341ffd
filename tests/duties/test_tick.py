"""The clock: each second of a duty's life, after an outage, and on two hosts at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from guanjia.duties.actions import performing
from guanjia.duties.events import DutiesEscalated
from guanjia.duties.models import Duty, LadderStep
from guanjia.duties.public import plan_dirty, tick
from guanjia.duties.queries.invariants import doubled_occurrences, not_ended_once, overlooked, wrong_next_at
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.journal.public import Entry, event_kind
from tests.duties.world import DAWN, KIND, NINE, SENT, D, H, M, S, World
from tests.harness.race import race

DUE = NINE - 2 * H


def steps(duty: Duty) -> list[tuple[str, datetime, bool]]:
    return list(
        LadderStep.objects.filter(duty_id=duty.pk).order_by("due_at", "id").values_list("step", "due_at", "sent")
    )


@pytest.mark.parametrize(
    ("at", "at_risk", "overdue", "level", "state"),
    [
        (DUE - 30 * M - S, False, False, 0, "open"),
        (DUE - 30 * M, True, False, 0, "open"),
        (DUE - S, True, False, 0, "open"),
        (DUE, True, True, 0, "open"),
        (DUE + 5 * M - S, True, True, 0, "open"),
        (DUE + 5 * M, True, True, 1, "open"),
        (DUE + 15 * M - S, True, True, 1, "open"),
        (DUE + 15 * M, True, True, 2, "open"),
        (DUE + H, True, True, 3, "open"),
        (DUE + 3 * H - S, True, True, 3, "open"),
        (DUE + 3 * H, True, True, 3, "missed"),
    ],
)
def test_a_duty_at_each_second_that_matters(
    world: World, at: datetime, at_risk: bool, overdue: bool, level: int, state: str
) -> None:
    thing = world.thing()
    tick(at)
    duty = world.duty(thing)
    assert (duty.at_risk, duty.overdue, duty.level, duty.state) == (at_risk, overdue, level, state)
    assert list(wrong_next_at(world.site)) == []
    assert overlooked(world.site, at) == []


def test_a_tick_second_by_second_ends_as_one_after_an_outage(world: World) -> None:
    first, second = world.thing(), world.thing()
    for moment in (DUE - 30 * M, DUE, DUE + 5 * M, DUE + 15 * M, DUE + H):
        tick(moment)
    taken = steps(world.duty(first))
    assert [name for name, _due, _sent in taken] == ["at_risk", "overdue", "step:1", "step:2", "step:3"]
    assert [name for name, _due, sent in taken if sent] == ["step:1", "step:2", "step:3"]
    assert [row[:2] for row in steps(world.duty(second))] == [row[:2] for row in taken]


def test_after_six_dead_hours_each_step_has_its_planned_time_and_only_the_highest_is_told(world: World) -> None:
    duty = world.duty(world.thing())
    woken = DUE - 30 * M + 6 * H
    tick(woken)
    assert steps(duty) == [
        ("at_risk", DUE - 30 * M, False),
        ("overdue", DUE, False),
        ("step:1", DUE + 5 * M, False),
        ("step:2", DUE + 15 * M, False),
        ("step:3", DUE + H, True),
        ("missed", DUE + 3 * H, False),
    ]
    assert {step.taken_at for step in LadderStep.objects.filter(duty_id=duty.pk)} == {woken}
    entry = Entry.objects.get(event_kind=event_kind(DutiesEscalated))
    assert [(rung["duty_id"], rung["level"]) for rung in entry.event["rungs"]] == [(duty.pk, 3)]


def test_ticking_twice_changes_nothing(world: World) -> None:
    world.thing()
    assert tick(DUE + 15 * M) == 1
    before = (list(Duty.objects.values()), LadderStep.objects.count(), Entry.objects.count())
    assert tick(DUE + 15 * M) == 0
    assert (list(Duty.objects.values()), LadderStep.objects.count(), Entry.objects.count()) == before


def test_done_in_time_rings_no_more(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    tick(DUE + D)
    duty = world.duty(thing)
    assert (duty.state, duty.next_at, steps(duty)) == (DutyState.ON_TIME, None, [])


def test_a_moved_duty_rings_anew_for_its_new_time(world: World) -> None:
    thing = world.thing()
    tick(DUE + 5 * M)
    thing.moments["starts_at"] = NINE + D
    world.touch(thing, DUE + 6 * M)
    duty = world.duty(thing)
    assert (duty.at_risk, duty.overdue, duty.level) == (False, False, 0)
    tick(DUE + D + 5 * M)
    assert [name for name, _due, _sent in steps(duty)].count("step:1") == 2


def test_every_site_is_ticked_by_its_own_clock(world: World) -> None:
    thing, site = world.thing(), world.site
    site.held_at = DUE - S
    site.save()
    tick(DUE + D)
    assert not world.duty(thing).overdue
    site.held_at = DUE
    site.save()
    tick(DUE - D)
    assert world.duty(thing).overdue


def test_a_site_that_runs_ahead(world: World) -> None:
    world.site.clock_offset_s = 3600
    world.site.save()
    thing = world.thing()
    tick(DUE - H - S)
    assert not world.duty(thing).overdue
    tick(DUE - H)
    assert world.duty(thing).overdue


def test_more_than_a_slice_is_taken_in_one_tick(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanjia.duties.actions.ticking.SLICE", 3)
    for _ in range(10):
        world.thing(plan=False)
    plan_dirty(now=DAWN)
    assert tick(DUE) == 10
    assert not Duty.objects.filter(standard_code="thing.check", overdue=False).exists()


def test_a_missed_link_of_a_chain_is_followed_by_the_next_one(world: World) -> None:
    thing = world.thing(NINE, started_at=NINE)
    first = world.duty(thing, "thing.refill")
    assert (first.occurrence, first.opens_at, first.due_at, first.closes_at) == (
        "n:1", NINE + 10 * M, NINE + 15 * M, NINE + 25 * M,
    )  # fmt: skip
    tick(NINE + 25 * M)
    second = world.duty(thing, "thing.refill", occurrence="n:2")
    assert (world.duty(thing, "thing.refill", occurrence="n:1").state, second.due_at) == ("missed", NINE + 45 * M)
    assert not LadderStep.objects.filter(duty_id=first.pk).exclude(step="missed").exists()


def test_the_system_performs_what_it_owes_once(world: World) -> None:
    thing = world.thing(ended_at=NINE)
    survey = world.duty(thing, "thing.survey")
    assert (survey.opens_at, survey.due_at, survey.next_at) == (NINE, NINE + D, NINE)
    tick(NINE - S)
    assert SENT == []
    tick(NINE)
    tick(NINE)
    survey.refresh_from_db()
    assert (SENT, survey.state, survey.performed_at, survey.next_at) == ([thing.id], "on_time", NINE, None)


def test_a_failing_system_duty_is_tried_again_and_rings_like_any_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = world.thing(ended_at=NINE)

    def fail(task: Any) -> None:
        SENT.append(task.subject_id)
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setitem(performing._performers, "tests.send_survey", fail)
        tick(NINE)
        tick(NINE + 5 * M - S)
        assert len(SENT) == 1
        tick(NINE + 5 * M)
        tick(NINE + D)
    survey = world.duty(thing, "thing.survey")
    assert (len(SENT), survey.state, survey.overdue) == (3, "open", True)
    assert list(wrong_next_at(world.site)) == []
    tick(NINE + D + 5 * M)
    assert world.duty(thing, "thing.survey").state == "late"


def test_invariants_hold_after_a_day_of_it(world: World) -> None:
    thing, other = world.thing(NINE - 3 * H, started_at=NINE), world.thing()
    world.done(world.duty(other))
    for minutes in range(0, 300, 5):
        tick(NINE - 3 * H + timedelta(minutes=minutes))
    assert world.duty(thing).state == "missed"
    assert (list(wrong_next_at(world.site)), not_ended_once(world.site), doubled_occurrences(world.site)) == (
        [],
        [],
        [],
    )


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_give_one_outcome(world_committed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanjia.duties.actions.ticking.SLICE", 4)
    world = world_committed
    for _ in range(20):
        world.thing(NINE, plan=False, started_at=NINE)
    plan_dirty(now=NINE - 3 * H)
    counts = race([lambda: tick(NINE + 2 * H)] * 4)
    assert all(isinstance(count, int) for count in counts), counts
    tick(NINE + 2 * H)
    checks = Duty.objects.filter(standard_code="thing.check")
    assert set(checks.values_list("state", "level")) == {("missed", 3)}
    assert LadderStep.objects.filter(step="missed", duty__standard_code="thing.check").count() == 20
    assert Duty.objects.filter(standard_code="thing.refill", occurrence="n:2").count() == 20
    assert (list(wrong_next_at(world.site)), not_ended_once(world.site), doubled_occurrences(world.site)) == (
        [],
        [],
        [],
    )
    assert Duty.objects.filter(subject_kind=KIND, subject_id=1).count() >= 3
