"""My queue and the numbers of the home page, put together from what modules registered."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guanjia.foundation.sites.public import Site, local
from guanjia.ui.desk import Task, numbers_for, queues_for

SHOWN = 50
NUMBERS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as this reader sees it now."""

    label: Any
    value: int
    url: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for a reader: tasks in the order of their limits, how many there are in all, overdue, due today."""

    tasks: list[Task]
    total: int
    overdue: int
    today: int


def figures(user: Any, site: Site, at: datetime) -> list[Figure]:
    """The first four numbers that the reader may see and that have something to say."""
    found = []
    for number in numbers_for(user, site):
        value = number.count(user, site, at)
        if value is not None:
            found.append(Figure(number.label, value, number.url(site), number.alarm and value > 0))
        if len(found) == NUMBERS:
            break
    return found


def is_overdue(task: Task, at: datetime) -> bool:
    """Whether the limit has passed; the limit itself is still in time."""
    return task.due_at is not None and task.due_at < at


def is_due_today(task: Task, site: Site, at: datetime) -> bool:
    """Whether the limit lies on the site's present day, passed or not."""
    return task.due_at is not None and local(site, task.due_at).date() == local(site, at).date()


def desk(user: Any, site: Site, at: datetime, only: str = "") -> Desk:
    """The reader's tasks at `at`; `only` is "", "overdue" or "today". One read for each registered queue."""
    tasks: list[Task] = []
    total = 0
    for queue in queues_for(user, site):
        mine = list(queue.tasks(user, site, at, SHOWN))
        tasks += mine
        total += queue.count(user, site, at) if queue.count else len(mine)
    tasks.sort(key=lambda task: (task.due_at is None, task.due_at.timestamp() if task.due_at else 0.0, task.title))
    overdue = [task for task in tasks if is_overdue(task, at)]
    today = [task for task in tasks if is_due_today(task, site, at)]
    shown = {"overdue": overdue, "today": today}.get(only, tasks)
    return Desk(shown[:SHOWN], total, len(overdue), len(today))
