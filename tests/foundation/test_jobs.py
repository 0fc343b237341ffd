"""Beats: once a turn on however many clocks, failures visible, processes that stop cleanly."""

import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from guanjia.foundation.jobs import beats as module
from guanjia.foundation.jobs.lease import LEASE
from guanjia.foundation.jobs.models import Beat
from guanjia.foundation.jobs.public import every, next_turn, run_beats
from guanjia.foundation.jobs.tidying import tidy_tasks
from tests.foundation.beside import beside
from tests.harness.race import race

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ran: list[str] = []


@pytest.fixture(autouse=True)
def _own_beats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(module, "_beats", {})
    ran.clear()
    yield


@task()
def wake() -> None:
    ran.append("task")


@task()
def tidy_soon() -> None:
    """A task that a worker process can import."""


@pytest.mark.django_db
def test_a_beat_runs_at_once_and_then_at_its_turn() -> None:
    every("test.a", 60)(lambda now: ran.append("a"))
    turns = [(NOW, 1), (NOW, 0), (NOW + 59 * SECOND, 0), (NOW + 60 * SECOND, 1), (NOW + timedelta(hours=6), 1)]
    assert [run_beats(at) for at, _ in turns] == [count for _, count in turns]
    assert ran == ["a"] * 3
    row = Beat.objects.get(name="test.a")
    assert (row.run_count, row.last_error, row.leased_until) == (3, "", None)
    assert next_turn(NOW) == NOW + timedelta(hours=6, seconds=60)


@pytest.mark.django_db
def test_a_failing_beat_is_visible_and_blocks_nobody() -> None:
    def fail(now: datetime) -> None:
        raise RuntimeError("no paper")

    every("test.a", 10)(fail)
    every("test.b", 10)(lambda now: ran.append("b"))
    assert run_beats(NOW) == 2
    row = Beat.objects.get(name="test.a")
    assert (row.failure_count, "no paper" in row.last_error, ran) == (1, True, ["b"])
    run_beats(NOW + 10 * SECOND)
    assert Beat.objects.get(name="test.a").failure_count == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "count"), [(LEASE - SECOND, 0), (LEASE, 1)])
def test_a_killed_clock_holds_a_beat_for_a_minute_only(after: timedelta, count: int) -> None:
    every("test.a", 5)(lambda now: ran.append("a"))
    Beat.objects.create(name="test.a", next_at=NOW, leased_until=NOW + LEASE, started_at=NOW)
    assert run_beats(NOW + after) == count


def test_a_name_is_taken_once() -> None:
    every("test.a", 5)(print)
    every("test.a", 5)(print)
    with pytest.raises(ValueError, match=r"test\.a"):
        every("test.a", 5)(len)


@pytest.mark.django_db(transaction=True)
def test_eight_clocks_at_once_run_a_beat_once() -> None:
    every("test.a", 60)(lambda now: (ran.append("a"), time.sleep(0.05)))
    for turn in range(5):
        at = NOW + timedelta(minutes=turn)
        assert sorted(race([lambda at=at: run_beats(at)] * 8)) == [0] * 7 + [1]
    assert ran == ["a"] * 5


@pytest.mark.django_db(transaction=True)
def test_a_long_run_keeps_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanjia.foundation.jobs.lease.RENEW_EVERY_S", 0.05)
    leases = []

    def slow(now: datetime) -> None:
        time.sleep(0.4)
        leases.append(Beat.objects.get(name="test.a").leased_until)

    every("test.a", 60)(slow)
    run_beats(NOW)
    assert leases[0] > NOW + LEASE


@pytest.mark.django_db(transaction=True)
def test_once_runs_what_is_due() -> None:
    every("test.a", 60)(lambda now: ran.append("a"))
    call_command("clock", "--once")
    assert ran == ["a"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_tasks_of_all_queues_without_noise(capsys: pytest.CaptureFixture[str]) -> None:
    wake.enqueue()
    wake.using(queue_name="default").enqueue()
    call_command("worker", "--batch", stdout=StringIO())
    assert ran == ["task", "task"]
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_tidying_forgets_old_tasks_and_frees_killed_ones() -> None:
    for status, age in [
        ("SUCCESSFUL", timedelta(days=8)),
        ("SUCCESSFUL", timedelta(days=6)),
        ("RUNNING", timedelta(minutes=61)),
        ("RUNNING", timedelta(minutes=59)),
        ("READY", timedelta(days=30)),
    ]:
        row = DBTaskResult(task_path="x.y", args_kwargs={}, queue_name="default", backend_name="default", status=status)
        row.run_after = row.started_at = NOW - age
        row.finished_at = NOW - age if status == "SUCCESSFUL" else None
        row.save()
    assert tidy_tasks(now=NOW) == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "RUNNING", "SUCCESSFUL"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_clock_stops_cleanly(number: int) -> None:
    with beside("guanjia.config.command", "clock") as process:
        deadline = time.monotonic() + 30
        while not Beat.objects.filter(run_count__gt=0).exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(number)
        assert process.wait(15) == 0
    assert Beat.objects.filter(run_count__gt=0).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_cleanly(number: int) -> None:
    row = tidy_soon.enqueue()
    with beside("guanjia.config.command", "worker", "--interval", "0.2") as process:
        deadline = time.monotonic() + 30
        while DBTaskResult.objects.get(pk=row.id).status != "SUCCESSFUL" and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(number)
        assert process.wait(15) == 0
    assert DBTaskResult.objects.get(pk=row.id).status == "SUCCESSFUL"
