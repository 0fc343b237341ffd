"""The first row of the desk: what cannot wait and is done the same way each time (FIELD 25)."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CaseKind(State):
    """What has happened."""

    MOVE_CAR = "move_car", N_("Move a car"), "blue"
    LOCKED_OUT = "locked_out", N_("Locked out"), "azure"
    FIND_PERSON = "find_person", N_("Somebody is missing"), "orange"
    MEDICAL = "medical", N_("120 / AED"), "red"
    LIFT_TRAP = "lift_trap", N_("Trapped in a lift"), "red"


class CaseState(State):
    """Where a quick case stands."""

    OPEN = "open", N_("Open"), "red"
    ACTING = "acting", N_("Being dealt with"), "orange"
    HANDED = "handed", N_("Handed to the guards"), "indigo"
    SETTLED = "settled", N_("Settled"), "teal"
    CANCELLED = "cancelled", N_("Called off"), "secondary"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a kind's checklist. `must`: the case cannot be settled without it."""

    code: str
    label: str
    must: bool = False


K, S = CaseKind, CaseState
CASE_MOVES: dict[CaseState, frozenset[CaseState]] = {
    S.OPEN: frozenset({S.ACTING, S.HANDED, S.SETTLED, S.CANCELLED}),
    S.ACTING: frozenset({S.HANDED, S.SETTLED, S.CANCELLED}),
    S.HANDED: frozenset({S.ACTING, S.SETTLED, S.CANCELLED}),
    S.SETTLED: frozenset(),
    S.CANCELLED: frozenset(),
}
CASE_VERBS = {S.ACTING: "act", S.HANDED: "hand_over", S.SETTLED: "settle", S.CANCELLED: "call_off"}
OPEN_CASE = frozenset({S.OPEN, S.ACTING, S.HANDED})

RESCUE = frozenset({K.MEDICAL, K.LIFT_TRAP})
"""Opened with two keys, with nothing typed: what is not known yet is asked afterwards."""

STEPS: dict[CaseKind, tuple[Step, ...]] = {
    K.MOVE_CAR: (
        Step("message", N_("Message sent to the owner, number hidden")),
        Step("call", N_("Owner rung by the desk, number hidden")),
        Step("reach", N_("Owner reached")),
        Step("moved", N_("Car moved, asker told")),
    ),
    K.LOCKED_OUT: (
        Step("verify", N_("Asked who lives there, phone and birthday compared"), must=True),
        Step("identity", N_("Identity paper looked at, not copied")),
        Step("key", N_("Spare key handed out through the key register")),
        Step("locksmith", N_("Registered locksmith called, police rule told")),
    ),
    K.FIND_PERSON: (
        Step("gates", N_("Gates watch for the person"), must=True),
        Step("cameras", N_("Cameras looked at, viewing written down")),
        Step("search", N_("Search parties out: lifts, garage, roof, water")),
        Step("police", N_("Police told (110)")),
    ),
    K.MEDICAL: (
        Step("ambulance", N_("120 called: place, age, breathing"), must=True),
        Step("aed", N_("AED on its way")),
        Step("lift", N_("Lift held at the ground floor")),
        Step("guide", N_("Guide stands at the gate")),
        Step("handed", N_("Handed to the ambulance crew")),
    ),
    K.LIFT_TRAP: (
        Step("firm", N_("Rescue firm called with the lift's code"), must=True),
        Step("guard", N_("Guard at the lift door, nobody forces it")),
        Step("reassure", N_("Spoken to the people inside")),
        Step("arrived", N_("Rescue firm is here")),
        Step("freed", N_("Everybody is out, asked for injuries"), must=True),
    ),
}
REPEATED_STEPS = frozenset({"message", "call", "reassure", "search"})
"""Steps that are done again and again: each time is kept."""

POSTS_TOLD: dict[CaseKind, tuple[str, ...]] = {
    K.MOVE_CAR: (),
    K.LOCKED_OUT: (),
    K.FIND_PERSON: ("security", "duty.manager", "hotline", "butler", "environment.cleaner"),
    K.MEDICAL: ("security", "duty.manager", "estate.manager"),
    K.LIFT_TRAP: ("technician", "security", "duty.manager"),
}
"""Who is told at once, passing over quiet hours."""


def missing_steps(kind: CaseKind, done: set[str]) -> list[str]:
    """Codes of the steps without which the case cannot be settled and that nobody has done."""
    return [step.code for step in STEPS[kind] if step.must and step.code not in done]


def may_repeat(code: str, done: set[str]) -> bool:
    """Whether the step may be noted now: once, or again where it is one of those that are repeated."""
    return code not in done or code in REPEATED_STEPS
