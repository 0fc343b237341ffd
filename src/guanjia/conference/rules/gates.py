"""How long a gate expects the guests of a conference."""

from collections.abc import Sequence
from datetime import datetime, timedelta

EARLY = timedelta(hours=2)
LATE = timedelta(hours=3)


def gate_span(blocks: Sequence[tuple[datetime, datetime]]) -> tuple[datetime, datetime] | None:
    """From two hours before the first block to three hours after the last; None for an event without blocks."""
    if not blocks:
        return None
    return min(starts for starts, _ends in blocks) - EARLY, max(ends for _starts, ends in blocks) + LATE
