"""The door of telemetry."""

from guanjia.telemetry.actions.devices import (
    DEVICE,
    DeviceRefused,
    add_device,
    lists_changed,
    open_door,
    resync,
    secret_of,
    set_state,
    topic,
)
from guanjia.telemetry.actions.hearing import hear, register_listener
from guanjia.telemetry.actions.simulating import SIMULATED, answer_as_devices
from guanjia.telemetry.actions.speaking import Word, contact, grant_list, words_due
from guanjia.telemetry.models import Command, Device, DeviceEvent
from guanjia.telemetry.queries.devices import devices_of, events_of, wrong_lists
from guanjia.telemetry.queries.granting import Grant, register_grants, wanted_grants
from guanjia.telemetry.rules import protocol
from guanjia.telemetry.rules.appliance import Appliance
from guanjia.telemetry.rules.controller import Controller
from guanjia.telemetry.rules.devices import Contact, DeviceKind, contact_of

__all__ = [
    "DEVICE",
    "SIMULATED",
    "Appliance",
    "Command",
    "Contact",
    "Controller",
    "Device",
    "DeviceEvent",
    "DeviceKind",
    "DeviceRefused",
    "Grant",
    "Word",
    "add_device",
    "answer_as_devices",
    "contact",
    "contact_of",
    "devices_of",
    "events_of",
    "grant_list",
    "hear",
    "lists_changed",
    "open_door",
    "protocol",
    "register_grants",
    "register_listener",
    "resync",
    "secret_of",
    "set_state",
    "topic",
    "wanted_grants",
    "words_due",
    "wrong_lists",
]
