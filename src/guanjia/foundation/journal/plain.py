"""Entries without event and without text, by hundreds: what nobody needs the id of is written without the ORM."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from guanjia.foundation.journal.models import Entry

COLUMNS = (
    "site_id", "at", "recorded_at", "actor_id", "action", "subject_kind", "subject_id", "from_state", "to_state",
    "reason_hash", "changes", "event_kind",
)  # fmt: skip
MARKS = ", ".join(["%s"] * len(COLUMNS))
INSERT = f"INSERT INTO {Entry._meta.db_table} ({', '.join(COLUMNS)}) VALUES ({MARKS})"


def insert_plain(like: Entry, rows: Sequence[tuple[Mapping[str, Any], str]]) -> None:
    """Insert an entry per (row, changes as JSON), in their order; their ids stay unknown. Ten times faster than bulk_create.

    They share moment, actor, action and kind with the entry `like`; a row is what record_many takes.
    """
    if not rows:
        return
    moment = connection.ops.adapt_datetimefield_value
    same = (like.site_id, moment(like.at), moment(like.recorded_at), like.actor_id, like.action, like.subject_kind)
    values = [
        (*same, row["id"], str(row.get("from_state") or ""), str(row.get("to_state") or ""), "", changes, "")
        for row, changes in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, values)
