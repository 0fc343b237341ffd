"""What devices say and what scenes ask of them, in a few words of the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guanjia.roomcontrol.rules.scenes import LEVELS, SWITCHES
from guanjia.telemetry.public import DeviceKind


def switch_word(field: str, value: Any) -> str:
    """A switch: on or off, down or up, open or closed."""
    if field == "down":
        return pgettext("device", "down") if value else pgettext("device", "up")
    if field == "open":
        return pgettext("device", "open") if value else pgettext("device", "closed")
    return pgettext("device", "on") if value else pgettext("device", "off")


FIELDS: dict[str, Callable[[Any], str]] = {
    "on": lambda value: switch_word("on", value),
    "down": lambda value: switch_word("down", value),
    "level": lambda value: pgettext("device", "level %(n)s%%") % {"n": value},
    "open": lambda value: pgettext("device", "open %(n)s%%") % {"n": value},
    "temperature": lambda value: f"{value} °C",
    "humidity": lambda value: pgettext("device", "humidity %(n)s%%") % {"n": value},
    "m3h": lambda value: f"{value} m³/h",
    "co2": lambda value: f"CO₂ {value} ppm",
    "kwh": lambda value: f"{value} kWh",
}
"""How a reported field is said; one that is not here stands as the device named it."""


def said(state: Mapping[str, Any]) -> str:
    """A reported state as a short line, switches first."""
    order = sorted(state, key=lambda name: (list(FIELDS).index(name) if name in FIELDS else len(FIELDS), name))
    return " · ".join(FIELDS[name](state[name]) if name in FIELDS else f"{name} {state[name]}" for name in order)


def step_in_words(kind: str, wanted: Mapping[str, Any]) -> str:
    """What a kind of device is to be."""
    label = _(DeviceKind(kind).label) if kind in set(DeviceKind) else kind
    field, switch = LEVELS[kind][0] if kind in LEVELS else "", SWITCHES.get(kind, "on")
    if field in wanted and wanted.get(switch):
        return f"{label} {wanted[field]:g}{' °C' if kind == 'climate' else '%'}"
    return f"{label} {switch_word(switch, wanted.get(switch))}"
