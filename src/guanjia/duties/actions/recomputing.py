"""A site's calendar changed: every running timer that counts working time gets its due moment anew, set by set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import numpy as np
from django.db import connection, transaction

from guanjia.duties.models import Duty
from guanjia.duties.queries.catalogue import calendar_of
from guanjia.duties.queries.timers import Timers, read_holes, read_timers, working_timers
from guanjia.duties.rules.worktable import EPOCH, MICRO, BeyondTable, Moments, WorkTable
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import Site
from guanjia.kernel.worktime import WorkCalendar
from guanjia.standards.public import Standard, Timer

SLICE = 25_000
AHEAD = timedelta(days=90)
FURTHEST = timedelta(days=20_000)
NONE = np.iinfo(np.int64).min
COLUMNS = ("natural_at", "due_at", "closes_at", "next_at")


@dataclass(frozen=True, slots=True)
class Moved:
    """What is written of the rows whose due moment is another now; NONE stands for no moment."""

    ids: np.ndarray
    revs: np.ndarray
    natural: Moments
    due: Moments
    closes: Moments
    wakes: Moments


def recompute_timers(*, site: Site, at: datetime) -> int:
    """Recompute `due_at` of the site's live timers over the calendar that holds now; the count of rows that changed.

    Set by set: read as columns, worked out by prefix sums, written by one UPDATE a slice of 25,000, each in a transaction
    of its own with one journal row (count and digest). What somebody else changed meanwhile stays as they left it: they
    planned by the new calendar. A second call changes nothing. Rows equal what the planner's rule gives one by one.
    """
    versions, calendar = working_timers(site), calendar_of(site)
    count, after = 0, 0
    while versions:
        with transaction.atomic():
            timers = read_timers(site, sorted(versions), after, SLICE)
            if not len(timers):
                break
            moved = _moved(timers, read_holes(timers), versions, calendar)
            if len(moved.ids):
                count += _write(moved)
                _note(site, moved, at)
        after = int(timers.ids[-1])
        if len(timers) < SLICE:
            break
    if count:
        touch(f"site:{site.pk}:board")
    return count


def _moved(
    timers: Timers, holes: dict[int, list[tuple[int, int]]], versions: Mapping[int, Standard], calendar: WorkCalendar
) -> Moved:
    """Due moments by the rule, group by group of one standard; only those that differ. A row on short notice keeps its lead."""
    natural = timers.natural.copy()
    missed = np.full(len(timers), NONE, dtype=np.int64)
    risk = np.full(len(timers), NONE, dtype=np.int64)
    silent, performed = np.zeros(len(timers), dtype=bool), np.zeros(len(timers), dtype=bool)
    table = _Table(calendar, int(timers.opens.min()), int(timers.due.max()))
    for pk in np.unique(timers.versions):
        standard, at = versions[int(pk)], np.flatnonzero(timers.versions == pk)
        assert isinstance(standard.when, Timer)
        mine = {place: holes[int(index)] for place, index in enumerate(at) if int(index) in holes}
        natural[at] = table.due(timers.opens[at], standard, mine)
        if standard.window.missed is not None:
            missed[at] = standard.window.missed // MICRO
        if standard.at_risk is not None:
            risk[at] = standard.at_risk // MICRO
        silent[at], performed[at] = standard.ambient, bool(standard.performer)
    due = natural + (timers.due - timers.natural)
    closes = np.where(missed == NONE, NONE, due + missed)
    wakes = np.where(risk == NONE, due, np.minimum(np.maximum(due - risk, timers.opens), due))
    wakes = np.where(silent, closes, wakes)
    wakes = np.where(performed & ((wakes == NONE) | (wakes > timers.opens)), timers.opens, wakes)
    wakes = np.where(timers.paused, NONE, wakes)
    other = natural != timers.natural
    return Moved(timers.ids[other], timers.revs[other], natural[other], due[other], closes[other], wakes[other])


class _Table:
    """A work table that grows until it reaches far enough."""

    def __init__(self, calendar: WorkCalendar, first: int, last: int) -> None:
        self.calendar, self.first, self.last = calendar, EPOCH + first * MICRO, EPOCH + last * MICRO
        self.ahead = AHEAD
        self.table = WorkTable.over(calendar, self.first, self.last + self.ahead)

    def due(self, starts: Moments, standard: Standard, holes: dict[int, list[tuple[int, int]]]) -> Moments:
        """The due moments of timers of one standard. Raises BeyondTable when the calendar has no work for 50 years."""
        assert isinstance(standard.when, Timer)
        while True:
            try:
                return self.table.due(starts, standard.when.target, holes)
            except BeyondTable:
                if self.ahead > FURTHEST:
                    raise
            self.ahead *= 4
            self.table = WorkTable.over(self.calendar, self.first, self.last + self.ahead)


def _write(moved: Moved) -> int:
    """One UPDATE from a table of the new values; rows that have moved on since they were read stay. The count written."""
    duty = Duty._meta.db_table
    postgres = connection.vendor == "postgresql"
    number, moment = ("bigint", "timestamptz") if postgres else ("integer", "text")
    times = ", ".join(f"{name} {moment}" for name in COLUMNS)
    no = "false" if postgres else "0"
    sets = ", ".join(f"{name} = v.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS duties_recomputed")
        cursor.execute(f"CREATE TEMPORARY TABLE duties_recomputed (id {number} PRIMARY KEY, rev {number}, {times})")
        _fill(cursor, moved, postgres)
        cursor.execute(
            f"UPDATE {duty} SET {sets}, alarmed_to = NULL, at_risk = {no}, overdue = {no}, level = 0, "
            f"moved_rev = {duty}.rev + 1, rev = {duty}.rev + 1 "
            f"FROM duties_recomputed v WHERE {duty}.id = v.id AND {duty}.rev = v.rev"
        )
        count = int(cursor.rowcount)
        cursor.execute("DROP TABLE duties_recomputed")
    return count


def _fill(cursor: object, moved: Moved, postgres: bool) -> None:
    times = [_texts(each) for each in (moved.natural, moved.due, moved.closes, moved.wakes)]
    rows = zip(moved.ids.tolist(), moved.revs.tolist(), *times, strict=True)
    if postgres:
        body = "\n".join(
            "\t".join(
                ("\\N" if cell is None else f"{cell}+00" if place > 1 else str(cell)) for place, cell in enumerate(row)
            )
            for row in rows
        )
        with cursor.copy("COPY duties_recomputed FROM STDIN") as copy:  # type: ignore[attr-defined]
            copy.write(body + "\n")
    else:
        cursor.executemany("INSERT INTO duties_recomputed VALUES (%s, %s, %s, %s, %s, %s)", list(rows))  # type: ignore[attr-defined]


def _texts(moments: Moments) -> list[str | None]:
    """As Django writes moments into SQLite: UTC without a zone, a fraction only where there is one; None for NONE."""
    if not len(moments):
        return []
    unique, at = np.unique(moments, return_inverse=True)
    words = [None if each == NONE else str((EPOCH + int(each) * MICRO).replace(tzinfo=None)) for each in unique]
    return [words[place] for place in at.tolist()]


def _note(site: Site, moved: Moved, at: datetime) -> None:
    digest = sha256(np.stack([moved.ids, moved.due]).tobytes()).hexdigest()
    changes = {"count": len(moved.ids), "first": int(moved.ids[0]), "last": int(moved.ids[-1]), "sha256": digest}
    record(site=site, at=at, actor=None, action="duties.recompute", subject=("sites.site", site.pk), changes=changes)
