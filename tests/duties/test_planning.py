"""Planning writes what the planner says: once, in few statements, and never half."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from guanjia.duties.actions import planning
from guanjia.duties.models import Duty, Horizon
from guanjia.duties.public import plan_dirty, plan_now
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import PlanCursor
from tests.duties.world import DAWN, KIND, NINE, THINGS, D, H, M, World


def rows(world: World) -> list[tuple[Any, ...]]:
    found = Duty.objects.filter(site=world.site).order_by("standard_code", "occurrence", "round")
    return list(found.values_list("standard_code", "occurrence", "round", "state", "due_at"))


def test_a_thing_gets_its_relative_duties(world: World) -> None:
    world.thing()
    assert rows(world) == [
        ("thing.check", "r", 1, "open", NINE - 2 * H),
        ("thing.second", "r", 1, "open", NINE - 1 * H),
    ]


def test_planning_twice_writes_nothing(world: World) -> None:
    thing = world.thing()
    assert plan_now(KIND, [thing.id], at=DAWN) == 0
    assert plan_dirty(now=DAWN) == 0


def test_a_moved_thing_takes_its_open_duties_along(world: World) -> None:
    thing = world.thing()
    thing.moments["starts_at"] = NINE + H
    world.touch(thing, DAWN)
    assert [row[4] for row in rows(world)] == [NINE - H, NINE]
    assert world.duty(thing).moved_rev == world.duty(thing).rev


def test_a_moved_thing_reopens_what_was_done(world: World) -> None:
    thing = world.thing()
    world.done(world.duty(thing))
    thing.moments["starts_at"] = NINE + H
    world.touch(thing, NINE - 3 * H)
    first, second = Duty.objects.filter(subject_id=thing.id, standard_code="thing.check").order_by("round")
    assert (first.state, first.due_at, first.round) == (DutyState.ON_TIME, NINE - 2 * H, 1)
    assert (second.state, second.due_at, second.round) == (DutyState.OPEN, NINE - H, 2)


def test_a_thing_that_is_gone_withdraws_its_duties_with_the_reason(world: World) -> None:
    thing = world.thing()
    del THINGS[thing.id]
    world.touch(thing, DAWN)
    assert {(row.state, row.reason, row.next_at) for row in Duty.objects.all()} == {("withdrawn", "subject_gone", None)}
    ended = Entry.objects.filter(subject_kind="duties.duty", action="duties.end")
    assert sorted(ended.values_list("subject_id", flat=True)) == sorted(Duty.objects.values_list("pk", flat=True))


def test_short_notice_is_born_with_a_lead_and_flagged(world: World) -> None:
    at = NINE - H
    thing = world.thing(at)
    duty = world.duty(thing)
    assert (duty.due_at, duty.short_notice, duty.natural_at) == (at + 5 * M, True, NINE - 2 * H)


def test_a_calendar_is_planned_35_days_ahead_and_extended_by_its_cursor(world: World) -> None:
    world.thing(facts={"pumps": True})
    pumps = Duty.objects.filter(standard_code="thing.pump_room")
    assert pumps.count() == 35
    cursor = PlanCursor.objects.get()
    assert not cursor.dirty and cursor.next_horizon_at is not None
    assert Horizon.objects.get().planned_to == DAWN + 35 * D
    assert plan_dirty(now=cursor.next_horizon_at - M) == 0
    assert plan_dirty(now=cursor.next_horizon_at) == 1
    days = (cursor.next_horizon_at - DAWN).days
    assert pumps.count() == 35 + days


def test_one_journal_entry_per_planned_thing(world: World) -> None:
    first, second = world.thing(plan=False), world.thing(plan=False)
    plan_dirty(now=DAWN)
    entries = Entry.objects.filter(action="duties.plan").order_by("subject_id")
    assert [(entry.subject_id, entry.changes) for entry in entries] == [
        (first.id, {"created": 2}),
        (second.id, {"created": 2}),
    ]


def queries_for(count: int, world: World, at: datetime = DAWN) -> int:
    for _ in range(count):
        world.thing(plan=False)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        plan_dirty(now=at)
    return len(captured)


def test_the_number_of_statements_does_not_grow_with_the_things(world: World) -> None:
    queries_for(1, world)
    assert queries_for(2, world) == queries_for(30, world)


def test_killed_in_the_middle_the_cursor_stays_dirty_and_nothing_doubles(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = world.thing(plan=False)

    def killed(*args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit), transaction.atomic():
        patch.setattr(planning, "_settle", killed)
        plan_dirty(now=DAWN)
    assert PlanCursor.objects.get().dirty
    assert not Duty.objects.exists()
    assert plan_dirty(now=DAWN) == 1
    assert Duty.objects.filter(subject_id=thing.id).count() == 2


def test_a_thing_that_cannot_be_planned_holds_up_nobody_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    things = [world.thing(plan=False) for _ in range(5)]
    real, bad = planning.plan, things[2]

    def plan(standard: Any, subject: Any, *args: Any, **fields: Any) -> Any:
        if subject.id == bad.id:
            raise ZeroDivisionError
        return real(standard, subject, *args, **fields)

    monkeypatch.setattr(planning, "plan", plan)
    assert plan_dirty(now=DAWN) == 4
    assert PlanCursor.objects.get(dirty=True).subject_id == bad.id
    assert Duty.objects.count() == 8


def test_a_rehearsal_is_planned_on_its_own_clock(world: World) -> None:
    world.site.held_at = NINE - H
    world.site.save()
    thing = world.thing(DAWN)
    assert world.duty(thing).born_at == NINE - H
