"""The timers of a site that count working time, read past the ORM: a change of calendar touches all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db import connection

from guanjia.duties.models import Duty, Pause
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.rules.states import LIVE
from guanjia.duties.rules.worktable import Moments
from guanjia.foundation.sites.public import Site
from guanjia.standards.public import Standard, Timer

MOMENTS = ("opens_at", "natural_at", "due_at")


@dataclass(frozen=True, slots=True)
class Timers:
    """Some live timers: `columns` of ids, revs, version ids and whether each stands still; moments in microseconds."""

    ids: npt.NDArray[np.int64]
    revs: npt.NDArray[np.int64]
    versions: npt.NDArray[np.int64]
    paused: npt.NDArray[np.bool_]
    opens: Moments
    natural: Moments
    due: Moments

    def __len__(self) -> int:
        return len(self.ids)


def working_timers(site: Site) -> dict[int, Standard]:
    """The versions of standards with live timers at the site that count working time, by id. Two queries."""
    live = Duty.objects.filter(site=site, state__in=LIVE).order_by().values_list("version_id", flat=True).distinct()
    found = standards_by_id(live)
    return {pk: each for pk, each in found.items() if isinstance(each.when, Timer) and each.when.target.working}


def read_timers(site: Site, versions: Sequence[int], after: int, limit: int) -> Timers:
    """The next `limit` live timers of these versions with an id above `after`. One query."""
    marks = ", ".join(["%s"] * len(versions))
    live = ", ".join(f"'{state.value}'" for state in LIVE)
    moments = ", ".join(_as_read(name) for name in MOMENTS)
    sql = (
        f"SELECT id, rev, version_id, state, {moments} FROM {Duty._meta.db_table} "
        f"WHERE site_id = %s AND state IN ({live}) AND version_id IN ({marks}) AND id > %s ORDER BY id LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [site.pk, *versions, after, limit])
        rows = cursor.fetchall()
    ids, revs, kinds, states, *times = zip(*rows, strict=True) if rows else ((),) * 7
    opens, natural, due = (_as_micros(each) for each in times)
    return Timers(
        np.array(ids, dtype=np.int64), np.array(revs, dtype=np.int64), np.array(kinds, dtype=np.int64),
        np.array([state != "open" for state in states], dtype=bool), opens, natural, due,
    )  # fmt: skip


def read_holes(timers: Timers) -> dict[int, list[tuple[int, int]]]:
    """The pauses of these timers that have ended, by index in `timers`. One query over a range of ids."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    if not len(timers):
        return found
    sql = (
        f"SELECT duty_id, {_as_read('begins_at')}, {_as_read('ends_at')} FROM {Pause._meta.db_table} "
        "WHERE duty_id BETWEEN %s AND %s AND ends_at IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [int(timers.ids[0]), int(timers.ids[-1])])
        rows = cursor.fetchall()
    if not rows:
        return found
    duties, begins, ends = zip(*rows, strict=True)
    at = np.searchsorted(timers.ids, np.array(duties, dtype=np.int64))
    ours = timers.ids[np.minimum(at, len(timers) - 1)] == np.array(duties)
    spans = zip(at, ours, _as_micros(begins), _as_micros(ends), strict=True)
    for index, mine, begin, end in spans:
        if mine and end > timers.opens[index]:
            found[int(index)].append((int(begin), int(end)))
    return found


def _as_read(name: str) -> str:
    """SQLite holds moments as text, read past its converter; PostgreSQL gives microseconds."""
    if connection.vendor == "sqlite":
        return f"{name} || ''"
    return f"(extract(epoch FROM {name}) * 1000000)::bigint"


def _as_micros(cells: Sequence[object]) -> Moments:
    if connection.vendor == "sqlite":
        return np.array(cells, dtype="datetime64[us]").astype(np.int64)
    return np.array(cells, dtype=np.int64)
