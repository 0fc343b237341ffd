"""A number in the queue, and whose turn it is (W15)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class TicketState(State):
    """Where a number stands."""

    WAITING = "waiting", N_("Waiting"), "azure"
    MOVED = "moved", N_("Moved, waiting"), "indigo"
    CALLED = "called", N_("Called"), "orange"
    SERVING = "serving", N_("Being served"), "green"
    DONE = "done", N_("Served"), "teal"
    NO_SHOW = "no_show", N_("Did not come"), "secondary"
    APPOINTED = "appointed", N_("Given an appointment"), "blue"
    CANCELLED = "cancelled", N_("Number given back"), "secondary"


class Priority(State):
    """Who goes first (QUEU-004; VIPP-013)."""

    NONE = "none", N_("Nobody first"), "secondary"
    ELDERLY = "elderly", N_("Elderly"), "orange"
    PREGNANT = "pregnant", N_("Pregnant"), "orange"
    LIMITED = "limited", N_("Limited mobility"), "orange"
    VIP = "vip", N_("VIP"), "purple"


class Lane(State):
    """How a kind of business is dealt with (QUEU-005)."""

    EXPRESS = "express", N_("Express"), "green"
    ORDINARY = "ordinary", N_("Ordinary"), "blue"
    APPOINTMENT = "appointment", N_("By appointment"), "indigo"


S = TicketState
TICKET_MOVES: dict[TicketState, frozenset[TicketState]] = {
    S.WAITING: frozenset({S.CALLED, S.MOVED, S.CANCELLED}),
    S.MOVED: frozenset({S.CALLED, S.MOVED, S.CANCELLED}),
    S.CALLED: frozenset({S.SERVING, S.NO_SHOW, S.MOVED}),
    S.SERVING: frozenset({S.DONE, S.APPOINTED, S.MOVED}),
    S.NO_SHOW: frozenset({S.WAITING}),  # came after all
    S.DONE: frozenset(),
    S.APPOINTED: frozenset(),
    S.CANCELLED: frozenset(),
}
assert TICKET_MOVES.keys() == set(TicketState), "every state needs its row"
TICKET_VERBS = {
    S.WAITING: "return",
    S.MOVED: "move",
    S.CALLED: "call",
    S.SERVING: "serve",
    S.DONE: "finish",
    S.NO_SHOW: "miss",
    S.APPOINTED: "appoint",
    S.CANCELLED: "give_back",
}
WAITS = frozenset({S.WAITING, S.MOVED})
AT_COUNTER = frozenset({S.CALLED, S.SERVING})
LIVE_TICKET = WAITS | AT_COUNTER

CALLS = 3
"""A number that was called so often and nobody came is given up."""
FIRST = frozenset({Priority.ELDERLY, Priority.PREGNANT, Priority.LIMITED, Priority.VIP})
"""Who passes ordinary numbers."""
FAIRNESS_CAP = 3
"""No ordinary number is passed by more priority numbers that came later than this; a site may set another."""
NO_STREAK = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that waits: its place in the row, its priority, and how many priority numbers have passed it."""

    id: int
    place: datetime
    priority: Priority = Priority.NONE
    passed: int = 0


def next_up(waiting: Collection[Waiting], cap: int) -> Waiting | None:
    """Whose turn it is: an ordinary number that was passed `cap` times, else priority (VIP before the others), else the first."""
    row = sorted(waiting, key=lambda each: (each.place, each.id))
    if starved := [each for each in row if each.priority not in FIRST and each.passed >= cap]:
        return starved[0]
    first = [each for each in row if each.priority in FIRST]
    vips = [each for each in first if each.priority is Priority.VIP]
    return next(iter(vips or first or row), None)


def passes(one: Waiting, other: Waiting) -> bool:
    """Whether calling `one` now lets it pass `other`: a priority number that came later than an ordinary one."""
    came_later = (one.place, one.id) > (other.place, other.id)
    return one.priority in FIRST and other.priority not in FIRST and came_later


def given_up(calls: int) -> bool:
    """Whether a number was called often enough to be given up."""
    return calls >= CALLS


def label(letter: str, count: int) -> str:
    """What is printed and called: A007."""
    return f"{letter}{count:03}"


def spoken(shown: str, counter: str) -> str:
    """What the loudspeaker says: letters and digits apart, so that A012 is not read as a word."""
    return f"请{' '.join(shown)}号到{counter}办理"


def lanes(express: Sequence[str], others: Sequence[str], *, is_express: bool) -> list[str]:
    """The kinds a counter takes, in the order in which it looks for them: an express counter helps others last."""
    return [*express, *others] if is_express else [*others, *express]
