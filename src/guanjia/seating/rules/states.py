"""Scenes, the states of a plan and of a run, and their legal moves."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Scene(State):
    """What the plan is of."""

    ROSTRUM = "rostrum", N_("Rostrum"), "red"
    PHOTO = "photo", N_("Group photograph"), "blue"
    SIGNING = "signing", N_("Signing"), "indigo"
    SOFA = "sofa", N_("Meeting on sofas"), "teal"
    TALKS = "talks", N_("Talks"), "azure"
    LONG_TABLE = "long_table", N_("Long table"), "azure"
    BANQUET = "banquet", N_("Banquet"), "orange"
    CAR = "car", N_("Cars"), "secondary"
    FLOOR = "floor", N_("Floor of the hall"), "green"


TWO_SIDES = frozenset({Scene.SIGNING, Scene.SOFA, Scene.TALKS, Scene.BANQUET})
"""Scenes in which everybody is a guest or a host."""


class PlanState(State):
    """How far a plan is: only a confirmed one is what the crew sets up."""

    DRAFT = "draft", N_("Draft"), "secondary"
    CONFIRMED = "confirmed", N_("Confirmed by the organiser"), "green"
    CHANGED = "changed", N_("Changed since it was confirmed"), "orange"
    DROPPED = "dropped", N_("Dropped"), "secondary"


P = PlanState
PLAN_MOVES: dict[PlanState, frozenset[PlanState]] = {
    P.DRAFT: frozenset({P.CONFIRMED, P.DROPPED}),
    P.CONFIRMED: frozenset({P.CHANGED, P.DROPPED}),
    P.CHANGED: frozenset({P.CONFIRMED, P.DROPPED}),
    P.DROPPED: frozenset({P.DRAFT}),
}
assert PLAN_MOVES.keys() == set(PlanState), "every state needs its row"
