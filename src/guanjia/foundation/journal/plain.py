"""Entries without event and without text, by hundreds: what nobody needs the id of is written without the ORM."""

import json
from collections.abc import Sequence

from django.db import connection

from guanjia.foundation.journal.models import Entry

COLUMNS = (
    "site_id", "at", "recorded_at", "actor_id", "action", "subject_kind", "subject_id", "from_state", "to_state",
    "reason_hash", "changes", "event_kind",
)  # fmt: skip
MARKS = ", ".join(["%s"] * len(COLUMNS))
INSERT = f"INSERT INTO {Entry._meta.db_table} ({', '.join(COLUMNS)}) VALUES ({MARKS})"


def insert_plain(entries: Sequence[Entry]) -> None:
    """Insert the entries, all of one moment, in their order; their ids stay unknown. Ten times faster than bulk_create."""
    if not entries:
        return
    moment = connection.ops.adapt_datetimefield_value
    at, recorded_at = moment(entries[0].at), moment(entries[0].recorded_at)
    rows = [
        (
            entry.site_id, at, recorded_at, entry.actor_id, entry.action, entry.subject_kind, entry.subject_id,
            str(entry.from_state), str(entry.to_state), entry.reason_hash, json.dumps(entry.changes), "",
        )
        for entry in entries
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, rows)
