"""The one spelling of an entry and of a batch's header that the seal hashes."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from guanjia.foundation.journal.rules.merkle import leaf_hash

FIELDS = (
    "id",
    "site_id",
    "at",
    "recorded_at",
    "actor_id",
    "action",
    "subject_kind",
    "subject_id",
    "from_state",
    "to_state",
    "reason_hash",
    "changes",
    "event_kind",
    "event",
)


def spelled(value: Any) -> Any:
    """A value as it is hashed: a moment as ISO 8601 in UTC, all else as it is."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def entry_hash(row: Mapping[str, Any]) -> bytes:
    """The leaf hash of an entry given as a mapping of FIELDS."""
    fields = {name: spelled(row[name]) for name in FIELDS}
    data = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return leaf_hash(data.encode())


def header_hash(site_id: int, number: int, sealed_at: datetime, previous_root: str) -> bytes:
    """The leaf hash of a batch's first leaf, which ties the batch to its site, number, moment and predecessor."""
    data = f"guanjia seal v1\n{site_id}\n{number}\n{spelled(sealed_at)}\n{previous_root}"
    return leaf_hash(data.encode())
