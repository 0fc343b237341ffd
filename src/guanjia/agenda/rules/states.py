"""Kinds of item, the states of an agenda and of an item, and their legal moves."""

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Kind(Word):
    """What an item is. It decides what it costs to touch it and whether it may change places (ADR 0104)."""

    OPENING = "opening", N_("Opening")
    SPEECH = "speech", N_("Welcome address")
    TALK = "talk", N_("Talk")
    DISCUSSION = "discussion", N_("Discussion of the floor")
    VOTE = "vote", N_("Vote")
    AWARD = "award", N_("Award")
    SIGNING = "signing", N_("Signing")
    PHOTO = "photo", N_("Group photograph")
    BREAK = "break", N_("Tea break")
    MEAL = "meal", N_("Meal")
    FREE = "free", N_("Free exchange")
    CLOSING = "closing", N_("Closing words")


class Part(Word):
    """What somebody does in an item."""

    SPEAKER = "speaker", N_("Speaker")
    INTERPRETER = "interpreter", N_("Interpreter")


class AgendaState(State):
    """How far an agenda is: only a confirmed one is what the house works by."""

    DRAFT = "draft", N_("Draft"), "secondary"
    CONFIRMED = "confirmed", N_("Confirmed by the organiser"), "green"
    CHANGED = "changed", N_("Changed since it was confirmed"), "orange"


A = AgendaState
AGENDA_MOVES: dict[AgendaState, frozenset[AgendaState]] = {
    A.DRAFT: frozenset({A.CONFIRMED}),
    A.CONFIRMED: frozenset({A.CHANGED}),
    A.CHANGED: frozenset({A.CONFIRMED}),
}
assert AGENDA_MOVES.keys() == set(AgendaState), "every state needs its row"


class ItemState(State):
    """An item of the agenda."""

    PLANNED = "planned", N_("To come"), "azure"
    RUNNING = "running", N_("Going on"), "blue"
    DONE = "done", N_("Over"), "green"
    DROPPED = "dropped", N_("Left out"), "secondary"


S = ItemState
ITEM_MOVES: dict[ItemState, frozenset[ItemState]] = {
    S.PLANNED: frozenset({S.RUNNING, S.DROPPED}),
    S.RUNNING: frozenset({S.DONE, S.PLANNED}),  # a start tapped by mistake is taken back
    S.DONE: frozenset({S.RUNNING}),  # an end tapped by mistake is taken back
    S.DROPPED: frozenset({S.PLANNED}),
}
assert ITEM_MOVES.keys() == set(ItemState), "every state needs its row"
