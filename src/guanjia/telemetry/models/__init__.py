"""Tables of devices."""

from guanjia.telemetry.models.command import Command
from guanjia.telemetry.models.device import Device
from guanjia.telemetry.models.event import DeviceEvent

__all__ = ["Command", "Device", "DeviceEvent"]
