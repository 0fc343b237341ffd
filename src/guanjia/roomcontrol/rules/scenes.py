"""Scenes: what each kind of device is to be, when that is true, what to do with one that does not answer (DIGI-009)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

CONFIRM_WITHIN = timedelta(seconds=5)
"""A device that has not reported the state after so long is told again."""
MOST_TRIES = 2
"""After so many tries it is done by hand, and says so."""
TOLERANCE = 0.5
"""A number so close to what was asked for is that number."""


class SceneCode(Word):
    """The scenes that every room has, and those of its own."""

    START = "start", N_("Start of the meeting")
    BREAK = "break", N_("Break")
    FILM = "film", N_("Film")
    END = "end", N_("End")
    OWN = "own", N_("Own scene")


AIR = "air"
PARTS = (AIR, "light", "curtain", "climate", "fresh_air", "projector", "screen", "microphone")
"""What is set alone, without a scene: a kind of device held by hand, or the air by its rule."""

DEFAULTS: dict[SceneCode, dict[str, dict[str, Any]]] = {
    SceneCode.START: {
        "light": {"on": True, "level": 80}, "curtain": {"open": 100}, "projector": {"on": True}, "screen": {"down": True},
        "microphone": {"on": True}, "climate": {"on": True}, "fresh_air": {"on": True},
    },
    SceneCode.BREAK: {"light": {"on": True, "level": 100}, "microphone": {"on": False}},
    SceneCode.FILM: {
        "light": {"on": True, "level": 10}, "curtain": {"open": 0}, "projector": {"on": True}, "screen": {"down": True},
    },
    SceneCode.END: {
        "light": {"on": False}, "curtain": {"open": 100}, "projector": {"on": False}, "screen": {"down": False},
        "microphone": {"on": False}, "climate": {"on": False}, "fresh_air": {"on": False},
    },
}  # fmt: skip
"""What a scene asks of each kind of device where the site has not said otherwise."""


LEVELS: dict[str, tuple[str, float, float]] = {
    "light": ("level", 0, 100), "curtain": ("open", 0, 100), "climate": ("temperature", 16, 30),
}  # fmt: skip
"""The number of a kind of device that somebody may set: its field, the least and the most."""
SWITCHES = {"curtain": "open", "screen": "down"}
"""The field that stands for on and off where it is not `on`."""


def wanted_of(kind: str, on: bool, value: float | None = None) -> dict[str, Any]:
    """What "on" or "off" with perhaps a number asks of a kind of device."""
    if kind == "curtain":
        return {"open": (100 if on else 0) if value is None else value}
    if kind == "screen":
        return {"down": on}
    extra = LEVELS[kind][0] if kind in LEVELS else ""
    return {"on": on} | ({extra: value} if extra and value is not None and on else {})


def wrong_steps(steps: Mapping[str, Mapping[str, Any]]) -> str:
    """The first kind of device whose number is out of its range; "" when all are within."""
    for kind, wanted in steps.items():
        field, least, most = LEVELS.get(kind, ("", 0, 0))
        value = wanted.get(field)
        if isinstance(value, int | float) and not isinstance(value, bool) and not least <= value <= most:
            return kind
    return ""


class Trigger(Word):
    """Who or what asks; the later ones give way to an override."""

    HAND = "hand", N_("By hand")
    VOICE = "voice", N_("Typed or spoken")
    BLOCK = "block", N_("The meeting itself")
    AUTO = "auto", N_("The automatic rule")


GIVES_WAY: dict[Trigger, bool] = {Trigger.HAND: False, Trigger.VOICE: False, Trigger.BLOCK: True, Trigger.AUTO: True}
"""Conflicts as data: whoever gives way leaves a device alone that somebody has set by hand, until that ends."""


class StepState(State):
    """How far a device of a scene is."""

    SENT = "sent", N_("Told, not confirmed"), "yellow"
    CONFIRMED = "confirmed", N_("Confirmed"), "green"
    BY_HAND = "by_hand", N_("By hand"), "red"
    KEPT = "kept", N_("Left as set by hand"), "secondary"


class RunState(State):
    """How far a scene is. It is done only when every device has said so, or somebody has seen to the rest."""

    RUNNING = "running", N_("Being set"), "yellow"
    DONE = "done", N_("Done"), "green"
    BY_HAND = "by_hand", N_("Something is to be done by hand"), "red"
    SETTLED = "settled", N_("Done by hand"), "teal"
    DROPPED = "dropped", N_("Another scene came"), "secondary"


R = RunState
RUN_MOVES: dict[RunState, frozenset[RunState]] = {
    R.RUNNING: frozenset({R.DONE, R.BY_HAND, R.DROPPED}),
    R.BY_HAND: frozenset({R.DONE, R.SETTLED, R.DROPPED}),
    R.DONE: frozenset(),
    R.SETTLED: frozenset(),
    R.DROPPED: frozenset(),
}
OPEN = frozenset({R.RUNNING, R.BY_HAND})


def is_satisfied(wanted: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether a reported state is what was asked for: each field equal, numbers within half a unit."""
    return all(name in state and _same(value, state[name]) for name, value in wanted.items())


def _same(wanted: Any, said: Any) -> bool:
    numbers = isinstance(wanted, int | float) and isinstance(said, int | float)
    if numbers and not isinstance(wanted, bool) and not isinstance(said, bool):
        return abs(wanted - said) <= TOLERANCE
    return type(wanted) is type(said) and bool(wanted == said)


def step_due(sent_at: datetime, tries: int, now: datetime) -> str:
    """What to do with an unconfirmed device: "wait", say it "again", or "by_hand"."""
    if now - sent_at < CONFIRM_WITHIN:
        return "wait"
    return "again" if tries < MOST_TRIES else "by_hand"


def run_state(steps: list[StepState]) -> RunState:
    """What its devices make of a scene."""
    if StepState.SENT in steps:
        return RunState.RUNNING
    return RunState.BY_HAND if StepState.BY_HAND in steps else RunState.DONE
