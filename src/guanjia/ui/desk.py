"""What stands on the staff home page: modules hand their queues and numbers in from `apps.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guanjia.ui.menu import Permission


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader. `due_at` None has no limit; `state` is a kernel State, a text or None."""

    title: str
    url: str
    due_at: datetime | None = None
    state: Any = None
    place: str = ""
    kind: Any = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A module's tasks for a reader. `tasks(user, site, at, limit)` gives the open ones, the earliest limit first.

    `count(user, site, at)` says how many there are in all; without it the page counts what `tasks` gave.
    """

    code: str
    tasks: Callable[[Any, Any, datetime, int], Iterable[Task]]
    count: Callable[[Any, Any, datetime], int] | None = None
    permission: Permission | None = None
    order: int = 100


@dataclass(frozen=True, slots=True)
class Number:
    """A number that leads to its rows. `count(user, site, at)` None hides it; `alarm` shows any but 0 in red.

    `url(site)` is the list that holds exactly the counted rows. The page shows the first four that the reader may see.
    """

    code: str
    label: Any
    count: Callable[[Any, Any, datetime], int | None]
    url: Callable[[Any], str]
    permission: Permission | None = None
    alarm: bool = False
    order: int = 100


_queues: dict[str, Queue] = {}
_numbers: dict[str, Number] = {}


def register_queue(queue: Queue) -> None:
    """Put a queue on the home page. The same code a second time replaces the first."""
    _queues[queue.code] = queue


def register_number(number: Number) -> None:
    """Put a number on the home page. The same code a second time replaces the first."""
    _numbers[number.code] = number


def queues_for(user: Any, site: Any) -> list[Queue]:
    """The queues the reader may see, in order."""
    return _allowed(_queues.values(), user, site)


def numbers_for(user: Any, site: Any) -> list[Number]:
    """The numbers the reader may see, in order."""
    return _allowed(_numbers.values(), user, site)


def _allowed(entries: Iterable[Any], user: Any, site: Any) -> list[Any]:
    shown = [entry for entry in entries if entry.permission is None or entry.permission(user, site)]
    return sorted(shown, key=lambda entry: (entry.order, entry.code))
