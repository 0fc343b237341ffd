"""The clock of all duties: at risk, overdue, escalated, missed; system duties performed."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from guanjia.duties.actions.performing import perform_due
from guanjia.duties.actions.planning import plan_now
from guanjia.duties.actions.writes import DUTY
from guanjia.duties.events import DutiesAtRisk, DutiesEscalated, DutiesMissed, Rung
from guanjia.duties.models import Duty, LadderStep
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.queries.clocking import clocked
from guanjia.duties.queries.site_time import site_time
from guanjia.duties.rules.next_at import Alarm, Clocked, alarms
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.journal.public import record, record_many
from guanjia.foundation.live.public import touch
from guanjia.foundation.rows.public import insert_rows, read_rows, update_rows
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import PlanCursor
from guanjia.standards.public import Standard

SLICE = 1000
READ = (
    "id", "rev", "version_id", "subject_kind", "subject_id", "linked", "opens_at", "due_at", "closes_at", "alarmed_to",
    "perform_at", "at_risk", "overdue", "level",
)  # fmt: skip
WRITTEN = ("id", "rev", "state", "next_at", "alarmed_to", "at_risk", "overdue", "level")
STEPS = ("duty", "step", "due_at", "taken_at", "post_code", "channel", "sent")
Subject = tuple[str, int]


def tick(now: datetime, site: Site | None = None) -> int:
    """Take every alarm planned up to `now` (wall clock; each site reads its own from it) and perform what the system owes.

    The count of duties acted upon. Twice, late, or on two hosts at once gives one outcome: rows are taken in slices ordered by
    (next_at, id), each written only if it is still as it was read, and a ladder step exists once.
    """
    count = 0
    for due_site in _sites_due(now, site):
        at = site_time(due_site, now)
        count += perform_due(due_site, at)
        full = True
        while full:
            taken, full = _take_slice(due_site, at)
            count += taken
    return count


def _sites_due(now: datetime, only: Site | None) -> list[Site]:
    """The sites with something due on their own clock, in one query."""
    first = Duty.objects.filter(site=OuterRef("pk"), next_at__isnull=False).order_by("next_at").values("next_at")[:1]
    sites = Site.objects.annotate(first_at=Subquery(first))
    if only is not None:
        sites = sites.filter(pk=only.pk)
    return [each for each in sites if each.first_at is not None and each.first_at <= site_time(each, now)]


def _take_slice(site: Site, at: datetime) -> tuple[int, bool]:
    """(duties acted upon, whether there may be more)."""
    with transaction.atomic():
        free = _lock_chains(site, at)
        slice_ = Slice(site, at)
        rows = read_rows(_due(site, at), READ)
        standards = standards_by_id({row[2] for row in rows})
        for row in rows:
            if free is None or not row[5] or (row[3], row[4]) in free:
                slice_.take(row, standards[row[2]])
        count = slice_.write()
        return count, bool(count) and len(rows) == SLICE


def _due(site: Site, at: datetime) -> QuerySet[Duty]:
    """The first slice of rows due, locked so that another clock takes others."""
    waits = Q(perform_at=None) | Q(perform_at__gt=at)
    rows = Duty.objects.filter(waits, site=site, next_at__lte=at).order_by("next_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows[:SLICE]


def _lock_chains(site: Site, at: datetime) -> set[Subject] | None:
    """Lock the cursors of subjects whose chain may have to be planned on; before any duty, as every writer does.

    The subjects locked; None where the transaction holds the only write lock already (SQLite).
    """
    if not connection.features.has_select_for_update:
        return None
    due = Duty.objects.filter(site=site, next_at__lte=at, linked=True).order_by("next_at", "id")
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, subject_id in due.values_list("subject_kind", "subject_id")[:SLICE]:
        wanted[kind].add(subject_id)
    for kind, ids in wanted.items():
        list(PlanCursor.objects.filter(kind=kind, subject_id__in=ids).order_by("pk").select_for_update())
    return {(kind, pk) for kind, ids in wanted.items() for pk in ids}


@dataclass(slots=True)
class Slice:
    """What one slice of the clock's work writes."""

    site: Site
    at: datetime
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    rungs: dict[int, Rung] = field(default_factory=dict)
    soon: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    chains: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def take(self, row: tuple[Any, ...], standard: Standard) -> None:
        """Work out what has become of one duty."""
        pk, rev, _, kind, subject_id, linked, opens, due, closes, taken, perform_at, at_risk, overdue, level = row
        clock = clocked(standard, state=DutyState.OPEN, opens_at=opens, due_at=due, closes_at=closes, alarmed_to=taken)
        due_now, ahead = split_alarms(clock, self.at)
        state = DutyState.OPEN
        for alarm in due_now:
            taken = alarm.at
            at_risk, overdue = at_risk or alarm.kind == "at_risk", overdue or alarm.kind == "overdue"
            level = max(level, alarm.step)
            if alarm.kind == "missed":
                state = DutyState.MISSED
        moments = [moment for moment in (ahead, perform_at) if moment is not None]
        wake = min(moments, default=None) if state is DutyState.OPEN else None
        self.rows.append((pk, rev, state, wake, taken, at_risk, overdue, level))
        self._climb(pk, due_now, standard)
        if state is DutyState.MISSED:
            self.missed.append(pk)
            if linked:
                self.chains[kind][subject_id] = pk

    def _climb(self, pk: int, alarms: Sequence[Alarm], standard: Standard) -> None:
        """A row per alarm; only the highest rung is told."""
        highest = max((alarm.step for alarm in alarms), default=0)
        if len(alarms) == 1 and alarms[0].kind == "at_risk":
            self.soon.append(pk)
        for alarm in alarms:
            if not alarm.step:
                self.steps.append((pk, alarm.kind, alarm.at, self.at, "", "", False))
                continue
            rung = standard.ladder[alarm.step - 1]
            told = alarm.step == highest
            self.steps.append((pk, f"step:{alarm.step}", alarm.at, self.at, rung.post, rung.channel, told))
            if told:
                self.rungs[pk] = Rung(pk, alarm.step, rung.post, rung.channel, alarm.at)

    def write(self) -> int:
        """Write the slice; only what is still as it was read counts."""
        written = set(update_rows(Duty, WRITTEN, self.rows, guard={"state": DutyState.OPEN}))
        if not written:
            return 0
        insert_rows(LadderStep, STEPS, [step for step in self.steps if step[0] in written])
        self._journal(written)
        for kind, subjects in self.chains.items():
            plan_now(kind, [pk for pk, duty in subjects.items() if duty in written], at=self.at)
        touch(f"site:{self.site.pk}:board")
        return len(written)

    def _journal(self, written: set[int]) -> None:
        """What is told, as one row a slice; what is missed, as one row a duty."""
        soon = tuple(pk for pk in self.soon if pk in written)
        rungs = tuple(rung for pk, rung in self.rungs.items() if pk in written)
        missed = tuple(pk for pk in self.missed if pk in written)
        if soon:
            self._tell("duties.warn", soon, DutiesAtRisk(self.at, soon))
        if rungs:
            self._tell("duties.escalate", [rung.duty_id for rung in rungs], DutiesEscalated(self.at, rungs))
        if missed:
            rows = [{"id": pk, "from_state": DutyState.OPEN, "to_state": DutyState.MISSED} for pk in missed]
            record_many(
                site=self.site, at=self.at, actor=None, action="duties.end", subject_kind=DUTY, rows=rows,
                event=DutiesMissed(missed),
            )  # fmt: skip

    def _tell(self, action: str, ids: Sequence[int], event: object) -> None:
        digest = hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()
        record(
            site=self.site, at=self.at, actor=None, action=action, subject=("sites.site", self.site.pk),
            changes={"count": len(ids), "sha256": digest}, event=event,
        )  # fmt: skip


@lru_cache(maxsize=1024)
def split_alarms(clock: Clocked, at: datetime) -> tuple[tuple[Alarm, ...], datetime | None]:
    """(the alarms to take at `at`, when the first one after them rings): due_alarms and next_at of the rules in one pass.

    Kept, because the duties of a morning share few moments.
    """
    due, taken = [], clock.alarmed_to
    for alarm in alarms(clock):
        if taken is not None and alarm.at <= taken:
            continue
        if alarm.at > at:
            return tuple(due), alarm.at
        due.append(alarm)
    return tuple(due), None
