"""The clock of duties: among many against among few, and against a bare UPDATE of the same rows."""

import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_most, figure, seconds

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
FEW, MANY, DUE, RUNS = 10_000, 1_000_000, 1_000, 15
KIND = "bench.block"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LEAST_CHANGE = "next_at = %s, alarmed_to = %s, at_risk = %s, overdue = %s, rev = rev + 1"


def run(arms: Arms) -> Iterator[Figure]:
    """Ticks among few and many, with nothing due, and a bare arm."""
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings

    site = Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")
    version = tick_version()
    fill(site.pk, version, 0, FEW)
    among_few = [tick_once(site, version) for _ in range(RUNS + 1)][1:]
    fill(site.pk, version, FEW, MANY)
    yield arms.duration(
        "tick, nothing due among 1,000,000", lambda: ring(site), told="tick() with no row due", goal=at_most(20)
    )
    among_many, bare = [], []
    for _ in range(RUNS + 1):
        among_many.append(tick_once(site, version))
        bare.append(bare_once(version))
    few, many, plain = (statistics.median(each) for each in (among_few, among_many[1:], bare[1:]))
    told = f"tick of 1,000 due among 1,000,000 open against the same among 10,000, {RUNS} runs each, warm"
    yield figure(arms.named("tick, 1,000,000 : 10,000"), many / few, "x", at_most(2), told)
    told = f"tick of 1,000 due against one UPDATE of 1,000 such rows, {RUNS} pairs"
    yield figure(arms.named("tick : bare UPDATE"), many / plain, "x", at_most(10), told)
    yield figure(arms.named("tick of 1,000 due"), many * 1000, "ms", at_most(1000), told)


def ring(site: Any) -> int:
    from guanjia.duties.public import tick  # noqa: PLC0415 - needs settings

    return tick(NOW, site)


def tick_version() -> int:
    """The version of the standard that all rows carry."""
    from guanjia.standards.public import StandardVersion  # noqa: PLC0415 - needs settings

    body = {
        "code": "bench.check",
        "title": {"en": "Check", "zh": "检查"},
        "subject": KIND,
        "when": {"relative": {"moment": "starts_at", "offset": "-2h"}},
        "window": {"opens": "2h", "missed": "90m"},
        "post": "conference.leader",
        "at_risk": "30m",
        "ladder": [{"after": "5m", "post": "conference.leader"}, {"after": "15m", "post": "conference.manager"}],
    }
    return StandardVersion.objects.create(content_hash="b" * 64, code="bench.check", body=body, recorded_at=NOW).pk


def numbers(first: int, last: int) -> str:
    """A FROM item of the whole numbers from `first` to before `last`, as column n."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    if connection.vendor == "postgresql":
        return f"generate_series({first}, {last - 1}) AS t(n)"
    return f"(WITH RECURSIVE t(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM t WHERE n < {last - 1}) SELECT n FROM t) t"


def fill(site_id: int, version: int, first: int, last: int) -> None:
    """Open duties far ahead, each for a subject of its own."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    due = connection.ops.adapt_datetimefield_value(NOW + 400 * DAY)
    opens = connection.ops.adapt_datetimefield_value(NOW + 399 * DAY)
    born = connection.ops.adapt_datetimefield_value(NOW)
    false = "false" if connection.vendor == "postgresql" else "0"
    true = "true" if connection.vendor == "postgresql" else "1"
    columns = {
        "site_id": site_id, "standard_code": "'bench.check'", "version_id": version, "subject_kind": f"'{KIND}'",
        "subject_id": "n", "occurrence": "'r'", "round": 1, "periodic": false, "linked": false, "merged": 1,
        "state": "'open'", "natural_at": f"'{due}'", "opens_at": f"'{opens}'", "due_at": f"'{due}'", "born_at": f"'{born}'",
        "next_at": f"'{due}'", "at_risk": false, "overdue": false, "level": 0, "post_code": "'conference.leader'",
        "performer": "''", "weight": 1, "scored": true, "ambient": false, "short_notice": false,
        "single_handed_reason": "''", "counter_sign_due": false, "reason": "''", "failed_count": 0, "planned_rev": 1,
        "moved_rev": 0, "rev": 1,
    }  # fmt: skip
    values = ", ".join(map(str, columns.values()))
    if connection.vendor == "postgresql":
        values = values.replace(f"'{due}'", f"'{due}'::timestamptz").replace(f"'{opens}'", f"'{opens}'::timestamptz")
        values = values.replace(f"'{born}'", f"'{born}'::timestamptz")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO duties_duty ({', '.join(columns)}) SELECT {values} FROM {numbers(first, last)}")
        cursor.execute("ANALYZE duties_duty" if connection.vendor == "postgresql" else "ANALYZE")


def prepare(version: int) -> list[int]:
    """Make 1,000 rows due: 400 turn amber, 300 fall overdue, 200 climb a rung, 100 are missed. Their ids."""
    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings

    rows = Duty.objects.filter(version_id=version, state="open", alarmed_to=None, next_at__gt=NOW)
    ids = list(rows.order_by("subject_id").values_list("pk", flat=True)[:DUE])
    parts = ((0, 400, 30 * MINUTE, None), (400, 700, 0 * MINUTE, -30 * MINUTE), (700, 900, -5 * MINUTE, 0 * MINUTE))
    for begin, end, until_due, taken in (*parts, (900, 1000, -90 * MINUTE, 15 * MINUTE)):
        due = NOW + until_due
        Duty.objects.filter(pk__in=ids[begin:end]).update(
            opens_at=due - 120 * MINUTE, due_at=due, natural_at=due, closes_at=due + 90 * MINUTE, next_at=NOW,
            alarmed_to=None if taken is None else due + taken,
        )  # fmt: skip
    return ids


def clear(ids: list[int]) -> None:
    """Take the rows out of the clock's way."""
    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings

    Duty.objects.filter(pk__in=ids).update(next_at=None, alarmed_to=NOW, state="withdrawn")


def tick_once(site: Any, version: int) -> float:
    """Seconds that a tick of 1,000 due rows takes."""
    ids = prepare(version)
    spent = seconds(lambda: ring(site))
    clear(ids)
    return spent


def bare_once(version: int) -> float:
    """Seconds that one UPDATE of 1,000 such rows takes, with its commit."""
    from django.db import connection  # noqa: PLC0415 - needs settings

    ids = prepare(version)
    moment = NOW if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(NOW)
    marks = ", ".join(["%s"] * len(ids))

    def update() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE duties_duty SET {LEAST_CHANGE} WHERE id IN ({marks})", [moment, moment, True, True, *ids]
            )

    spent = seconds(update)
    clear(ids)
    return spent
