"""Marks subjects for the planner."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.models import PlanCursor
from guanjia.foundation.subjects.registry import get

TAIL = """ ON CONFLICT (kind, subject_id) DO UPDATE SET rev = subjects_plancursor.rev + 1, dirty = true,
 site_id = excluded.site_id, changed_at = excluded.changed_at"""
HEAD = "INSERT INTO subjects_plancursor (kind, subject_id, site_id, rev, dirty, changed_at) SELECT %s, "
POSTGRES = HEAD + "id, %s, 1, true, %s FROM unnest(%s::bigint[]) AS wanted(id)" + TAIL
SQLITE = HEAD + "value, %s, 1, true, %s FROM json_each(%s) WHERE true" + TAIL


def changed(kind_code: str, ids: Iterable[int], *, site: Site, at: datetime) -> None:
    """Mark subjects as changed, in the writer's own transaction:

    rev grows by one, dirty is set; one statement for all.

    A deleted subject is marked too: the planner finds no snapshot and withdraws. Raises UnknownKind for an undeclared
    kind.
    """
    get(kind_code)
    wanted = sorted(set(ids))
    if not wanted:
        return
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES, [kind_code, site.pk, at, wanted])
        else:
            cursor.execute(SQLITE, [kind_code, site.pk, moment, json.dumps(wanted)])


def settle(cursor: PlanCursor, *, next_horizon_at: datetime | None) -> bool:
    """Say that the subject is planned as of `cursor.rev`. False when it has changed since: it stays dirty."""
    return bool(
        PlanCursor.objects.filter(pk=cursor.pk, rev=cursor.rev).update(dirty=False, next_horizon_at=next_horizon_at)
    )
