"""What devices say: taken once, in order, never from a stranger."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import site_now
from guanjia.telemetry.actions.devices import DEVICE, secret_of, topic
from guanjia.telemetry.events import DoorClockDrifted, DoorSaid
from guanjia.telemetry.models import Command, Device, DeviceEvent
from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.devices import is_drifting

LATE_AFTER = timedelta(seconds=30)
OPENED = "opened"
"""A door that opens for a card it knows is no news: it stays in the device's own list, out of the journal."""

MOST_FIELDS = 40
_listeners: dict[str, Callable[[Device, datetime], None]] = {}


def register_listener(code: str, listener: Callable[[Device, datetime], None]) -> None:
    """Have `listener(device, at)` called, in the same transaction, when a device reports its state or answers a command.

    Reports are too many for the journal. The same code a second time replaces the first; from apps.ready().
    """
    _listeners[code] = listener


def _plain(state: Any) -> dict[str, Any]:
    """The reported fields that are plain values, at most forty."""
    found = state.items() if isinstance(state, dict) else ()
    return {
        str(name)[:30]: value
        for name, value in list(found)[:MOST_FIELDS]
        if isinstance(value, bool | int | float | str)
    }


def hear(where: str, raw: bytes) -> Device | None:
    """Take a message of a device; the device, or None for one that is unknown, retired or not signed by its secret.

    An event is kept once, however often it comes; the answer that confirms it is `speaking.contact(device)`.
    """
    found = protocol.read_topic(where)
    if found is None or found[2] not in protocol.UP:
        return None
    site_code, code, subject = found
    rows = Device.objects.select_related("site").filter(site__code=site_code, code=code, retired_at=None)
    device = rows.first()
    if device is None:
        return None
    try:
        body = protocol.unseal(secret_of(device), where, raw)
    except protocol.BadWord:
        return None
    at = site_now(device.site)
    with transaction.atomic():
        locked = Device.objects.select_for_update().select_related("site").get(pk=device.pk)
        _take(locked, subject, body, at)
    return locked


def _take(device: Device, subject: str, body: dict[str, Any], at: datetime) -> None:
    said_at = datetime.fromtimestamp(float(body["clock"]), UTC)
    if subject != protocol.EVENT:
        _note_drift(device, said_at, at)
    device.last_seen_at = at
    if subject in {protocol.ACK, protocol.HELLO}:
        device.applied_version, device.applied_digest = int(body["version"]), str(body["digest"])[:64]
        device.sent_at = (
            device.sent_at if subject == protocol.ACK else None
        )  # what was sent before its hello, it missed
    elif subject == protocol.ANSWER:
        _answer(device, body, at)
    elif subject == protocol.EVENT:
        _keep(device, body, said_at, at)
    elif subject == protocol.STATE:
        device.state, device.state_at = _plain(body["state"]), at
    device.rev += 1
    device.save(update_fields=[
        "applied_version", "applied_digest", "last_seen_at", "drift_ms", "drifting_since", "heard", "sent_at",
        "rev", "state", "state_at",
    ])  # fmt: skip
    if subject in {protocol.STATE, protocol.ANSWER}:
        for listener in _listeners.values():
            listener(device, at)
    touch(topic(device.site_id))


def _note_drift(device: Device, said_at: datetime, at: datetime) -> None:
    drift = said_at - at
    device.drift_ms = round(drift.total_seconds() * 1000)
    if not is_drifting(drift):
        device.drifting_since = None
    elif device.drifting_since is None:
        device.drifting_since = at
        event = DoorClockDrifted(device.pk, device.drift_ms)
        record(site=device.site, at=at, actor=None, action="drift", subject=(DEVICE, device.pk), event=event)


def _answer(device: Device, body: dict[str, Any], at: datetime) -> None:
    rows = Command.objects.filter(device=device, ref=str(body["ref"]), acked_at=None)
    rows.update(acked_at=at, refused=str(body.get("refused", ""))[:80])


def _keep(device: Device, body: dict[str, Any], said_at: datetime, at: datetime) -> None:
    number = int(body["number"])
    fields = {
        "kind": str(body["kind"])[:20], "key": str(body["key"])[:64], "reason": str(body["reason"])[:20],
        "said_at": said_at, "received_at": at,
    }  # fmt: skip
    row, is_new = DeviceEvent.objects.get_or_create(device=device, number=number, defaults=fields)
    if is_new and row.kind != OPENED:
        late = at - said_at > LATE_AFTER
        event = DoorSaid(device.pk, row.pk, row.kind, row.key, row.reason, late)
        record(site=device.site, at=at, actor=None, action=row.kind, subject=(DEVICE, device.pk), event=event)
    while DeviceEvent.objects.filter(device=device, number=device.heard + 1).exists():
        device.heard += 1
