"""Two workers side by side share the table of tasks: each task is taken once, on both engines (ADR 0081)."""

import time
import uuid
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from guanjia.foundation.jobs.models import Beat
from tests.foundation.beside import beside

TASKS, WORKERS = 40, 2


@task()
def leave_a_trace(number: int) -> None:
    """A row for each run, so that a task that two workers took shows twice."""
    time.sleep(0.01)
    Beat.objects.create(name=f"trace.{number}.{uuid.uuid4()}", next_at=datetime(2026, 11, 21, tzinfo=UTC))


@pytest.mark.django_db(transaction=True)
def test_every_task_is_taken_by_one_worker() -> None:
    for number in range(TASKS):
        leave_a_trace.enqueue(number)
    with ExitStack() as stack:
        workers = [
            stack.enter_context(beside("guanjia.config.command", "worker", "--interval", "0.1")) for _ in range(WORKERS)
        ]
        deadline = time.monotonic() + 60
        waiting = DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"])
        while waiting.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert all(worker.poll() is None for worker in workers)
    runs = [
        name.split(".")[1] for name in Beat.objects.filter(name__startswith="trace.").values_list("name", flat=True)
    ]
    assert sorted(runs, key=int) == [str(number) for number in range(TASKS)]
    takers = {tuple(ids) for ids in DBTaskResult.objects.values_list("worker_ids", flat=True)}
    assert len(takers) == WORKERS
