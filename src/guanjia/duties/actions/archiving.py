"""Moves finished duties older than 13 months to their archive."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from guanjia.duties.models import ArchivedDuty, Duty
from guanjia.duties.rules.states import LIVE

KEPT_FOR = timedelta(days=396)
SLICE = 1000


def archive_finished(*, now: datetime, limit: int = 20_000) -> int:
    """Move finished duties due more than 13 months ago, id and columns unchanged; the count moved.

    Slices of 1,000, each its own transaction by two statements; on several hosts each takes other rows. Their evidence,
    ladder and pauses stay where they are.
    """
    moved = 0
    while moved < limit and (count := _move_slice(now - KEPT_FOR)):
        moved += count
    return moved


def _move_slice(before: datetime) -> int:
    with transaction.atomic():
        rows = Duty.objects.filter(due_at__lt=before).exclude(state__in=LIVE).order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("pk", flat=True)[:SLICE])
        if ids:
            _copy(ids)
            Duty.objects.filter(pk__in=ids)._raw_delete(using="default")
        return len(ids)


def _copy(ids: list[int]) -> None:
    names = ", ".join(connection.ops.quote_name(field.column) for field in ArchivedDuty._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ArchivedDuty._meta.db_table} ({names}) SELECT {names} FROM {Duty._meta.db_table} WHERE id IN ({marks})",
            ids,
        )
