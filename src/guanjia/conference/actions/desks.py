"""Check-in desks: a token of their own that admits to one event and nothing else."""

import hashlib
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.models import Desk, Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site

KNOWN_FOR_S = 5.0
PREFIX = "gk_"


@dataclass(frozen=True)
class DeskPass:
    """What a valid token says."""

    event_id: int
    site: Site
    name: str


_known: dict[str, tuple[float, DeskPass | None]] = {}
_lock = threading.Lock()


@transaction.atomic
def open_desk(*, event: Event, name: str, actor: Any, at: datetime) -> tuple[Desk, str]:
    """Make a desk, or give an existing one a new token; the token is told this once and stored hashed."""
    token = PREFIX + secrets.token_urlsafe(32)
    desk, _made = Desk.objects.update_or_create(
        event=event,
        name=name[:40],
        defaults={"site": event.site, "token_hash": _hash(token), "made_at": at, "revoked_at": None},
    )
    record(site=event.site, at=at, actor=actor, action="desk.open", subject=(EVENT, event.pk), changes={"desk": name})
    return desk, token


@transaction.atomic
def close_desk(*, desk: Desk, actor: Any, at: datetime) -> None:
    """Revoke the token; every process has forgotten it after five seconds. A second call changes nothing."""
    if Desk.objects.filter(pk=desk.pk, revoked_at=None).update(revoked_at=at):
        record(
            site=desk.site,
            at=at,
            actor=actor,
            action="desk.close",
            subject=(EVENT, desk.event_id),
            changes={"desk": desk.name},
        )


def desk_of_token(token: str) -> DeskPass | None:
    """Whose token this is; None for a wrong or revoked one. Remembered for five seconds by each process."""
    key, now = _hash(token), time.monotonic()
    with _lock:
        known = _known.get(key)
    if known is not None and known[0] > now:
        return known[1]
    desk = Desk.objects.filter(token_hash=key, revoked_at=None).select_related("site").first()
    found = None if desk is None else DeskPass(desk.event_id, desk.site, desk.name)
    with _lock:
        if len(_known) > 1000:
            _known.clear()
        _known[key] = (now + KNOWN_FOR_S, found)
    return found


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
