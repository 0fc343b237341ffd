"""The only writer of the journal."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from guanjia.foundation.journal.freetext import FreeText, text_hash
from guanjia.foundation.journal.models import Entry, JournalText
from guanjia.foundation.journal.payload import dump, event_kind
from guanjia.foundation.journal.plain import insert_plain
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock

BATCH = 500
Listener = Callable[[Sequence[Entry]], None]
_listeners: list[Listener] = []


def on_events(listener: Listener) -> Listener:
    """Have `listener` called, in the writer's transaction, with the entries just written that carry an event."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def record(
    *,
    site: Site,
    at: datetime,
    actor: Any,
    action: str,
    subject: tuple[str, int],
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    changes: dict[str, Any] | None = None,
    event: object | None = None,
) -> Entry:
    """Write what happened to one subject, in the caller's transaction.

    `at` is the domain moment; `actor` a user or None for the system; `reason` free text, kept erasable; `changes`
    maps a field to its new value or to [old, new]. Personal values of class P2 and P3 must come as ciphertext, words
    that somebody typed as FreeText. `event` is a frozen dataclass from a module's events.py: each registered receiver
    gets it once.
    """
    kind, subject_id = subject
    row = {"id": subject_id, "from_state": from_state, "to_state": to_state, "changes": changes, "reason": reason}
    with transaction.atomic(savepoint=False):
        return _write([row], site, at, actor, action, kind, event)[0]


def record_many(
    *,
    site: Site,
    at: datetime,
    actor: Any,
    action: str,
    subject_kind: str,
    rows: Iterable[dict[str, Any]],
    event: object | None = None,
) -> int:
    """Write one entry per row by bulk INSERT and return their count; nothing, and no event, for no rows.

    A row is {"id", "from_state", "to_state", "changes", "reason"}, all but id may be left out. `event` speaks for the
    whole slice and is carried by the first row.
    """
    wanted = list(rows)
    with transaction.atomic(savepoint=False):
        _write(wanted, site, at, actor, action, subject_kind, event)
    return len(wanted)


def _write(
    rows: list[dict[str, Any]], site: Site, at: datetime, actor: Any, action: str, kind: str, event: object | None
) -> list[Entry]:
    """The first entry, and every one as soon as one has a text; the others are written past the ORM."""
    parts = [_split_text(row) for row in rows]
    recorded_at, actor_id = clock.now(), actor.pk if actor is not None else None
    named = len(rows) if any(text is not None for text, _changes, _hash in parts) else 1
    entries = [
        Entry(
            site_id=site.pk,
            at=at,
            recorded_at=recorded_at,
            actor_id=actor_id,
            action=action,
            subject_kind=kind,
            subject_id=row["id"],
            from_state=row.get("from_state") or "",
            to_state=row.get("to_state") or "",
            reason_hash=reason_hash,
            changes=json.loads(changes),
        )
        for row, (_text, changes, reason_hash) in zip(rows[:named], parts, strict=False)
    ]
    if not entries:
        return []
    if event is not None:
        entries[0].event_kind, entries[0].event = event_kind(type(event)), dump(event)
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    insert_plain(entries[0], [(row, part[1]) for row, part in zip(rows[named:], parts[named:], strict=True)])
    texts = [text for text, _changes, _hash in parts if text is not None]
    for entry, (text, _changes, _hash) in zip(entries, parts, strict=False):
        if text is not None:
            text.entry = entry
    JournalText.objects.bulk_create(texts, batch_size=BATCH)
    if event is not None:
        for listener in _listeners:
            listener(entries[:1])
    return entries


def _split_text(row: dict[str, Any]) -> tuple[JournalText | None, str, str]:
    """The erasable text of a row, its changes as JSON with hashes in place of words, and the reason's hash."""
    reason, changes = row.get("reason") or "", row.get("changes") or {}
    words = {key: value.text for key, value in changes.items() if isinstance(value, FreeText)}
    data: dict[str, Any] = {key: value for key, value in changes.items() if not isinstance(value, FreeText)}
    if not reason and not words:
        return None, json.dumps(data, cls=DjangoJSONEncoder) if data else "{}", ""
    salt = secrets.token_hex(16)
    data |= {key: {"text_hash": text_hash(salt, text)} for key, text in words.items()}
    text = JournalText(salt=salt, reason=reason, fields=words)
    return text, json.dumps(data, cls=DjangoJSONEncoder), text_hash(salt, reason)
