"""A calendar change over a hundred thousand open requests: their timers by the real action, a bare UPDATE, the ORM.

Each request has one running resolution timer of a shipped standard (8 working hours, one, three, seven working days);
every fifth stood still once or twice, every twentieth stands still now. The change closes three working days, then
opens them again, to and fro: every timer moves each time. Before anything is timed 5,000 rows, all kinds among them,
are compared with the rule row by row, and every `next_at` with its recomputation.

bare  one UPDATE that writes the same columns of the same rows (moments, next_at, rev) to values ready in a table
ORM   row by row: the deadline by the rule, `save()` of the same columns; measured on 1,500 rows and taken times as many
"""

import random
import statistics
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.framework import Arms, Figure, at_least, at_most, figure, seconds

NOW = datetime(2026, 6, 12, 8, tzinfo=UTC)
COUNT, PAIRS, BY_ORM, COMPARED = 100_000, 7, 1_500, 5_000
CLOSED = [date(2026, 6, 15), date(2026, 6, 16), date(2026, 6, 17)]
CODES = ("8wh", "1wd", "3wd", "7wd")


def run(arms: Arms) -> Iterator[Figure]:
    """Make the requests once, prove the results, then change the calendar to and fro."""
    from guanjia.duties.public import recompute_timers  # noqa: PLC0415 - needs settings

    site = make_site()
    make_timers(site)
    recompute_timers(site=site, at=NOW)
    toggle(site)
    assert recompute_timers(site=site, at=NOW) == COUNT
    compare(site)
    assert recompute_timers(site=site, at=NOW) == 0
    ratios, by_row = [], []
    for number in range(PAIRS + 1):
        toggle(site)
        ours = seconds(lambda: recompute_timers(site=site, at=NOW))
        bare = seconds(bare_update(site))
        orm = seconds(by_orm(site)) * COUNT / BY_ORM
        if number:
            ratios.append(ours / bare)
            by_row.append(orm / ours)
    told = f"{COUNT} running timers after a calendar change; one UPDATE of the same columns and rows; {PAIRS} pairs"
    yield figure(arms.named("recompute SLA : bare UPDATE"), statistics.median(ratios), "x", at_most(3), told)
    told = f"the ORM row by row ({BY_ORM} rows, taken times {COUNT // BY_ORM}) against ours; {PAIRS} pairs"
    yield figure(arms.named("ORM row by row : recompute SLA"), statistics.median(by_row), "x", at_least(10), told)


def make_site() -> Any:
    """A site with the Chinese calendar."""
    from guanjia.foundation.sites.public import Company, Site  # noqa: PLC0415 - needs settings

    return Site.objects.create(company=Company.objects.create(code="bench", name="Bench"), code="bench", name="Bench")


def toggle(site: Any) -> None:
    """Close three working days, or open them again."""
    from guanjia.foundation.sites.public import CalendarOverride  # noqa: PLC0415 - needs settings

    if CalendarOverride.objects.filter(site=site).delete()[0] == 0:
        CalendarOverride.objects.bulk_create(
            CalendarOverride(site=site, on=day, kind=CalendarOverride.Kind.HOLIDAY, note="closed") for day in CLOSED
        )


def make_timers(site: Any) -> None:
    """The requests with their timers and pauses, every deadline beyond the days that open and close."""
    from guanjia.duties.models import Duty, Pause  # noqa: PLC0415 - needs settings
    from guanjia.servicedesk.public import REQUEST, ServiceRequest  # noqa: PLC0415 - needs settings
    from guanjia.standards.public import effective  # noqa: PLC0415 - needs settings

    rng = random.Random(11)
    known = effective(site)
    versions = {span: known[f"servicedesk.request.resolution.{span}"] for span in CODES}
    starts = [NOW - timedelta(seconds=rng.randrange(3 * 3600)) for _ in range(COUNT)]
    rows = [
        ServiceRequest(site=site, number=f"BX-{n}", title="灯不亮", kind="light.public", opened_at=start)
        for n, start in enumerate(starts)
    ]
    ServiceRequest.objects.bulk_create(rows, batch_size=2000)
    duties = []
    for number, row in enumerate(rows):
        standard, version = versions[CODES[number % len(CODES)]]
        duties.append(
            Duty(
                site=site, standard_code=standard.code, version_id=version, subject_kind=REQUEST, subject_id=row.pk,
                occurrence="resolution:1", state="paused" if number % 20 == 0 else "open", natural_at=row.opened_at,
                opens_at=row.opened_at, due_at=row.opened_at, born_at=row.opened_at, post_code=standard.post,
                next_at=None if number % 20 == 0 else row.opened_at,
            )
        )  # fmt: skip
    Duty.objects.bulk_create(duties, batch_size=2000)
    pauses = []
    for number, duty in enumerate(duties):
        if number % 20 == 0:
            pauses.append(Pause(duty=duty, begins_at=NOW + timedelta(minutes=rng.randrange(60)), ends_at=None))
        if number % 5 == 0:
            begin = duty.opens_at + timedelta(minutes=rng.randrange(1, 30))
            for _ in range(rng.randrange(1, 3)):
                end = begin + timedelta(minutes=rng.randrange(5, 50))
                pauses.append(Pause(duty=duty, begins_at=begin, ends_at=end))
                begin = end + timedelta(minutes=5)
    Pause.objects.bulk_create(pauses, batch_size=5000)


