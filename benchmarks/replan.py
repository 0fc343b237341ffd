"""Planning a thousand subjects that moved, with six promises each, against plain SQL that writes the same rows."""

import json
import statistics
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.framework import Arms, Figure, at_most, figure, seconds

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
SUBJECTS, PROMISES, RUNS = 1_000, 6, 15
KIND = "bench.block"
CATALOGUE = Path(__file__).resolve().parent / "catalogue" / "bench"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STARTS = {number: NOW + DAY + timedelta(minutes=number) for number in range(1, SUBJECTS + 1)}
TIMES = ("natural_at", "opens_at", "due_at", "closes_at", "next_at")


def run(arms: Arms) -> Iterator[Figure]:
    """Plan once, then move all by an hour again and again."""
    from django.conf import settings  # noqa: PLC0415 - needs settings

    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings
    from guanjia.duties.public import plan_dirty  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings
    from guanjia.foundation.subjects.public import SubjectKind, register  # noqa: PLC0415 - needs settings

    settings.STANDARD_FOLDERS = [str(CATALOGUE)]
    site = Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")
    register(SubjectKind(KIND, "Block", ("starts_at", "ends_at"), (), snapshots(site.pk)))
    mark(site)
    plan_dirty(now=NOW)
    assert Duty.objects.filter(state="open").count() == SUBJECTS * PROMISES
    ratios = []
    for _ in range(RUNS + 1):
        for number in STARTS:
            STARTS[number] += HOUR
        mark(site)
        planned = seconds(lambda: plan_dirty(now=NOW))
        ratios.append(planned / seconds(partial(plain, site.pk, written_rows())))
    told = f"plan_dirty of {SUBJECTS} moved subjects with {SUBJECTS * PROMISES} duties against plain SQL, {RUNS} pairs"
    yield figure(arms.named("replan : plain SQL"), statistics.median(ratios[1:]), "x", at_most(6), told)


def snapshots(site_id: int) -> Any:
    """The subjects as they stand now."""
    from guanjia.foundation.subjects.public import Snapshot  # noqa: PLC0415 - needs settings

    def take(ids: Iterable[int]) -> list[Any]:
        moments = {pk: {"starts_at": STARTS[pk], "ends_at": STARTS[pk] + 2 * HOUR} for pk in ids}
        return [Snapshot(KIND, pk, site_id, 1, f"Block {pk}", "", "", {}, each) for pk, each in moments.items()]

    return take


def mark(site: Any) -> None:
    """All have changed."""
    from django.db import transaction  # noqa: PLC0415 - needs settings

    from guanjia.foundation.subjects.public import changed  # noqa: PLC0415 - needs settings

    with transaction.atomic():
        changed(KIND, STARTS, site=site, at=NOW)


def written_rows() -> list[tuple[Any, ...]]:
    """What planning has just written, to be written once more."""
    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings

    return list(Duty.objects.filter(state="open").values_list("pk", *TIMES))


def plain(site_id: int, rows: list[tuple[Any, ...]]) -> None:
    """The same duties, journal entries and cursors by plain SQL in one transaction, values ready made."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs settings

    pg = connection.vendor == "postgresql"
    shown = (lambda moment: moment) if pg else connection.ops.adapt_datetimefield_value
    mark_ = "%s"
    update = (
        f"UPDATE duties_duty SET {', '.join(f'{name} = {mark_}' for name in TIMES)}, rev = rev + 1 WHERE id = {mark_}"
    )
    insert = (
        "INSERT INTO journal_entry (site_id, at, recorded_at, action, subject_kind, subject_id, from_state, to_state, "
        f"reason_hash, changes, event_kind) VALUES ({', '.join([mark_] * 11)})"
    )
    stamp, changes = shown(NOW), json.dumps({"moved": PROMISES})
    duties = [[*(None if each is None else shown(each) for each in row[1:]), row[0]] for row in rows]
    entries = [[site_id, stamp, stamp, "plain", KIND, pk, "", "", "", changes, ""] for pk in STARTS]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(update, duties)
        cursor.executemany(insert, entries)
        cursor.execute(f"UPDATE subjects_plancursor SET dirty = {mark_} WHERE kind = {mark_}", [False, KIND])
