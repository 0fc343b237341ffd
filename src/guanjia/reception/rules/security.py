"""How strong the security of a hall is: rings, guards, lanes, and what nobody may bring in (CSEC-001..005)."""

from collections.abc import Mapping
from math import ceil

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

LARGE_PUBLIC = 1000
"""From so many people on a public event needs a permit (law row event.large_public)."""


class Risk(Word):
    """What the organiser and the house think may happen."""

    ORDINARY = "ordinary", N_("Ordinary")
    RAISED = "raised", N_("Raised")
    HIGH = "high", N_("High-level meeting")


class Ring(Word):
    """Where guards stand, from outside in (CSEC-002)."""

    OUTER = "outer", N_("Outer cordon")
    ENTRY = "entry", N_("Entry check")
    INSIDE = "inside", N_("Inside the hall")


RINGS: dict[Risk, tuple[Ring, ...]] = {
    Risk.ORDINARY: (Ring.ENTRY, Ring.INSIDE),
    Risk.RAISED: (Ring.OUTER, Ring.ENTRY, Ring.INSIDE),
    Risk.HIGH: (Ring.OUTER, Ring.ENTRY, Ring.INSIDE),
}
PEOPLE_A_GUARD: dict[Risk, dict[Ring, int]] = {
    Risk.ORDINARY: {Ring.ENTRY: 200, Ring.INSIDE: 200},
    Risk.RAISED: {Ring.OUTER: 200, Ring.ENTRY: 120, Ring.INSIDE: 120},
    Risk.HIGH: {Ring.OUTER: 100, Ring.ENTRY: 80, Ring.INSIDE: 60},
}
LEAST: dict[Risk, int] = {Risk.ORDINARY: 1, Risk.RAISED: 2, Risk.HIGH: 2}
PEOPLE_A_LANE = 250
RAISED_FROM = 200
"""The sources give no strength: these are the house's numbers until a site sets its own, and raised by hand where needed."""


def strength(heads: int, risk: Risk, people: Mapping[Risk, Mapping[Ring, int]] = PEOPLE_A_GUARD) -> dict[Ring, int]:
    """Guards per ring for so many people, never fewer than the least of the risk."""
    table = people[risk]
    return {ring: max(LEAST[risk], ceil(heads / table[ring])) for ring in RINGS[risk]}


def lanes(heads: int, a_lane: int = PEOPLE_A_LANE) -> int:
    """Inspection lanes: one for each so many people, at least one (CSEC-005)."""
    return max(1, ceil(heads / a_lane))


def risk_of(*, heads: int, large: bool, vips: int, internal: bool, raised_from: int = RAISED_FROM) -> Risk:
    """What the plan proposes: high for an internal meeting or guests of honour at a large one, raised from so many people on."""
    if internal or (vips and large):
        return Risk.HIGH
    return Risk.RAISED if large or vips or heads >= raised_from else Risk.ORDINARY


class PlanState(State):
    """How far the security of an event is (W08)."""

    PLANNED = "planned", N_("Being planned"), "secondary"
    SET = "set", N_("Rings stand"), "blue"
    SCREENING = "screening", N_("Entry check runs"), "azure"
    SESSION = "session", N_("Meeting runs"), "green"
    DOWN = "down", N_("Stood down"), "secondary"


P = PlanState
PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    P.PLANNED: frozenset({P.SET}),
    P.SET: frozenset({P.SCREENING, P.PLANNED}),
    P.SCREENING: frozenset({P.SESSION}),
    P.SESSION: frozenset({P.DOWN, P.SCREENING}),  # late comers open the check again
    P.DOWN: frozenset(),
}
assert PLAN_MOVES.keys() == set(PlanState), "every state needs its row"
MOVE_NAMES = {P.SET: "set", P.SCREENING: "screen", P.SESSION: "begin", P.DOWN: "stand_down", P.PLANNED: "replan"}


class Check(Word):
    """What the entry check counts: three ways to verify somebody (CSEC-004), and what is not let in (CSEC-005)."""

    IDENTITY = "identity", N_("Identity paper looked at")
    INVITATION = "invitation", N_("Invitation looked at")
    DOOR = "door", N_("Let in by the electronic door")
    ITEM = "item", N_("Thing refused")
    PERSON = "person", N_("Person refused")
    INSISTS = "insists", N_("Insists on it: leader called")


LET_IN = frozenset({Check.IDENTITY, Check.INVITATION, Check.DOOR})
NEEDS_WORDS = frozenset({Check.ITEM, Check.PERSON, Check.INSISTS})
"""Kept with a word of what or why; of a person never the name."""


class Barred(Word):
    """What stays outside (CSEC-005)."""

    DANGEROUS = "dangerous", N_("Flammable, explosive, poisonous or corrosive things")
    WEAPON = "weapon", N_("Weapons and controlled knives")
    LIQUID = "liquid", N_("Unknown liquids and powders")
    LUGGAGE = "luggage", N_("Large luggage: to the deposit counter")
    BANNER = "banner", N_("Banners and leaflets that the organiser has not allowed")
    DRONE = "drone", N_("Drones and remote-controlled devices")
    ANIMAL = "animal", N_("Animals, guide dogs excepted")
