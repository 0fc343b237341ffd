"""States of an event, a block and a session, and their legal moves (W01, W02)."""

from collections.abc import Iterable

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class EventState(State):
    """The whole booking, from enquiry to archive (W01)."""

    ENQUIRY = "enquiry", N_("Enquiry"), "azure"
    APPLIED = "applied", N_("Applied for"), "azure"
    NEEDS_CONFIRMED = "needs_confirmed", N_("Needs confirmed"), "azure"
    SCHEME = "scheme", N_("Scheme"), "indigo"
    BUDGETED = "budgeted", N_("Budgeted"), "indigo"
    APPROVED = "approved", N_("Approved"), "blue"
    PREPARATION = "preparation", N_("Preparation"), "blue"
    READY = "ready", N_("Ready"), "teal"
    RUNNING = "running", N_("Running"), "green"
    INTERRUPTED = "interrupted", N_("Interrupted"), "red"
    ENDED = "ended", N_("Ended"), "orange"
    RESTORING = "restoring", N_("Restoring"), "orange"
    SURVEYED = "surveyed", N_("Surveyed"), "yellow"
    CLOSED = "closed", N_("Closed"), "secondary"
    ARCHIVED = "archived", N_("Archived"), "secondary"
    LOST = "lost", N_("Lost"), "secondary"
    DECLINED = "declined", N_("Declined"), "secondary"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"


E = EventState
EVENT_MOVES: dict[EventState, frozenset[EventState]] = {
    E.ENQUIRY: frozenset({E.NEEDS_CONFIRMED, E.LOST}),
    E.APPLIED: frozenset({E.APPROVED, E.DECLINED, E.CANCELLED}),
    E.NEEDS_CONFIRMED: frozenset({E.SCHEME, E.ENQUIRY, E.LOST}),  # changed needs are confirmed anew
    E.SCHEME: frozenset({E.BUDGETED, E.ENQUIRY, E.LOST}),
    E.BUDGETED: frozenset({E.APPROVED, E.SCHEME, E.ENQUIRY, E.LOST}),  # the client accepts, or sends it back
    E.APPROVED: frozenset({E.PREPARATION, E.CANCELLED}),
    E.PREPARATION: frozenset({E.READY, E.RUNNING, E.CANCELLED}),
    E.READY: frozenset({E.RUNNING, E.PREPARATION, E.CANCELLED}),  # a change reopens the preparation
    E.RUNNING: frozenset({E.ENDED, E.INTERRUPTED}),
    E.INTERRUPTED: frozenset({E.RUNNING, E.ENDED}),
    E.ENDED: frozenset({E.RESTORING}),
    E.RESTORING: frozenset({E.SURVEYED}),
    E.SURVEYED: frozenset({E.CLOSED}),
    E.CLOSED: frozenset({E.ARCHIVED}),
    E.ARCHIVED: frozenset({E.PREPARATION}),  # imported as history; a newer file of it lies ahead
    E.LOST: frozenset({E.ENQUIRY}),
    E.DECLINED: frozenset({E.APPLIED}),
    E.CANCELLED: frozenset(),
}
assert EVENT_MOVES.keys() == set(EventState), "every state needs its row"

BEFORE_START = frozenset({E.APPROVED, E.PREPARATION, E.READY})
ON = frozenset({E.RUNNING, E.INTERRUPTED})
NOT_HELD = frozenset({E.LOST, E.DECLINED, E.CANCELLED})
"""It is not held: what hangs on it owes nothing."""
OPEN_EVENT = frozenset(EventState) - {E.CLOSED, E.ARCHIVED} - NOT_HELD


class BlockState(State):
    """Sessions that follow each other in one room, as the crew sees them."""

    PLANNED = "planned", N_("Planned"), "blue"
    READY = "ready", N_("Ready"), "teal"
    RUNNING = "running", N_("Running"), "green"
    INTERRUPTED = "interrupted", N_("Interrupted"), "red"
    ENDED = "ended", N_("Ended"), "orange"
    RESTORED = "restored", N_("Restored"), "secondary"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"


B = BlockState
BLOCK_MOVES: dict[BlockState, frozenset[BlockState]] = {
    B.PLANNED: frozenset({B.READY, B.RUNNING, B.CANCELLED}),
    B.READY: frozenset({B.PLANNED, B.RUNNING, B.CANCELLED}),
    B.RUNNING: frozenset({B.ENDED, B.INTERRUPTED}),
    B.INTERRUPTED: frozenset({B.RUNNING, B.ENDED}),
    B.ENDED: frozenset({B.RESTORED}),
    B.RESTORED: frozenset(),
    B.CANCELLED: frozenset({B.PLANNED}),
}
assert BLOCK_MOVES.keys() == set(BlockState), "every state needs its row"

NOT_BEGUN = frozenset({B.PLANNED, B.READY})
BEGUN = frozenset({B.RUNNING, B.INTERRUPTED})
OVER = frozenset({B.ENDED, B.RESTORED, B.CANCELLED})


def event_state(blocks: Iterable[BlockState]) -> EventState | None:
    """What the blocks of an event that has begun make of it: ended when all are over, interrupted when one is and none
    runs, else running. None for an event without blocks.
    """
    states = set(blocks)
    if not states:
        return None
    if states <= OVER:
        return E.ENDED
    return E.INTERRUPTED if B.INTERRUPTED in states and B.RUNNING not in states else E.RUNNING


class SessionState(State):
    """One sitting (场次)."""

    SCHEDULED = "scheduled", N_("Scheduled"), "blue"
    RUNNING = "running", N_("Running"), "green"
    ENDED = "ended", N_("Ended"), "secondary"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"


class Regime(State):
    """Whose money and whose rules (FIELD 13): decides what is offered and which limits hold."""

    FISCAL = "fiscal", N_("Public funds"), "red"
    COMMERCIAL = "commercial", N_("Commercial"), "blue"
    OWNERS = "owners", N_("Owners"), "teal"
    PUBLIC_BENEFIT = "public_benefit", N_("Public benefit"), "green"


class Track(State):
    """How the event came in (FIELD 12)."""

    APPLICATION = "application", N_("Application"), "red"
    TELEPHONE = "telephone", N_("Telephone"), "orange"
    ENQUIRY = "enquiry", N_("Enquiry"), "blue"
    IMPORT = "import", N_("Imported"), "secondary"


class Secrecy(State):
    """How much the house may know (FIELD 1). A classified meeting is an opaque slot and nothing else."""

    ORDINARY = "ordinary", N_("Ordinary"), "blue"
    INTERNAL = "internal", N_("Internal"), "orange"
    CONTROLLED = "controlled", N_("Controlled"), "red"
