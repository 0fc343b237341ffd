"""Turns plans into rows: collects the differences of many subjects, then writes each table once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from guanjia.duties.models import Duty, Pause
from guanjia.duties.queries.clocking import clocked, wake_at
from guanjia.duties.queries.existing import Existing
from guanjia.duties.rules.deadline import Pause as RulePause
from guanjia.duties.rules.judge import state_at
from guanjia.duties.rules.planned import Discharged, Plan, Planned
from guanjia.duties.rules.states import DONE, LIVE, DutyState
from guanjia.foundation.journal.public import record_many
from guanjia.foundation.rows.public import insert_rows, update_rows
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import Snapshot
from guanjia.standards.public import Calendar, Chain, Floating, Quota, Standard

DUTY = "duties.duty"
SLICE = 2000
COUNTED = ("created", "moved", "reopened", "withdrawn", "ended")
KEY = ("subject_id", "standard_code", "occurrence", "round")
TIMES = (
    "version", "state", "natural_at", "opens_at", "due_at", "closes_at", "short_notice", "next_at", "alarmed_to",
    "perform_at", "at_risk", "overdue", "level", "performed_at", "reason", "planned_rev", "post_code", "performer", "weight",
    "merged", "place", "moved_rev",
)  # fmt: skip
SHIFTED = (
    "natural_at", "opens_at", "due_at", "closes_at", "short_notice", "next_at", "alarmed_to", "perform_at", "at_risk",
    "overdue", "level", "planned_rev", "moved_rev",
)  # fmt: skip
shifted_of = itemgetter(*map(TIMES.index, SHIFTED))
MADE = (*KEY, *TIMES, "born_at", "periodic", "linked", "scored", "ambient")
FIXED = {
    "single_handed_reason": "", "counter_sign_due": False, "failed_count": 0, "rev": 1,
    "assignee": None, "performed_by": None, "counter_signed_by": None, "counter_signed_at": None,
}  # fmt: skip
NO_RUNG = (None, False, False, 0, 0)


@dataclass(slots=True)
class Writes:
    """What planning wants to write for subjects of one kind at one site.

    `shifted` rows have other times only: they are nearly all when a meeting moves, and no index but those of time changes.
    """

    site: Site
    kind: str
    existing: Existing
    standards: Mapping[int, Standard]
    made: list[tuple[Any, ...]] = field(default_factory=list)
    changed: list[tuple[Any, ...]] = field(default_factory=list)
    shifted: list[tuple[Any, ...]] = field(default_factory=list)
    pauses: dict[tuple[Any, ...], tuple[RulePause, ...]] = field(default_factory=dict)
    stopped: dict[int, tuple[RulePause, ...]] = field(default_factory=dict)
    ended: list[dict[str, Any]] = field(default_factory=list)
    ended_new: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    counts: dict[int, Counter[str]] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)
    overtaken: set[int] = field(default_factory=set)
    wakes: dict[tuple[Any, ...], datetime | None] = field(default_factory=dict)

    def add(self, subject_id: int, code: str, snapshot: Snapshot | None, plan: Plan) -> None:
        """Take the plan of one standard for one subject in."""
        if not plan:
            return
        ends = {(each.row.occurrence, each.row.round): each for each in plan.discharge}
        count = self.counts.setdefault(subject_id, Counter())
        for row in (*plan.create, *plan.reopen):
            self._make(subject_id, code, snapshot, row, ends.pop((row.occurrence, row.round), None))
        for moved in plan.move:
            end = ends.pop((moved.new.occurrence, moved.new.round), None)
            self._change(subject_id, code, snapshot, moved.old, moved.new, end)
        for end in ends.values():
            self._change(subject_id, code, snapshot, end.row, end.row, end)
        for gone in plan.withdraw:
            row = replace(gone.row, state=DutyState.WITHDRAWN)
            self._change(subject_id, code, snapshot, gone.row, row, None, reason=gone.note or gone.reason)
        parts = zip(COUNTED, (plan.create, plan.move, plan.reopen, plan.withdraw, plan.discharge), strict=True)
        for name, rows in parts:
            if rows:
                count[name] += len(rows)

    def _make(self, subject: int, code: str, snapshot: Snapshot | None, row: Planned, end: Discharged | None) -> None:
        standard = self.standards[row.version]
        key = (subject, code, row.occurrence, row.round)
        row = ended_by(row, end)
        times = self._times(standard, snapshot, row, NO_RUNG, "")
        when = standard.when
        periodic, linked = isinstance(when, Calendar | Quota), isinstance(when, Chain | Floating)
        self.made.append((*key, *times, row.born_at, periodic, linked, standard.scored, standard.ambient))
        if row.pauses:
            self.pauses[key] = row.pauses
        if end is not None:
            self.ended_new[key] = {"from_state": DutyState.OPEN, "to_state": row.state, "changes": {"move": end.move}}

    def _change(
        self, subject: int, code: str, snapshot: Snapshot | None, old: Planned, new: Planned, end: Discharged | None,
        reason: str = "",
    ) -> None:  # fmt: skip
        assert old.id is not None
        self.owners[old.id] = subject
        new = ended_by(new, end)
        rev = self.existing.revs[old.id]
        rung = self.existing.rung[old.id] if new.due_at == old.due_at else (None, False, False, 0, rev + 1)
        times = self._times(self.standards[new.version], snapshot, new, rung, reason)
        place = snapshot.facts.get("space_id") if snapshot else None
        if new.version == old.version and new.state is old.state and place == self.existing.places[old.id]:
            self.shifted.append((old.id, rev, *shifted_of(times)))
        else:
            self.changed.append((old.id, rev, *times))
        if new.pauses != old.pauses:
            self.stopped[old.id] = new.pauses
        if new.state not in LIVE:
            changes: dict[str, Any] = {"standard": code}
            if end is not None:
                changes["move"] = end.move
            row = {"id": old.id, "from_state": old.state, "to_state": new.state, "changes": changes, "reason": reason}
            self.ended.append(row)

    def _times(
        self, standard: Standard, snapshot: Snapshot | None, row: Planned, rung: tuple[Any, ...], reason: str
    ) -> tuple[Any, ...]:
        """The values of TIMES."""
        alarmed_to, at_risk, overdue, level, moved_rev = rung
        live = row.state in LIVE
        perform_at = row.opens_at if standard.performer and live else None
        performed_at = row.ended_at if row.state in DONE else None
        return (
            row.version, row.state, row.natural_at, row.opens_at, row.due_at, row.closes_at, row.short_notice,
            self._wake_at(standard, row, alarmed_to, perform_at), alarmed_to, perform_at, at_risk, overdue, level,
            performed_at, reason[:200],
            snapshot.rev if snapshot else 0, standard.post, standard.performer, standard.weight, row.merged,
            snapshot.facts.get("space_id") if snapshot else None, moved_rev,
        )  # fmt: skip

    def _wake_at(
        self, standard: Standard, row: Planned, alarmed_to: datetime | None, perform_at: datetime | None
    ) -> datetime | None:
        """`next_at` of the row; worked out once for rows of one standard at one time, which is what a morning has."""
        times = (row.state, row.opens_at, row.due_at, row.closes_at, alarmed_to)
        key = (row.version, perform_at, *times)
        if key not in self.wakes:
            state, opens_at, due_at, closes_at, _taken = times
            clock = clocked(
                standard, state=state, opens_at=opens_at, due_at=due_at, closes_at=closes_at, alarmed_to=alarmed_to
            )
            self.wakes[key] = wake_at(clock, perform_at)
        return self.wakes[key]

    def flush(self, at: datetime) -> int:
        """Write everything, each table once (in slices); the count of duty rows written.

        A row that the clock or a person changed since it was read stays as they left it: its subject is in `overtaken`
        and has to be planned again.
        """
        new_ids = self._insert()
        written = self._update()
        self.overtaken = {subject for pk, subject in self.owners.items() if pk not in written}
        self._write_pauses(new_ids)
        ended = [row for row in self.ended if row["id"] in written]
        ended += [{"id": new_ids[key], **row} for key, row in self.ended_new.items() if key in new_ids]
        self._journal(ended, at)
        return len(new_ids) + len(written)

    def _insert(self) -> dict[tuple[Any, ...], int]:
        fixed = {**FIXED, "site": self.site.pk, "subject_kind": self.kind}
        found: dict[tuple[Any, ...], int] = {}
        for part in _slices(self.made):
            for pk, *key in insert_rows(Duty, MADE, part, constants=fixed, returning=("id", *KEY)):
                found[tuple(key)] = pk
        return found

    def _update(self) -> set[int]:
        written: set[int] = set()
        for columns, rows in ((TIMES, self.changed), (SHIFTED, self.shifted)):
            for part in _slices(rows):
                written.update(update_rows(Duty, ("id", "rev", *columns), part, guard={}))
        return written

    def _write_pauses(self, new_ids: Mapping[tuple[Any, ...], int]) -> None:
        wanted = dict(self.stopped)
        wanted |= {new_ids[key]: pauses for key, pauses in self.pauses.items() if key in new_ids}
        if not wanted:
            return
        Pause.objects.filter(duty_id__in=list(wanted)).delete()
        Pause.objects.bulk_create(
            Pause(duty_id=pk, begins_at=each.begin, ends_at=each.end, reason=each.reason, cause=each.cause)
            for pk, pauses in wanted.items()
            for each in pauses
        )

    def _journal(self, ended: list[dict[str, Any]], at: datetime) -> None:
        """An entry per subject that says how much was planned, and one per duty that this ended."""
        rows = [{"id": pk, "changes": {key: n for key, n in count.items() if n}} for pk, count in self.counts.items()]
        record_many(site=self.site, at=at, actor=None, action="duties.plan", subject_kind=self.kind, rows=rows)
        record_many(site=self.site, at=at, actor=None, action="duties.end", subject_kind=DUTY, rows=ended)


def ended_by(row: Planned, end: Discharged | None) -> Planned:
    """The row as the subject's own move ended it; unchanged without one."""
    if end is None:
        return row
    return replace(row, state=state_at(row.due_at, end.at), ended_at=end.at)


def _slices(rows: list[tuple[Any, ...]]) -> Iterable[list[tuple[Any, ...]]]:
    for begin in range(0, len(rows), SLICE):
        yield rows[begin : begin + SLICE]
