"""What a booking takes: its own time, set-up before and clear-down after, in every space of its room. LESSONS 2."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


class EndsBeforeStart(ValueError):
    """The end does not lie after the start."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A space from `starts_at` to before `ends_at`. Two that touch do not overlap."""

    space_id: int
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Stretch") -> bool:
        """Whether both want the same space at some moment."""
        return self.space_id == other.space_id and self.starts_at < other.ends_at and other.starts_at < self.ends_at


def with_buffers(
    starts_at: datetime, ends_at: datetime, setup: timedelta, cleardown: timedelta
) -> tuple[datetime, datetime]:
    """The time taken for a meeting from `starts_at` to `ends_at`; raises EndsBeforeStart."""
    if ends_at <= starts_at:
        raise EndsBeforeStart
    return starts_at - setup, ends_at + cleardown


def stretches(space_ids: Iterable[int], starts_at: datetime, ends_at: datetime) -> list[Stretch]:
    """One stretch per space, in fixed id order."""
    return [Stretch(space_id, starts_at, ends_at) for space_id in sorted(space_ids)]


def first_overlap(wanted: Sequence[Stretch]) -> tuple[int, int] | None:
    """Positions of two stretches of `wanted` that clash with each other, the lower first; None if none do."""
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i].space_id, wanted[i].starts_at))
    reach = None
    for i in order:
        if reach is not None and wanted[reach].overlaps(wanted[i]):
            return min(reach, i), max(reach, i)
        if reach is None or wanted[reach].space_id != wanted[i].space_id or wanted[i].ends_at > wanted[reach].ends_at:
            reach = i
    return None
