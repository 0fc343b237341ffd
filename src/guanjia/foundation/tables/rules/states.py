"""States of an import run."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class RunState(State):
    """A sheet is previewed, then applied once or dropped."""

    PREVIEW = "preview", N_("To be checked"), "yellow"
    APPLIED = "applied", N_("Taken over"), "green"
    DROPPED = "dropped", N_("Dropped"), "secondary"


S = RunState
MOVES = {S.PREVIEW: {S.APPLIED, S.DROPPED}, S.APPLIED: set(), S.DROPPED: set()}
