"""What a rule asks for, before it is compared with the rows that exist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from guanjia.duties.rules.deadline import Pause
from guanjia.duties.rules.planned import Happened, Planned, Reason, Subject, Window
from guanjia.kernel.walltime import midnight
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.standard import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One occurrence as the rule alone dates it.

    born    whether a row may be made for it (a row that is there stays in either case)
    lost    it fell into an outage of the planner, so `catch_up` decides
    ended   the subject's own move that ended it: (move, moment)
    """

    occurrence: str
    natural_at: datetime
    opens_at: datetime
    closes_at: datetime | None
    born: bool = True
    lost: bool = False
    paused: bool = False
    pauses: tuple[Pause, ...] = ()
    ended: tuple[str, datetime] | None = None
    merged: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a rule may look at."""

    standard: Standard
    subject: Subject
    rows: Sequence[Planned]
    calendar: WorkCalendar
    window: Window
    at: datetime
    happened: Sequence[Happened] = ()
    since: datetime | None = None

    def moment(self, names: Sequence[str]) -> datetime | None:
        """The first of the subject's moments that is known; a date means local midnight."""
        for name in names:
            value = self.subject.moments.get(name)
            if isinstance(value, datetime):
                return value
            if isinstance(value, date):
                return midnight(self.calendar.zone, value)
        return None

    def facts(self) -> Mapping[str, Any]:
        """The subject's facts, its state among them."""
        return facts_of(self.subject)

    def closes(self, due_at: datetime) -> datetime | None:
        missed = self.standard.window.missed
        return None if missed is None else due_at + missed

    def latest(self) -> dict[str, Planned]:
        """The row of the highest round of each occurrence."""
        found: dict[str, Planned] = {}
        for row in self.rows:
            if row.occurrence not in found or row.round > found[row.occurrence].round:
                found[row.occurrence] = row
        return found

    def history_floor(self, look_back: timedelta) -> datetime:
        """Nothing that was over before this moment is planned afterwards."""
        floor = self.at - look_back
        return max(floor, self.since) if self.since else floor


def facts_of(subject: Subject) -> Mapping[str, Any]:
    """What filters are asked about: the subject's facts, its state among them."""
    return {"state": subject.state, **subject.facts}


Wanted = tuple[dict[str, Target], Reason]
"""The targets by occurrence, and why a live row without a target is withdrawn."""


def by_occurrence(targets: Sequence[Target]) -> dict[str, Target]:
    return {each.occurrence: each for each in targets}
