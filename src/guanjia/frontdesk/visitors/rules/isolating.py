"""Homes that are isolated by the policy in force: until when, who looks after them (EPID-008, EPID-009)."""

from datetime import date, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

LONGEST = timedelta(days=28)


class IsolationState(State):
    """Whether a home is isolated."""

    RUNNING = "running", N_("Isolated"), "orange"
    ENDED = "ended", N_("Isolation over"), "secondary"


ISOLATION_MOVES: dict[IsolationState, frozenset[IsolationState]] = {
    IsolationState.RUNNING: frozenset({IsolationState.ENDED}),
    IsolationState.ENDED: frozenset(),
}


def is_span_allowed(since: date, until: date) -> bool:
    """An isolation ends after it begins and lasts 28 days at most; longer is a new one with a new order."""
    return since < until <= since + LONGEST
