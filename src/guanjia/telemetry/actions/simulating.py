"""Devices that are not there: in training, in a rehearsal and in the demo each word is answered as a real device would, without a
network. Every word is sealed, unsealed and taken by the same code as one that came over the broker."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.telemetry.actions.devices import secret_of
from guanjia.telemetry.actions.hearing import hear
from guanjia.telemetry.actions.speaking import commands_due
from guanjia.telemetry.models import Device
from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.appliance import Appliance
from guanjia.telemetry.rules.devices import LISTED, DeviceKind

SIMULATED = "telemetry.simulated"
GREETS_EVERY = timedelta(minutes=1)
SIMULATED_KW = 6.0
"""What a simulated meter counts: so many kilowatts, hour after hour."""
LONGEST_GAP = timedelta(hours=24)


def answer_as_devices(
    *, site: Site, at: datetime, stuck: Mapping[str, frozenset[str]] | None = None, greets: bool = True
) -> int:
    """Have every light, curtain and sensor of the site hear what is said to it now, and answer; how many commands were obeyed.

    A device that was silent for a minute says how it is, unless `greets` is off. `stuck` names fields, by the device's code, that
    do not move. Doors, gates and lifts stay with their controllers: nothing is opened by a device that is not there.
    """
    said = commands_due(at, site)
    for device, word in said:
        _plugged(device, at, (stuck or {}).get(device.code, frozenset())).hear(protocol.COMMAND, word.raw)
    if not greets:
        return len(said)
    rows = Device.objects.filter(site=site, retired_at=None).exclude(kind__in=LISTED)
    for device in rows.exclude(last_seen_at__gt=at - GREETS_EVERY).select_related("site")[:200]:
        _plugged(device, at).greet()
    return len(said)


def _plugged(device: Device, at: datetime, stuck: frozenset[str] = frozenset()) -> Appliance:
    secret, site = secret_of(device), device.site.code

    def tell(subject: str, body: dict[str, Any]) -> bool:
        where = protocol.topic(site, device.code, subject)
        return hear(where, protocol.seal(secret, where, body)) is not None

    state = dict(device.state)
    if device.kind == DeviceKind.METER:
        state["kwh"] = _counted(device, at)
    return Appliance(site, device.code, secret, at.timestamp, tell, state, stuck, device.spoken - 1)


def _counted(device: Device, at: datetime) -> float:
    """A meter goes on by itself: what it last said, and what was used since."""
    gap = max(timedelta(), min(at - (device.state_at or at), LONGEST_GAP))
    return round(float(device.state.get("kwh", 0)) + SIMULATED_KW * gap / timedelta(hours=1), 2)
