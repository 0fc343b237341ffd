"""Words of dispatch: who does what in an area, and what became of a proposal."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class AreaRole(State):
    """The three who answer for an area (REPR-016)."""

    SERVICE = "service", N_("Customer service"), "blue"
    GRID = "grid", N_("Grid staff"), "teal"
    REPAIR = "repair", N_("Repair staff"), "orange"


class ProposalState(State):
    """What became of a proposal: somebody took it as it was, gave the order to another, or it is history."""

    OPEN = "open", N_("Proposed"), "azure"
    TAKEN = "taken", N_("Taken as proposed"), "green"
    CHANGED = "changed", N_("Another was chosen"), "orange"
    STALE = "stale", N_("Overtaken"), "secondary"


class Mode(State):
    """How a site gives orders out."""

    PROPOSE = "propose", N_("Proposals only"), "blue"
    AUTOMATIC = "automatic", N_("Automatic"), "green"
