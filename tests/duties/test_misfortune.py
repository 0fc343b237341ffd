"""What goes wrong between two hosts, in the middle of a write and at the edges of the calendar."""

import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection, connections

from guanjia.duties.actions import planning
from guanjia.duties.actions.recatalogue import mark_changed_catalogues
from guanjia.duties.models import Duty, LadderStep
from guanjia.duties.public import plan_dirty, tick
from guanjia.duties.queries.invariants import doubled_occurrences, not_ended_once, wrong_next_at
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor
from tests.duties.world import DAWN, KIND, NINE, D, H, M, S, World
from tests.foundation.beside import ROOT, environment
from tests.harness.race import race

NEW_YEAR = datetime(2026, 12, 31, 16, tzinfo=UTC)
"""Midnight in Shanghai: 1 January 2027, 00:00."""


def sound(world: World) -> bool:
    """Every invariant of duties holds."""
    return not (list(wrong_next_at(world.site)) or not_ended_once(world.site) or doubled_occurrences(world.site))


@pytest.mark.django_db(transaction=True)
def test_a_planner_killed_in_the_middle_leaves_nothing_and_the_next_one_finishes(world_committed: World) -> None:
    thing = world_committed.thing(plan=False)
    command = [sys.executable, "-m", "tests.duties.planner_held", str(world_committed.site.pk), str(thing.id)]
    with subprocess.Popen(command, env=environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True) as planner:
        try:
            assert planner.stdout is not None
            assert planner.stdout.readline() == "planned\n"
            assert not Duty.objects.exists(), "what is not committed is seen by nobody"
        finally:
            planner.kill()
    assert planner.returncode == -signal.SIGKILL
    assert PlanCursor.objects.get(kind=KIND).dirty
    assert plan_dirty(now=DAWN) == 1
    assert Duty.objects.filter(subject_id=thing.id).count() == 2
    assert Entry.objects.filter(action="duties.plan", subject_id=thing.id).count() == 1
    assert not PlanCursor.objects.get(kind=KIND).dirty
    assert sound(world_committed)


@pytest.mark.django_db(transaction=True)
def test_a_start_moved_while_the_clock_ticks_moves_every_duty(world_committed: World) -> None:
    world = world_committed
    things = [world.thing(plan=False) for _ in range(30)]
    plan_dirty(now=DAWN)

    def postpone() -> None:
        for thing in things:
            thing.moments["starts_at"] = NINE + H
            world.touch(thing, NINE - 2 * H)

    outcomes = race([postpone, *[lambda: tick(NINE - 2 * H)] * 3])
    assert not [each for each in outcomes if isinstance(each, BaseException)], outcomes
    plan_dirty(now=NINE - 2 * H)
    tick(NINE - 2 * H)
    checks = Duty.objects.filter(standard_code="thing.check")
    assert set(checks.values_list("due_at", "level", "overdue", "state")) == {(NINE - H, 0, False, "open")}
    assert sound(world)


@pytest.mark.django_db(transaction=True)
def test_a_tick_between_reading_and_writing_of_a_plan_loses_no_move(
    world_committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    thing = world_committed.thing()
    thing.moments["starts_at"] = NINE + H
    real = planning.Writes.flush

    def tick_first(self: Any, at: datetime) -> int:
        monkeypatch.setattr(planning.Writes, "flush", real)

        def clock() -> None:
            tick(NINE - 2 * H)
            connections.close_all()

        other = threading.Thread(target=clock)
        other.start()
        other.join(30)
        return real(self, at)

    monkeypatch.setattr(planning.Writes, "flush", tick_first)
    world_committed.touch(thing, NINE - 2 * H)
    plan_dirty(now=NINE - 2 * H)
    duty = world_committed.duty(thing)
    assert (duty.due_at, duty.level, duty.overdue) == (NINE - H, 0, False)
    assert sound(world_committed)


def test_a_meeting_across_midnight_of_new_year(world: World) -> None:
    thing = world.thing(NEW_YEAR - D, starts_at=NEW_YEAR + 30 * M, ends_at=NEW_YEAR + 2 * H)
    assert world.duty(thing).due_at == NEW_YEAR - 90 * M
    assert world.duty(thing, "thing.second").due_at == NEW_YEAR - 30 * M
    tick(NEW_YEAR - 90 * M - S)
    assert not world.duty(thing).overdue
    tick(NEW_YEAR)
    found = [(step, due_at) for step, due_at, _ in steps(world.duty(thing))]
    assert found[1:] == [
        ("overdue", NEW_YEAR - 90 * M),
        ("step:1", NEW_YEAR - 85 * M),
        ("step:2", NEW_YEAR - 75 * M),
        ("step:3", NEW_YEAR - 30 * M),
    ]
    assert sound(world)


def steps(duty: Duty) -> list[tuple[str, datetime, bool]]:
    rows = LadderStep.objects.filter(duty_id=duty.pk).order_by("due_at", "id")
    return list(rows.values_list("step", "due_at", "sent"))


def test_a_daily_round_has_one_duty_on_each_side_of_new_year(world: World) -> None:
    thing = world.thing(NEW_YEAR - D, facts={"pumps": True})
    rounds = Duty.objects.filter(subject_id=thing.id, standard_code="thing.pump_room").order_by("due_at")
    found = {row.occurrence[:10]: row.due_at for row in rounds}
    assert len(found) == len(rounds) == 35
    assert found["2026-12-31"] == NEW_YEAR - 16 * H
    assert found["2027-01-01"] == NEW_YEAR + 8 * H
    plan_dirty(now=NEW_YEAR)
    assert Duty.objects.filter(subject_id=thing.id, standard_code="thing.pump_room").count() == 36
    assert not doubled_occurrences(world.site)


def test_a_site_whose_zone_changes_keeps_its_rounds_at_eight_of_the_clock(world: World) -> None:
    mark_changed_catalogues(now=DAWN)
    thing = world.thing(facts={"pumps": True})
    rounds = Duty.objects.filter(subject_id=thing.id, standard_code="thing.pump_room").order_by("due_at")
    before = list(rounds.values_list("pk", "occurrence", "due_at"))
    Site.objects.filter(pk=world.site.pk).update(zone="Asia/Kolkata")
    assert mark_changed_catalogues(now=DAWN) >= 1
    plan_dirty(now=DAWN)
    later = [(pk, occurrence, due_at + 150 * M) for pk, occurrence, due_at in before]
    assert list(rounds.exclude(state="withdrawn").values_list("pk", "occurrence", "due_at"))[:34] == later[:34]
    assert sound(world)
    assert mark_changed_catalogues(now=DAWN) == 0, "a second look finds nothing changed"
