"""Standards, subjects and a writer for the planner's tests; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from guanjia.duties.rules.passes import applied
from guanjia.duties.rules.plan import HORIZON, plan
from guanjia.duties.rules.planned import Happened, Plan, Planned, Window
from guanjia.duties.rules.states import DutyState
from guanjia.kernel.walltime import to_utc, to_wall
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.rules.standard import Standard, Words
from guanjia.standards.rules.when import When

ZONE = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = WorkCalendar(ZONE)
S, M, H, D = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def wall(text: str, zone: ZoneInfo = ZONE) -> datetime:
    return to_utc(zone, datetime.fromisoformat(text))


def shown(moment: datetime | None, zone: ZoneInfo = ZONE) -> str:
    return to_wall(zone, moment).isoformat(sep=" ") if moment else ""


@dataclass(frozen=True)
class Thing:
    """A subject without a table."""

    moments: Mapping[str, datetime | date | None] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    moves: Sequence[tuple[str, datetime]] = ()
    state: str = "confirmed"
    kind: str = "test.thing"
    id: int = 1


def make_standard(when: When, **fields: Any) -> Standard:
    usual: dict[str, Any] = {"code": "test.check", "title": Words("Check", "检查"), "subject_kind": "test.thing"}
    return Standard(when=when, **{**usual, "post": "conference.leader", **fields})


@dataclass
class House:
    """Rows of one standard and one subject, planned and written like the real ones."""

    standard: Standard
    calendar: WorkCalendar = CALENDAR
    rows: list[Planned] = field(default_factory=list)
    version: int = 1
    earlier: dict[int, Standard] = field(default_factory=dict)

    def plan(
        self, thing: Thing | None, at: datetime, start: datetime | None = None, happened: Sequence[Happened] = ()
    ) -> Plan:
        """Plan, write, and hold the planner to its law."""
        window = Window(start or at, at + HORIZON)

        def look() -> Plan:
            return plan(
                self.standard,
                thing,
                self.rows,
                self.calendar,
                window,
                at,
                version=self.version,
                earlier=self.earlier,
                happened=happened,
            )

        found = look()
        finished = [row for row in self.rows if not row.live]
        self.rows = applied(self.rows, found)
        again = look()
        assert not again, f"planning the result again is not empty: {again}"
        self._hold(finished, {(each.row.occurrence, each.row.round) for each in found.discharge})
        return found

    def _hold(self, finished: list[Planned], discharged: set[tuple[str, int]]) -> None:
        keys = [(row.occurrence, row.round) for row in self.rows]
        assert len(keys) == len(set(keys)), "an occurrence has two rows of one round"
        live = [row.occurrence for row in self.rows if row.live]
        assert len(live) == len(set(live)), "an occurrence is owed twice"
        for row in finished:
            assert row in self.rows or (row.occurrence, row.round) in discharged, "a finished row was touched"
        for row in self.rows:
            assert row.due_at >= row.born_at or row.natural_at == row.due_at, "born late"
            assert row.short_notice == (row.due_at != row.natural_at)

    def change(self, **fields: Any) -> None:
        """A new version of the standard."""
        self.earlier[self.version] = self.standard
        self.standard, self.version = replace(self.standard, **fields), self.version + 1

    def finish(self, occurrence: str, at: datetime, state: DutyState | None = None) -> None:
        """End the live row of an occurrence as an action would."""
        row = self.live()[occurrence]
        ended = state or (DutyState.ON_TIME if at <= row.due_at else DutyState.LATE)
        end = row.closes_at if ended is DutyState.MISSED else at
        self.rows = [replace(each, state=ended, ended_at=end) if each is row else each for each in self.rows]

    def live(self) -> dict[str, Planned]:
        return {row.occurrence: row for row in self.rows if row.live}

    def due(self) -> dict[str, str]:
        """Local due moments of the live rows."""
        return {occurrence: shown(row.due_at, self.calendar.zone) for occurrence, row in sorted(self.live().items())}
