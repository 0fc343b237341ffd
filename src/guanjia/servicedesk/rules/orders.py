"""What a work order can be and what may become of it (W06, W19)."""

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class OrderState(State):
    """Where a work order stands."""

    NEW = "new", N_("New"), "azure"
    DISPATCHED = "dispatched", N_("Dispatched"), "indigo"
    ACCEPTED = "accepted", N_("Taken on"), "blue"
    IN_PROGRESS = "in_progress", N_("In progress"), "green"
    ON_HOLD = "on_hold", N_("On hold"), "yellow"
    COMPLETED = "completed", N_("Completed"), "teal"
    VERIFIED = "verified", N_("Verified"), "teal"
    CLOSED = "closed", N_("Closed"), "secondary"
    CANCELLED = "cancelled", N_("Cancelled"), "secondary"


class OrderKind(State):
    """What is asked for. Hazards and complaints stay here until modules of their own take them."""

    REPAIR = "repair", N_("Repair"), "blue"
    CLEANING = "cleaning", N_("Cleaning"), "teal"
    HAZARD = "hazard", N_("Hazard"), "red"
    COMPLAINT = "complaint", N_("Complaint"), "orange"
    IMPROVEMENT = "improvement", N_("Improvement"), "azure"
    PROBLEM = "problem", N_("Recurring problem"), "indigo"


class Urgency(State):
    """How soon somebody must come; the limits lie in standards/orders.yaml."""

    NORMAL = "normal", N_("Normal"), "secondary"
    URGENT = "urgent", N_("Urgent"), "orange"
    CRITICAL = "critical", N_("A meeting waits"), "red"


S = OrderState
ORDER_MOVES: dict[OrderState, frozenset[OrderState]] = {
    S.NEW: frozenset({S.DISPATCHED, S.ACCEPTED, S.CANCELLED}),
    S.DISPATCHED: frozenset({S.DISPATCHED, S.ACCEPTED, S.NEW, S.CANCELLED}),  # to somebody else; back, declined
    S.ACCEPTED: frozenset({S.IN_PROGRESS, S.DISPATCHED, S.NEW, S.ON_HOLD, S.CANCELLED}),
    S.IN_PROGRESS: frozenset({S.COMPLETED, S.ON_HOLD, S.CANCELLED}),
    S.ON_HOLD: frozenset({S.IN_PROGRESS, S.CANCELLED}),
    S.COMPLETED: frozenset({S.VERIFIED, S.IN_PROGRESS}),  # not good: back to work
    S.VERIFIED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CANCELLED: frozenset(),
}
assert ORDER_MOVES.keys() == set(OrderState), "every state needs its row"

OPEN_ORDER = frozenset(OrderState) - {S.CLOSED, S.CANCELLED}

KIND_OF_FAILURE = {"work_order": OrderKind.REPAIR, "hazard": OrderKind.HAZARD, "complaint": OrderKind.COMPLAINT}
"""What a standard's `on_failure` opens."""

POST_OF_KIND = {
    OrderKind.REPAIR: "technician",
    OrderKind.CLEANING: "environment.cleaner",
    OrderKind.HAZARD: "security",
    OrderKind.COMPLAINT: "conference.manager",
    OrderKind.IMPROVEMENT: "conference.manager",
    OrderKind.PROBLEM: "technician",
}
"""Whose work it is."""

VERB_OF_STATE = {
    S.NEW: "decline",
    S.DISPATCHED: "dispatch",
    S.ACCEPTED: "accept",
    S.IN_PROGRESS: "begin",
    S.ON_HOLD: "hold",
    S.COMPLETED: "complete",
    S.VERIFIED: "verify",
    S.CLOSED: "close",
    S.CANCELLED: "cancel",
}


def verb_of(old: OrderState, new: OrderState) -> str:
    """The name of a move, as timers and journal know it: resume and reopen are not begin."""
    if new is S.IN_PROGRESS and old is S.ON_HOLD:
        return "resume"
    if new is S.IN_PROGRESS and old is S.COMPLETED:
        return "reopen"
    return VERB_OF_STATE[new]


def lacks_reason(verb: str, reason: str) -> bool:
    """Whether the move must say why: hold, cancel, decline and reopen do."""
    return verb in {"hold", "cancel", "decline", "reopen"} and not reason.strip()
