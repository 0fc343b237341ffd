"""Devices are registered, told that their list changed, commanded."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import lock, unlock
from guanjia.foundation.sites.public import Site
from guanjia.telemetry.models import Command, Device
from guanjia.telemetry.rules.devices import DeviceKind

DEVICE = "telemetry.device"
OPEN_HOLDS_FOR = timedelta(seconds=20)
RESYNC_HOLDS_FOR = timedelta(days=1)


class DeviceRefused(Exception):
    """A device cannot be registered so; `field` names what is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def topic(site_id: int) -> str:
    """The live topic of a site's devices."""
    return f"site:{site_id}:devices"


def add_device(
    *, site: Site, code: str, name: str, kind: DeviceKind = DeviceKind.DOOR, place: str = "", offline_hours: int = 24, room: Any = None,
    actor: Any, at: datetime,
) -> tuple[Device, str]:  # fmt: skip
    """Register a device; it and its secret, which is shown this once and kept locked. Raises DeviceRefused."""
    if not 1 <= offline_hours <= 24 * 30:
        raise DeviceRefused("offline_hours", _("Between one hour and thirty days."))
    secret = secrets.token_hex(32)
    try:
        with transaction.atomic():
            device = Device.objects.create(
                site=site, code=code.strip().lower(), name=name.strip(), kind=kind, place=place.strip(),
                offline_hours=offline_hours, room=room, locked_secret=lock(secret),
            )  # fmt: skip
            record(site=site, at=at, actor=actor, action="add", subject=(DEVICE, device.pk), to_state="registered")
    except IntegrityError as taken:
        raise DeviceRefused("code", _("Another device has this code.")) from taken
    return device, secret


def secret_of(device: Device) -> bytes:
    """The secret that signs the talk with the device; empty when the installation's own was changed since."""
    return unlock(device.locked_secret).encode()


def lists_changed(*, site: Site, device_ids: Iterable[int]) -> dict[int, int]:
    """Say, in the writer's transaction, that these devices need a new list; by device the version that will have the change."""
    ids = sorted(set(device_ids))
    Device.objects.filter(site=site, pk__in=ids).update(wanted_version=F("wanted_version") + 1)
    if ids:
        touch(topic(site.pk))
    return dict(Device.objects.filter(pk__in=ids).values_list("pk", "wanted_version"))


def open_door(*, device: Device, reason: str, actor: Any, at: datetime) -> Command:
    """Ask a door to open now, for a reason that is journalled; after twenty seconds the wish is gone."""
    if not reason.strip():
        raise DeviceRefused("reason", _("Say why it is opened."))
    return _command(device, "open", at + OPEN_HOLDS_FOR, actor, at, reason)


def resync(*, device: Device, actor: Any, at: datetime) -> Command:
    """Have a device forget its list and take the whole of it again."""
    with transaction.atomic():
        command = _command(device, "forget", at + RESYNC_HOLDS_FOR, actor, at, "")
        lists_changed(site=device.site, device_ids=[device.pk])
    return command


def set_state(*, device: Device, args: dict[str, Any], holds_for: timedelta, actor: Any, at: datetime) -> Command:
    """Ask a device to take a state; whether it did, its next report says. A newer wish takes the place of an open one."""
    Command.objects.filter(device=device, action="set", acked_at=None).update(gone_at=at)
    return _command(device, "set", at + holds_for, actor, at, "", args)


@transaction.atomic
def _command(
    device: Device,
    action: str,
    gone_at: datetime,
    actor: Any,
    at: datetime,
    reason: str,
    args: dict[str, Any] | None = None,
) -> Command:
    command = Command.objects.create(
        device=device,
        ref=secrets.token_hex(16),
        action=action,
        args=args or {},
        asked_by=actor,
        asked_at=at,
        gone_at=gone_at,
    )
    record(site=device.site, at=at, actor=actor, action=action, subject=(DEVICE, device.pk), reason=reason)
    touch(topic(device.site_id))
    return command
