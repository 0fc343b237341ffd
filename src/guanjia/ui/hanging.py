"""What hangs when a shift ends: modules hand in their open matters from `apps.py`; the handover collects them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class HangingItem:
    """One open matter. `key` is stable ("servicedesk.request:17"), so that it is the same matter at the next handover."""

    key: str
    text: str
    url: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hanging:
    """A module's open matters of a post: `items(site, post_code, at)`, the most urgent first, in at most two queries."""

    code: str
    label: Any
    items: Callable[[Any, str, datetime], Sequence[HangingItem]]
    order: int = 100


@dataclass(frozen=True, slots=True)
class Counted:
    """Things that are counted at every handover (keys, visitor cards): `expected(site, post_code, at)`, None = not here."""

    code: str
    label: Any
    expected: Callable[[Any, str, datetime], int | None]
    order: int = 100


_hanging: dict[str, Hanging] = {}
_counted: dict[str, Counted] = {}


def register_hanging(hanging: Hanging) -> None:
    """Have a module's open matters handed over. The same code a second time replaces the first."""
    _hanging[hanging.code] = hanging


def register_counted(counted: Counted) -> None:
    """Have things counted at every handover. The same code a second time replaces the first."""
    _counted[counted.code] = counted


def hanging_of(site: Any, post_code: str, at: datetime) -> list[tuple[Hanging, list[HangingItem]]]:
    """The open matters of a post by module, empty ones left out."""
    found = [(each, list(each.items(site, post_code, at))) for each in sorted(_hanging.values(), key=_place)]
    return [(each, items) for each, items in found if items]


def counted_of(site: Any, post_code: str, at: datetime) -> list[tuple[Counted, int]]:
    """What this post counts, with how many there should be."""
    found = [(each, each.expected(site, post_code, at)) for each in sorted(_counted.values(), key=_place)]
    return [(each, number) for each, number in found if number is not None]


def _place(each: Hanging | Counted) -> tuple[int, str]:
    return each.order, each.code
