"""What must hold of all duties at any moment, read from the tables and not from the code that wrote them."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from guanjia.duties.models import Duty
from guanjia.duties.queries.catalogue import standards_by_id
from guanjia.duties.queries.clocking import clocked, wake_at
from guanjia.duties.rules.states import DutyState
from guanjia.foundation.sites.public import Site

CHUNK = 2000
ENDED_ONCE = """
SELECT d.id, count(e.id) FROM duties_duty d LEFT JOIN journal_entry e
  ON e.subject_kind = 'duties.duty' AND e.subject_id = d.id AND e.to_state <> ''
 WHERE d.site_id = %s AND d.state <> 'open' AND d.state <> 'paused'
 GROUP BY d.id, d.state
HAVING count(e.id) <> 1 + (SELECT count(*) FROM journal_entry m WHERE m.subject_kind = 'duties.duty' AND m.subject_id = d.id
                           AND m.to_state = 'missed' AND d.state <> 'missed')
"""
DOUBLED = """
SELECT standard_code, subject_kind, subject_id, occurrence, round FROM
 (SELECT standard_code, subject_kind, subject_id, occurrence, round FROM duties_duty WHERE site_id = %s
  UNION ALL SELECT standard_code, subject_kind, subject_id, occurrence, round FROM duties_archivedduty WHERE site_id = %s) t
 GROUP BY standard_code, subject_kind, subject_id, occurrence, round HAVING count(*) > 1
"""
TWO_LIVE = """
SELECT standard_code, subject_kind, subject_id, occurrence FROM duties_duty
 WHERE site_id = %s AND (state = 'open' OR state = 'paused')
 GROUP BY standard_code, subject_kind, subject_id, occurrence HAVING count(*) > 1
"""


def wrong_next_at(site: Site) -> Iterator[int]:
    """Ids of duties whose `next_at` is not what their row says."""
    rows = Duty.objects.filter(site=site).only(
        "version_id", "state", "opens_at", "due_at", "closes_at", "alarmed_to", "perform_at", "next_at"
    )
    standards = standards_by_id(Duty.objects.filter(site=site).values_list("version_id", flat=True).distinct())
    for row in rows.iterator(chunk_size=CHUNK):
        clock = clocked(
            standards[row.version_id], state=DutyState(row.state), opens_at=row.opens_at, due_at=row.due_at, closes_at=row.closes_at,
            alarmed_to=row.alarmed_to,
        )  # fmt: skip
        if wake_at(clock, row.perform_at) != row.next_at:
            yield row.pk


def not_ended_once(site: Site) -> list[int]:
    """Ids of finished duties without exactly one journal row of their end (a missed one that was done later has two)."""
    return [row[0] for row in _rows(ENDED_ONCE, site.pk)]


def doubled_occurrences(site: Site) -> list[tuple[object, ...]]:
    """Occurrences that exist twice in one round, or that are owed in two rounds at once."""
    return [*_rows(DOUBLED, site.pk, site.pk), *_rows(TWO_LIVE, site.pk)]


def overlooked(site: Site, at: datetime) -> list[int]:
    """Ids of open duties whose next alarm was due by `at`: after a tick at `at` there is none."""
    return list(Duty.objects.filter(site=site, next_at__lte=at).values_list("pk", flat=True))


def _rows(sql: str, *parameters: int) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()]
