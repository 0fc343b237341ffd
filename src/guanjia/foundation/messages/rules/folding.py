"""Many messages that waited become one (a gateway that was down for a day must not ring fifty times)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FOLD_FROM = 3
HELD_AFTER = timedelta(minutes=10)
MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits: its number, to whom and how (`way`), since when, tried how often, and when it may ring."""

    number: int
    way: tuple[object, ...]
    made_at: datetime
    attempts: int
    may_ring_at: datetime
    urgent: bool = False


def bundles(rows: Iterable[Waiting], now: datetime) -> list[list[int]]:
    """Which of the waiting messages go together: at least three held-back ones to one receiver by one way, oldest first.

    Held back: tried in vain, or older than ten minutes. Urgent ones go alone, and what may not ring yet waits.
    """
    held: dict[tuple[object, ...], list[Waiting]] = {}
    for row in rows:
        late = row.attempts > 0 or now - row.made_at >= HELD_AFTER
        if late and not row.urgent and (row.attempts > 0 or row.may_ring_at <= now):
            held.setdefault(row.way, []).append(row)
    full = (sorted(group, key=lambda each: (each.made_at, each.number)) for group in held.values())
    return [[each.number for each in group] for group in full if len(group) >= FOLD_FROM]


def lines(texts: Sequence[str]) -> str:
    """The body of a bundle: a line each, at most fifty, then how many more there are."""
    shown = [text for text in texts if text][:MOST_LINES]
    rest = len([text for text in texts if text]) - len(shown)
    return "\n".join([*shown, f"… +{rest}"] if rest else shown)
