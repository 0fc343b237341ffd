"""How clients speak of us and come again (BRND-005, BRND-006, BRND-010, BRND-011, BRND-013, BRND-015). Definitions, with their rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SATISFIED_TELLS, UNHAPPY_TELLS = (3, 5), (8, 10)
"""People whom a satisfied and a dissatisfied client tells, as the trade says (BRND-013). A saying, not a measurement."""
SATISFIED_FROM, UNHAPPY_UP_TO = 4, 2
FEW = 5


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that took place: who held it, when, whether its client was sent by another, and what went wrong."""

    event: int
    client: int
    on: date
    referred: bool = False
    defects: int = 0
    complained: bool = False
    solved: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its rows: `hits` of `of`, each the numbers of the events that count. `few`: too few to speak of a rate."""

    hits: tuple[int, ...]
    of: tuple[int, ...]

    @property
    def percent(self) -> float | None:
        """In per cent, None of nothing."""
        return 100 * len(self.hits) / len(self.of) if self.of else None

    @property
    def few(self) -> bool:
        """Whether there are fewer than five cases."""
        return len(self.of) < FEW


def _first(rows: Iterable[Held]) -> dict[int, Held]:
    found: dict[int, Held] = {}
    for row in sorted(rows, key=lambda each: (each.on, each.event)):
        found.setdefault(row.client, row)
    return found


def repeat_rate(rows: Sequence[Held], since: date, until: date) -> Rate:
    """再次选择率 (BRND-011): of the clients that held a meeting in the period (both days counted), those that had held one before
    that meeting, in the period or earlier. Rows: for each client its last meeting in the period.
    """
    last = {row.client: row for row in sorted(rows, key=lambda each: (each.on, each.event)) if since <= row.on <= until}
    first = _first(rows)
    again = tuple(row.event for client, row in last.items() if first[client].event != row.event)
    return Rate(again, tuple(row.event for row in last.values()))


def referral_rate(rows: Sequence[Held], since: date, until: date) -> Rate:
    """客户推荐率 (BRND-010): of the clients whose first meeting with us was held in the period, those whom another client sent."""
    new = [row for row in _first(rows).values() if since <= row.on <= until]
    return Rate(tuple(row.event for row in new if row.referred), tuple(row.event for row in new))


def zero_defect_rate(rows: Sequence[Held], since: date, until: date) -> Rate:
    """零缺陷 (BRND-006): of the meetings held in the period, those without a complaint, a damage, a fault or a missed duty."""
    here = [row for row in rows if since <= row.on <= until]
    clean = tuple(row.event for row in here if row.defects == 0 and not row.complained)
    return Rate(clean, tuple(row.event for row in here))


def won_back_rate(rows: Sequence[Held], since: date, until: date) -> Rate:
    """客户挽回率 (BRND-015): of the meetings in the period with a complaint that was solved, those whose client came again later."""
    latest = {row.client: row.on for row in sorted(rows, key=lambda each: each.on)}
    solved = [row for row in rows if since <= row.on <= until and row.complained and row.solved]
    return Rate(tuple(r.event for r in solved if latest[r.client] > r.on), tuple(r.event for r in solved))


def spread(scores: Mapping[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many people hear good and bad of us if the saying holds (BRND-013): ((least, most) good, (least, most) bad).

    `scores` maps an overall score (1-5) to how many gave it; a three tells nobody.
    """
    content = sum(count for score, count in scores.items() if score >= SATISFIED_FROM)
    unhappy = sum(count for score, count in scores.items() if score <= UNHAPPY_UP_TO)
    (good_low, good_high), (bad_low, bad_high) = SATISFIED_TELLS, UNHAPPY_TELLS
    return (content * good_low, content * good_high), (unhappy * bad_low, unhappy * bad_high)
