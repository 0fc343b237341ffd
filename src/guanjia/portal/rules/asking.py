"""What a resident asks and the desk decides."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class AskState(State):
    """How far an ask is."""

    OPEN = "open", N_("Waits for the desk"), "orange"
    DONE = "done", N_("Agreed"), "green"
    REFUSED = "refused", N_("Refused"), "secondary"


ASK_MOVES = {
    AskState.OPEN: frozenset({AskState.DONE, AskState.REFUSED}),
    AskState.DONE: frozenset(),
    AskState.REFUSED: frozenset(),
}
