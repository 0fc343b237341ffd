"""What a benchmark works with: arms that are timed in turn, and figures with a goal.

A benchmark is a file of this folder with `run(arms) -> Iterator[Figure]`; `ENGINES` may name fewer than both.
It finds an empty migrated database; what it makes there is gone afterwards.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

ENGINES = ("sqlite", "postgres")
OK, SHORT = "ok", "short"


@dataclass(frozen=True)
class Goal:
    """`at_most` or `at_least` a number."""

    limit: float
    most: bool

    def __str__(self) -> str:
        return f"{'<=' if self.most else '>='} {self.limit:g}"

    def met(self, value: float) -> bool:
        return value <= self.limit if self.most else value >= self.limit


def at_most(limit: float) -> Goal:
    return Goal(limit, most=True)


def at_least(limit: float) -> Goal:
    return Goal(limit, most=False)


@dataclass(frozen=True)
class Figure:
    """One line of the report. `arms` says what was measured against what, and how many pairs or runs."""

    name: str
    value: float
    unit: str
    goal: str
    verdict: str
    arms: str

    def line(self) -> str:
        return f"{self.name:<48} {self.value:>12.3f} {self.unit:<6} {self.goal:>10}  {self.verdict}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def figure(name: str, value: float, unit: str, goal: Goal, arms: str) -> Figure:
    """A figure with its verdict."""
    return Figure(name, round(value, 4), unit, str(goal), OK if goal.met(value) else SHORT, arms)


def seconds(deed: Callable[[], Any]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


@dataclass(frozen=True)
class Arms:
    """The two sides of a comparison, on one engine."""

    engine: str

    def named(self, name: str) -> str:
        """A figure's name with the engine."""
        return f"{name}[{self.engine}]"

    def ratio(
        self, name: str, *, ours: Callable[[], Any], bare: Callable[[], Any], told: str, goal: Goal, pairs: int = 15
    ) -> Figure:
        """Median of ours/bare over interleaved pairs, the first of each pair changing; one pair warms up, uncounted."""
        ratios = []
        for index in range(pairs + 1):
            if index % 2:
                slow, quick = seconds(ours), seconds(bare)
            else:
                quick, slow = seconds(bare), seconds(ours)
            if index:
                ratios.append(slow / max(quick, 1e-9))
        return figure(self.named(name), statistics.median(ratios), "x", goal, f"{told}, {pairs} pairs")

    def duration(self, name: str, deed: Callable[[], Any], *, told: str, goal: Goal, runs: int = 7) -> Figure:
        """Median milliseconds over `runs` calls after one that warms up."""
        seconds(deed)
        median = statistics.median(seconds(deed) for _ in range(runs))
        return figure(self.named(name), median * 1000, "ms", goal, f"{told}, {runs} runs")


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0..1) of them lie.

    >>> percentile([1, 2, 3, 4], 0.5), percentile(list(range(100)), 0.99)
    (2, 98)
    """
    ordered = sorted(values)
    return ordered[max(0, round(share * len(ordered)) - 1)]