def by_rule(duty: Any, calendar: Any, standard: Any) -> datetime:
    """The due moment of one timer as the planner's rule gives it."""
    from guanjia.duties.rules.deadline import Pause, deadline  # noqa: PLC0415 - needs settings

    pauses = [Pause(each.begins_at, each.ends_at) for each in duty.pauses.all()]
    return deadline(duty.opens_at, standard.when.target, calendar, pauses).due_at


def compare(site: Any) -> None:
    """Rows of every kind against the rule, every `next_at` against its recomputation."""
    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings
    from guanjia.duties.queries.invariants import wrong_next_at  # noqa: PLC0415 - needs settings
    from guanjia.duties.queries.timers import working_timers  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import work_calendar  # noqa: PLC0415 - needs settings

    calendar, standards = work_calendar(site), working_timers(site)
    step = COUNT // COMPARED - 1  # coprime to the kinds, so that all of them are among the rows
    ids = list(Duty.objects.order_by("pk").values_list("pk", flat=True))[::step]
    rows = list(Duty.objects.filter(pk__in=ids).prefetch_related("pauses"))
    wrong = [row.pk for row in rows if row.due_at != by_rule(row, calendar, standards[row.version_id])]
    assert not wrong, wrong[:10]
    assert next(wrong_next_at(site), None) is None


def bare_update(site: Any) -> Any:
    """One UPDATE of all those rows: the same columns, from a table that holds them ready."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs settings

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_values")
        cursor.execute(
            "CREATE TEMPORARY TABLE bare_values AS SELECT id, natural_at, due_at, closes_at, next_at FROM duties_duty"
        )
        cursor.execute("CREATE UNIQUE INDEX bare_values_id ON bare_values (id)")
        back = "-1 hour" if connection.vendor == "sqlite" else None
        for name in ("natural_at", "due_at", "next_at"):
            moved = f"datetime({name}, '{back}')" if back else f"{name} - interval '1 hour'"
            cursor.execute(f"UPDATE bare_values SET {name} = {moved}")

    def update() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE duties_duty SET natural_at = v.natural_at, due_at = v.due_at, closes_at = v.closes_at, "
                "next_at = v.next_at, rev = rev + 1 FROM bare_values v WHERE duties_duty.id = v.id"
            )
            assert cursor.rowcount == COUNT

    return update


def by_orm(site: Any) -> Any:
    """The plain way: each row read, dated by the rule, saved."""
    from django.db import transaction  # noqa: PLC0415 - needs settings

    from guanjia.duties.models import Duty  # noqa: PLC0415 - needs settings
    from guanjia.duties.queries.timers import working_timers  # noqa: PLC0415 - needs settings
    from guanjia.foundation.sites.public import work_calendar  # noqa: PLC0415 - needs settings

    calendar, standards = work_calendar(site), working_timers(site)
    fields = ["natural_at", "due_at", "next_at", "rev"]

    def save() -> None:
        with transaction.atomic():
            for duty in Duty.objects.order_by("pk").prefetch_related("pauses")[:BY_ORM]:
                duty.natural_at = duty.due_at = by_rule(duty, calendar, standards[duty.version_id])
                duty.next_at = duty.due_at if duty.state == "open" else None
                duty.rev += 1
                duty.save(update_fields=fields)

    return save
