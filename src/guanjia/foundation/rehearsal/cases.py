"""Worked cases (案例): a story of the trade that is played on the virtual clock and judged by what the tables say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from guanjia.foundation.rehearsal.stage import Stage
from guanjia.foundation.sites.public import Site

KEY = "case.told"
Told = Callable[[datetime, datetime], None]


@dataclass(frozen=True)
class Check:
    """One thing that the story promises: its English words, what was found, and whether that is what was promised.

    `found` is a number or a word of data, shown as it is.
    """

    words: str
    found: str
    good: bool


@dataclass(frozen=True)
class Played:
    """What came of a case: the site it was played in, the subject whose page shows it, the story minute by minute."""

    site: Site
    subject: tuple[str, int]
    checks: tuple[Check, ...]
    told: tuple[tuple[datetime, str], ...]
    counts: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether every promise was kept."""
        return all(check.good for check in self.checks)


@dataclass(frozen=True)
class Case:
    """A case: `code`, English `title` and `story`, the catalogue rows it shows (`seeds`).

    `play(site, seed, at, told)` plays it beside `site` and judges; same site, seed and moment, same outcome.
    """

    code: str
    title: str
    story: str
    seeds: tuple[str, ...]
    play: Callable[[Site, int, datetime, Told], Played]


cases: dict[str, Case] = {}


def add_case(case: Case) -> None:
    """Register; the same code again replaces."""
    cases[case.code] = case


def tell(stage: Stage, words: str) -> None:
    """Write an English line of the story at this moment."""
    stage.memory.setdefault(KEY, []).append((stage.now, words))


def told_on(stage: Stage) -> tuple[tuple[datetime, str], ...]:
    """The story so far, in order."""
    return tuple(stage.memory.get(KEY, ()))
