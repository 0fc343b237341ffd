"""Points: what earns them, how long they live, which are gone (BRND-004). Pure; the ledger is append-only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

MOST_SPENT = 1_000_000


class EntryKind(State):
    """What moved points."""

    EARN = "earn", N_("Earned"), "green"
    SPEND = "spend", N_("Spent"), "blue"
    EXPIRE = "expire", N_("Expired"), "secondary"


@dataclass(frozen=True, slots=True)
class Earning:
    """A rule of rules/points.yaml: `points` once, or for each full `per_fen` of the bill."""

    code: str
    text: Mapping[str, str]
    points: int
    per_fen: int = 0

    def worth(self, bill_fen: int = 0) -> int:
        """Points for one case; a bill that is not full gives none for the rest."""
        return self.points * (bill_fen // self.per_fen) if self.per_fen else self.points


@dataclass(frozen=True, slots=True)
class Reward:
    """What points buy."""

    code: str
    text: Mapping[str, str]
    points: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger: `points` is above nought for what was earned, below for the rest."""

    kind: str
    points: int
    expires_on: date | None = None


@cache
def _book() -> Mapping[str, Any]:
    text = Path(__file__).with_name("points.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def earnings() -> dict[str, Earning]:
    """The rules by code."""
    return {row["code"]: Earning(**row) for row in _book()["rules"]}


def rewards() -> dict[str, Reward]:
    """What may be bought, by code."""
    return {row["code"]: Reward(**row) for row in _book()["spend"]}


def lots(entries: Iterable[Entry]) -> list[tuple[date | None, int]]:
    """What is left of each earning, in the order in which it runs out: what is spent or expired takes the oldest first."""
    rows = list(entries)
    earned = sorted(
        ((row.expires_on, row.points) for row in rows if row.points > 0), key=lambda lot: lot[0] or date.max
    )
    gone = -sum(row.points for row in rows if row.points < 0)
    left = []
    for until, points in earned:
        used = min(gone, points)
        gone -= used
        if points > used:
            left.append((until, points - used))
    return left


def expired(entries: Iterable[Entry], today: date) -> int:
    """How many points have run out by `today` and are still in the balance. On the last day they are still good."""
    return sum(points for until, points in lots(entries) if until is not None and until < today)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
