"""How good the repairs are, as shares with their goals (REPR-011, REPR-012, REPR-013)."""

from dataclasses import dataclass

TIMELY_LEAST = 99.0
REWORK_MOST = 1.0
PASS_LEAST = 100.0


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, in per cent to one place. `goal` is reached from above, or from below where `at_most`."""

    some: int
    all: int
    goal: float
    at_most: bool = False

    @property
    def percent(self) -> float | None:
        """None where there is nothing to count."""
        return round(100 * self.some / self.all, 1) if self.all else None

    @property
    def good(self) -> bool | None:
        """Whether the goal is reached; by the counts, so that 98.96 % is not rounded to 99."""
        if not self.all:
            return None
        share = 100 * self.some
        return share <= self.goal * self.all if self.at_most else share >= self.goal * self.all


def timely(in_time: int, done: int) -> Rate:
    """Done with every clock kept, of those done (零修、急修及时率)."""
    return Rate(in_time, done, TIMELY_LEAST)


def rework(again: int, done: int) -> Rate:
    """Reopened at least once, of those done (返修率)."""
    return Rate(again, done, REWORK_MOST, at_most=True)


def passed(accepted: int, judged: int) -> Rate:
    """Accepted by the owner's word, of those whose owner has said anything (维修合格率)."""
    return Rate(accepted, judged, PASS_LEAST)
