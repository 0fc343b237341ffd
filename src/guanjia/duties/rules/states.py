"""The states of a duty and its legal moves."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class DutyState(State):
    """On time and late are both done. Missed is not final: evidence may still turn it into on time or late."""

    OPEN = "open", N_("To do"), "blue"
    PAUSED = "paused", N_("Paused"), "secondary"
    ON_TIME = "on_time", N_("On time"), "green"
    LATE = "late", N_("Late"), "orange"
    MISSED = "missed", N_("Missed"), "red"
    WITHDRAWN = "withdrawn", N_("Withdrawn"), "secondary"


S = DutyState
MOVES: dict[DutyState, frozenset[DutyState]] = {
    S.OPEN: frozenset({S.PAUSED, S.ON_TIME, S.LATE, S.MISSED, S.WITHDRAWN}),
    S.PAUSED: frozenset({S.OPEN, S.ON_TIME, S.LATE, S.WITHDRAWN}),
    S.ON_TIME: frozenset(),
    S.LATE: frozenset(),
    S.MISSED: frozenset({S.ON_TIME, S.LATE}),
    S.WITHDRAWN: frozenset(),
}
assert MOVES.keys() == set(DutyState), "every state needs its row"

LIVE = frozenset({S.OPEN, S.PAUSED})
DONE = frozenset({S.ON_TIME, S.LATE})
FINISHED = frozenset(DutyState) - LIVE
