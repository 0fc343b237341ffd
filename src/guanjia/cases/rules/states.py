"""Where a playing stands."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class PlayState(State):
    """Waits for a worker, runs, ended with every promise kept or with one broken, or could not be played."""

    WAITING = "waiting", N_("Waits to be played"), "secondary"
    RUNNING = "running", N_("Being played"), "azure"
    KEPT = "kept", N_("Every promise kept"), "green"
    BROKEN = "broken", N_("A promise was broken"), "red"
    FAILED = "failed", N_("Could not be played"), "red"


LIVE = frozenset({PlayState.WAITING, PlayState.RUNNING})
