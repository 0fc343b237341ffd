"""States of a meal, a note to the kitchen and a green sheet."""

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class MealState(State):
    """From the plan to what was left."""

    PLANNED = "planned", N_("Meal is planned"), "azure"
    ORDERED = "ordered", N_("Ordered"), "blue"
    CLOSED = "closed", N_("Weighed and closed"), "green"
    DROPPED = "dropped", N_("Meal was dropped"), "secondary"


M = MealState
MEAL_MOVES: dict[MealState, frozenset[MealState]] = {
    M.PLANNED: frozenset({M.ORDERED, M.DROPPED}),
    M.ORDERED: frozenset({M.ORDERED, M.CLOSED, M.DROPPED}),  # a second order corrects the first
    M.CLOSED: frozenset(),
    M.DROPPED: frozenset({M.PLANNED}),
}
assert MEAL_MOVES.keys() == set(MealState), "every state needs its row"


class SheetState(State):
    """Open while figures come in; closed once the report went out."""

    OPEN = "open", N_("Sheet is open"), "azure"
    CLOSED = "closed", N_("Sheet is closed"), "green"


SHEET_MOVES: dict[SheetState, frozenset[SheetState]] = {
    SheetState.OPEN: frozenset({SheetState.CLOSED}),
    SheetState.CLOSED: frozenset({SheetState.OPEN}),
}
assert SHEET_MOVES.keys() == set(SheetState), "every state needs its row"


class Thing(Word):
    """What is counted by hand on the green sheet, with the factor that speaks of it."""

    PRINTED = "printed", N_("Sheets printed")
    PAPERLESS = "paperless", N_("Sheets read on a screen instead")
    BOTTLES = "bottles", N_("Bottles of water handed out")
    CUPS = "cups", N_("Bottles replaced by cups and water points")


FACTOR_OF = {
    Thing.PRINTED: ("paper", False),
    Thing.PAPERLESS: ("paper", True),
    Thing.BOTTLES: ("bottle", False),
    Thing.CUPS: ("bottle", True),
}
"""Thing -> (factor, whether it was avoided)."""
MOST_COUNTED = 1_000_000
