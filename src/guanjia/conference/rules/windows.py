"""The time a block holds its room: the meeting with set-up before and clear-down after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Window:
    """What the slot spans. `tight` says that a neighbour of the same event left less than both buffers."""

    starts_at: datetime
    ends_at: datetime
    tight: bool = False


def slot_windows(spans: Sequence[tuple[datetime, datetime]], set_up: timedelta, clear_down: timedelta) -> list[Window]:
    """One window per span of ONE room and ONE event, in order of start; spans must not overlap.

    Between two spans the set-up of the later is served first and the clear-down of the earlier gets the rest:
    an event never loses its room to its own buffers, but the crew sees that the turnaround is tight.
    """
    windows: list[Window] = []
    for index, (starts_at, ends_at) in enumerate(spans):
        before, after = set_up, clear_down
        if index and starts_at - spans[index - 1][1] < set_up:
            before = starts_at - spans[index - 1][1]
        if index + 1 < len(spans):
            gap = spans[index + 1][0] - ends_at
            after = min(clear_down, max(gap - set_up, timedelta()))
        tight = before < set_up or after < clear_down
        windows.append(Window(starts_at - before, ends_at + after, tight))
    return windows
