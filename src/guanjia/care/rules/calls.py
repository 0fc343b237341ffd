"""Call-backs: their states and tries (W21)."""

from datetime import timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CallState(State):
    """From the sample to the end of what came out of it."""

    SAMPLED = "sampled", N_("To be called"), "azure"
    CALLED = "called", N_("Being called"), "blue"
    ANSWERED = "answered", N_("Reached"), "teal"
    NO_ANSWER = "no_answer", N_("Not reached"), "orange"
    RATED = "rated", N_("Rated"), "green"
    TASK = "task", N_("Task running"), "indigo"
    CLOSED = "closed", N_("Call-back closed"), "secondary"


class CallSource(State):
    """Why they are called."""

    SAMPLE = "sample", N_("Monthly sample"), "azure"
    SERVICE = "service", N_("After a service"), "teal"
    COMPLAINT = "complaint", N_("After a complaint"), "orange"
    ORDER = "order", N_("After a work order"), "blue"


class Ending(State):
    """How a call-back ended."""

    CONTENT = "content", N_("They are content"), "teal"
    MENDED = "mended", N_("Put right"), "green"
    GAVE_UP = "gave_up", N_("Never reached"), "secondary"
    OPTED_OUT = "opted_out", N_("Wants no calls"), "secondary"


S = CallState
CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    S.SAMPLED: frozenset({S.CALLED, S.CLOSED}),
    S.CALLED: frozenset({S.ANSWERED, S.NO_ANSWER}),
    S.NO_ANSWER: frozenset({S.CALLED, S.CLOSED}),
    S.ANSWERED: frozenset({S.RATED, S.CLOSED}),
    S.RATED: frozenset({S.TASK, S.CLOSED}),
    S.TASK: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}
assert CALL_MOVES.keys() == set(CallState), "every state needs its row"
CALL_VERBS = {
    S.CALLED: "call", S.ANSWERED: "reach", S.NO_ANSWER: "miss", S.RATED: "rate", S.TASK: "give_task", S.CLOSED: "close",
}  # fmt: skip
CALL_OPEN = frozenset(S) - {S.CLOSED}

MOST_TRIES = 3
TRY_AGAIN_AFTER = timedelta(hours=4)
LOW_SCORE = 3
"""Up to this score (of 5) somebody has to put something right."""


def may_give_up(tries: int) -> bool:
    """Whether a household that does not answer may be given up."""
    return tries >= MOST_TRIES


def needs_task(score: int) -> bool:
    """Whether the rating asks for a task."""
    return score <= LOW_SCORE


def is_content(score: int) -> bool:
    """Satisfied or very satisfied."""
    return score >= 4


def mood_of_score(score: int) -> str:
    """How a remark sounds whose score is known: what teaches the suggestions.

    >>> [mood_of_score(score) for score in (2, 3, 4)]
    ['negative', 'neutral', 'positive']
    """
    return "positive" if is_content(score) else "neutral" if score == LOW_SCORE else "negative"
