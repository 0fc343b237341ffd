"""The leaders' reception office: document circulation, callers, deadlines (W12)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

HAND_OVER_BY = time(9, 30)
"""Reviewed documents collected in the evening are with the document officer by then on the next working day (LEAD-003)."""


def hand_over_due(collected: datetime, is_working: Callable[[date], bool]) -> datetime:
    """When a document collected at this local time is due at the document officer's: 09:30 of the next working day.

    `collected` is naive local time. What is collected before 09:30 of a working day is still due that morning.
    """
    day = collected.date()
    if collected.time() >= HAND_OVER_BY or not is_working(day):
        day += timedelta(days=1)
        while not is_working(day):
            day += timedelta(days=1)
    return datetime.combine(day, HAND_OVER_BY)


class PaperState(State):
    """Where a document that circulates is."""

    WITH_LEADER = "with_leader", N_("With the leader"), "blue"
    REVIEWED = "reviewed", N_("Reviewed"), "azure"
    COLLECTED = "collected", N_("Collected, kept by us"), "orange"
    HANDED = "handed", N_("With the document officer"), "green"
    MISSING = "missing", N_("Reported missing"), "red"


P = PaperState
PAPER_MOVES: dict[PaperState, frozenset[PaperState]] = {
    P.WITH_LEADER: frozenset({P.REVIEWED, P.COLLECTED, P.MISSING}),
    P.REVIEWED: frozenset({P.COLLECTED, P.MISSING}),
    P.COLLECTED: frozenset({P.HANDED, P.WITH_LEADER, P.MISSING}),
    P.HANDED: frozenset(),
    P.MISSING: frozenset({P.COLLECTED, P.HANDED}),
}
assert PAPER_MOVES.keys() == set(PaperState), "every state needs its row"
PAPER_VERBS = {
    P.WITH_LEADER: "bring", P.REVIEWED: "review", P.COLLECTED: "collect", P.HANDED: "hand_over", P.MISSING: "miss",
}  # fmt: skip


class Whereabouts(State):
    """Where a leader is: known to the reception group only."""

    IN = "in", N_("In the office"), "green"
    MEETING = "meeting", N_("In a meeting"), "azure"
    OUT = "out", N_("Out and about"), "orange"
    AWAY = "away", N_("Away"), "secondary"


class CallerKind(Word):
    """How somebody came."""

    VISITOR = "visitor", N_("Visitor with an appointment")
    WALK_IN = "walk_in", N_("Visitor without an appointment")
    PHONE = "phone", N_("Call for a leader")
    PETITIONER = "petitioner", N_("Petitioner")


class CallerState(State):
    """What became of a caller."""

    WAITING = "waiting", N_("Waits"), "orange"
    INSIDE = "inside", N_("With the leader"), "green"
    DONE = "done", N_("Gone"), "secondary"
    PASSED = "passed", N_("Passed on"), "blue"


C = CallerState
CALLER_MOVES: dict[CallerState, frozenset[CallerState]] = {
    C.WAITING: frozenset({C.INSIDE, C.DONE, C.PASSED}),
    C.INSIDE: frozenset({C.DONE, C.PASSED}),
    C.DONE: frozenset(),
    C.PASSED: frozenset(),
}
assert CALLER_MOVES.keys() == set(CallerState), "every state needs its row"


def may_go_in(kind: CallerKind) -> bool:
    """Whether such a caller may be led to a leader at all: a petitioner goes to the petition office, never upstairs."""
    return kind is not CallerKind.PETITIONER
