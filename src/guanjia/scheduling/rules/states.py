"""States of a period and of a proposal, where a request comes from, what a wish costs."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class PeriodState(State):
    """A period is open for requests and searches until it is closed."""

    OPEN = "open", N_("Open for requests"), "blue"
    CLOSED = "closed", N_("Closed for requests"), "secondary"


PERIOD_MOVES: dict[PeriodState, frozenset[PeriodState]] = {
    PeriodState.OPEN: frozenset({PeriodState.CLOSED}),
    PeriodState.CLOSED: frozenset({PeriodState.OPEN}),
}
assert PERIOD_MOVES.keys() == set(PeriodState), "every state needs its row"


class Origin(State):
    """Where a request comes from."""

    PLANNED = "planned", N_("Annual plan"), "indigo"
    WAITING = "waiting", N_("Waits for a room"), "orange"
    PLACED = "placed", N_("Has a room"), "green"


class ProposalState(State):
    """What became of a proposal."""

    OPEN = "open", N_("To be decided"), "azure"
    ACCEPTED = "accepted", N_("Accepted"), "green"
    LOST = "lost", N_("Taken meanwhile"), "red"
    REFUSED = "refused", N_("Proposal not accepted"), "secondary"


P = ProposalState
PROPOSAL_MOVES: dict[ProposalState, frozenset[ProposalState]] = {
    P.OPEN: frozenset({P.ACCEPTED, P.LOST, P.REFUSED}),
    P.LOST: frozenset({P.ACCEPTED, P.REFUSED}),
    P.REFUSED: frozenset({P.ACCEPTED, P.LOST}),
    P.ACCEPTED: frozenset(),
}
assert PROPOSAL_MOVES.keys() == set(ProposalState), "every state needs its row"


class Kind(State):
    """What a proposal does to the grid."""

    STAY = "stay", N_("Stays as it is"), "secondary"
    MOVE = "move", N_("Is moved"), "orange"
    COME = "come", N_("Newly placed"), "green"
    NONE = "none", N_("No place"), "red"


class Part(State):
    """A part of the day that somebody would like."""

    ANY = "", N_("Any time"), "secondary"
    MORNING = "morning", N_("Morning"), "azure"
    AFTERNOON = "afternoon", N_("Afternoon"), "azure"


PRICES = {"day": 8, "part": 4, "room": 4, "stay": 12}
"""Points that an unmet wish costs, times the priority; a person who is missed costs one a grain (ADR 0103)."""
WORDS = {
    "day": N_("another day than wished"),
    "part": N_("another part of the day than wished"),
    "room": N_("another room than wished"),
    "stay": N_("moved from its place"),
    "person": N_("would like to be in two places"),
}
