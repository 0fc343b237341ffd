"""Whether many entries fit: looked up in what was loaded once, not asked of the database one by one."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry to be: who, from when until when, the last day on the wall, and what its post asks for."""

    user_id: int
    starts_at: datetime
    ends_at: datetime
    last_day: date
    qualification: str = ""
    longest_shift_h: int | None = None
    post_is_open: bool = True
    double: bool = False


@dataclass
class Standing:
    """What stands already. `papers` maps (user, kind) to the last valid day, None for ever."""

    members: set[int]
    papers: dict[tuple[int, str], date | None]
    taken: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def obstacle(self, wanted: Wanted) -> str:
        """Why it cannot stand: times, closed, long, member, qualification, double; "" if it can."""
        if wanted.ends_at <= wanted.starts_at:
            return "times"
        if not wanted.post_is_open:
            return "closed"
        longest = wanted.longest_shift_h
        if longest and wanted.ends_at - wanted.starts_at > timedelta(hours=longest):
            return "long"
        if wanted.user_id not in self.members:
            return "member"
        if wanted.qualification and not self._holds(wanted):
            return "qualification"
        return "double" if not wanted.double and self._overlaps(wanted) else ""

    def take(self, wanted: Wanted) -> None:
        """Count it from now on."""
        if not wanted.double:
            self.taken[wanted.user_id].append((wanted.starts_at, wanted.ends_at))

    def _holds(self, wanted: Wanted) -> bool:
        expires = self.papers.get((wanted.user_id, wanted.qualification), date.min)
        return expires is None or expires >= wanted.last_day

    def _overlaps(self, wanted: Wanted) -> bool:
        return any(
            wanted.starts_at < until and since < wanted.ends_at for since, until in self.taken.get(wanted.user_id, [])
        )
