"""Devices: their kinds, when one is silent, when its clock is wrong."""

from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

SILENT_AFTER = timedelta(minutes=3)
"""A device that said nothing for so long is shown as silent."""

DRIFT_ALLOWED = timedelta(seconds=30)
"""A clock that is further off than this is reported; grants with hours would open too early or too late."""


class DeviceKind(State):
    """What a device is."""

    DOOR = "door", N_("Door controller"), "blue"
    GATE = "gate", N_("Gate controller"), "indigo"
    LIFT = "lift", N_("Lift controller"), "teal"
    LIGHT = "light", N_("Lights"), "yellow"
    CURTAIN = "curtain", N_("Curtains"), "purple"
    PROJECTOR = "projector", N_("Projector device"), "azure"
    SCREEN = "screen", N_("Projection screen"), "azure"
    MICROPHONE = "microphone", N_("Microphones"), "pink"
    CLIMATE = "climate", N_("Air conditioning"), "cyan"
    FRESH_AIR = "fresh_air", N_("Fresh air"), "lime"
    SENSOR = "sensor", N_("Room sensor"), "green"
    METER = "meter", N_("Meter device"), "secondary"


LISTED = frozenset({DeviceKind.DOOR, DeviceKind.GATE, DeviceKind.LIFT})
"""Devices that keep a list of who may open them; the others only say their state and are told another."""


class Contact(State):
    """Whether a device speaks."""

    NEVER = "never", N_("Never heard of"), "secondary"
    HEARD = "heard", N_("In contact"), "green"
    SILENT = "silent", N_("Silent"), "red"


def contact_of(last_seen_at: datetime | None, at: datetime) -> Contact:
    """Whether the device is in contact at a moment."""
    if last_seen_at is None:
        return Contact.NEVER
    return Contact.SILENT if at - last_seen_at > SILENT_AFTER else Contact.HEARD


def is_drifting(drift: timedelta) -> bool:
    """Whether the clock is off by more than is allowed, either way."""
    return abs(drift) > DRIFT_ALLOWED
