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
    with transaction.atomic(savepoint=False):
        return len(_write(list(rows), site, at, actor, action, subject_kind, event))


def _write(
    rows: list[dict[str, Any]], site: Site, at: datetime, actor: Any, action: str, kind: str, event: object | None
) -> list[Entry]:
    recorded_at, entries, texts = clock.now(), [], []
    for row in rows:
        text, changes, reason_hash = _split_text(row)
        entry = Entry(
            site_id=site.pk,
            at=at,
            recorded_at=recorded_at,
            actor_id=actor.pk if actor is not None else None,
            action=action,
            subject_kind=kind,
            subject_id=row["id"],
            from_state=row.get("from_state") or "",
            to_state=row.get("to_state") or "",
            reason_hash=reason_hash,
            changes=changes,
        )
        entries.append(entry)
        if text is not None:
            texts.append((entry, text))
    if not entries:
        return []
    if event is not None:
        entries[0].event_kind, entries[0].event = event_kind(type(event)), dump(event)
    named = len(entries) if texts else 1
    Entry.objects.bulk_create(entries[:named], batch_size=BATCH)
    insert_plain(entries[named:])
    for entry, text in texts:
        text.entry = entry
    JournalText.objects.bulk_create([text for _, text in texts], batch_size=BATCH)
    if event is not None:
        for listener in _listeners:
            listener(entries[:1])
    return entries


def _split_text(row: dict[str, Any]) -> tuple[JournalText | None, dict[str, Any], str]:
    """The erasable text of a row, its changes as JSON data with hashes in place of words, and the reason's hash."""
    reason, changes = row.get("reason") or "", row.get("changes") or {}
    words = {key: value.text for key, value in changes.items() if isinstance(value, FreeText)}
    plain = {key: value for key, value in changes.items() if not isinstance(value, FreeText)}
    data = json.loads(json.dumps(plain, cls=DjangoJSONEncoder)) if plain else {}
    if not reason and not words:
        return None, data, ""
    salt = secrets.token_hex(16)
    data |= {key: {"text_hash": text_hash(salt, text)} for key, text in words.items()}
    return JournalText(salt=salt, reason=reason, fields=words), data, text_hash(salt, reason)
