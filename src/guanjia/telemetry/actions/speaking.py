"""What is said to devices: sealed, numbered, remembered as sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from guanjia.foundation.sites.public import Site
from guanjia.telemetry.actions.devices import secret_of
from guanjia.telemetry.models import Command, Device
from guanjia.telemetry.queries.devices import devices_behind, open_commands
from guanjia.telemetry.queries.granting import wanted_grants
from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.devices import LISTED


@dataclass(frozen=True, slots=True)
class Word:
    """A message ready to be published: its topic and bytes."""

    topic: str
    raw: bytes


def words_due(at: datetime) -> list[Word]:
    """Everything that devices must hear now: new lists, commands. Each is marked as sent; what is not acknowledged comes again."""
    commands = [_spoken_command(command, at) for command in open_commands(at)[:200]]
    return commands + [grant_list(device, at) for device in devices_behind(at)[:200]]


def commands_due(at: datetime, site: Site) -> list[tuple[Device, Word]]:
    """What lights, curtains and the like of one site must hear now; each is marked as sent."""
    rows = open_commands(at, site).exclude(device__kind__in=LISTED)[:200]
    return [(command.device, _spoken_command(command, at)) for command in rows]


def grant_list(device: Device, at: datetime) -> Word:
    """The whole list of a device in the version that is wanted now."""
    with transaction.atomic():
        spoken = _next_number(device)
        grants = wanted_grants(device)
        Device.objects.filter(pk=device.pk).update(sent_version=device.wanted_version, sent_at=at)
    body = {"version": device.wanted_version, "offline_hours": device.offline_hours, "grants": grants}
    return _word(device, protocol.GRANTS, body | {"spoken": spoken})


def contact(device: Device) -> Word:
    """A sign of life that confirms what was heard; it keeps the grants of a door from growing stale."""
    spoken = _next_number(device)
    return _word(device, protocol.CONTACT, {"heard": device.heard, "spoken": spoken})


def _spoken_command(command: Command, at: datetime) -> Word:
    Command.objects.filter(pk=command.pk).update(sent_at=at)
    body = {"ref": command.ref, "action": command.action, "args": command.args, "until": command.gone_at.timestamp()}
    return _word(command.device, protocol.COMMAND, body | {"spoken": _next_number(command.device)})


def _next_number(device: Device) -> int:
    Device.objects.filter(pk=device.pk).update(spoken=F("spoken") + 1)
    device.refresh_from_db()
    return device.spoken


def _word(device: Device, subject: str, body: dict[str, Any]) -> Word:
    where = protocol.topic(device.site.code, device.code, subject)
    return Word(where, protocol.seal(secret_of(device), where, body))
