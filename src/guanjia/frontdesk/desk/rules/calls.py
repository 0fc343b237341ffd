"""A telephone call from its first ring to its end (W14)."""

from collections.abc import Mapping
from datetime import timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CallState(State):
    """Where a call stands."""

    RINGING = "ringing", N_("Ringing"), "orange"
    ANSWERED = "answered", N_("Call taken"), "blue"
    RECORDED = "recorded", N_("On record"), "azure"
    TRANSFERRED = "transferred", N_("Being put through"), "indigo"
    PROMISED = "promised", N_("Call back promised"), "yellow"
    CALLED_BACK = "called_back", N_("Rung back"), "teal"
    SOLVED = "solved", N_("Solved"), "green"
    MISSED = "missed", N_("Missed call"), "red"
    CLOSED = "closed", N_("Closed"), "secondary"


S = CallState
CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    S.RINGING: frozenset({S.ANSWERED, S.MISSED}),
    S.ANSWERED: frozenset({S.RECORDED}),
    S.RECORDED: frozenset({S.SOLVED, S.TRANSFERRED, S.PROMISED}),
    S.TRANSFERRED: frozenset({S.SOLVED, S.RECORDED}),  # put through, or taken back
    S.PROMISED: frozenset({S.CALLED_BACK}),
    S.CALLED_BACK: frozenset({S.SOLVED, S.PROMISED}),
    S.SOLVED: frozenset({S.CLOSED}),
    S.MISSED: frozenset({S.CALLED_BACK}),
    S.CLOSED: frozenset(),
}
assert CALL_MOVES.keys() == set(CallState), "every state needs its row"

VERBS = {
    S.ANSWERED: "answer",
    S.RECORDED: "write_down",
    S.TRANSFERRED: "transfer",
    S.PROMISED: "promise",
    S.CALLED_BACK: "call_back",
    S.SOLVED: "solve",
    S.MISSED: "miss",
    S.CLOSED: "close",
}
OPEN_CALL = frozenset(CallState) - {S.CLOSED}

RING_LIMIT = 3
"""CALL-001: a call is answered within three rings."""
BOUNCE_LIMIT = 2
"""A caller who was passed on and came back this often goes to the superior."""
FIELDS = ("caller_name", "contact", "content", "handling")
"""CALL-003: who called, where to reach them, what they said, what was done."""


def rings(waited: timedelta, interval: timedelta) -> int:
    """How often the telephone has rung after `waited`; the first ring is at once."""
    return max(int(waited // interval), 0) + 1


def too_long(waited: timedelta, interval: timedelta) -> bool:
    """Whether the fourth ring has begun: the limit is the end of the third."""
    return waited > RING_LIMIT * interval


def lacking(record: Mapping[str, str]) -> list[str]:
    """The fields of the call record that are still empty, in the order of the form."""
    return [name for name in FIELDS if not record.get(name, "").strip()]


def may_close(*, was_answered: bool, repeated: bool, no_more_needs: bool) -> bool:
    """A call that was spoken ends when what matters was repeated (CALL-004) and nothing more is needed (CALL-005)."""
    return not was_answered or (repeated and no_more_needs)


def bounced_out(bounces: int) -> bool:
    """Whether the caller came back so often that the superior takes over."""
    return bounces >= BOUNCE_LIMIT


def verb_of(old: CallState, new: CallState, bounces: int = 0) -> str:
    """The name of a move as standards know it: coming back from a transfer is no writing down."""
    if old is S.TRANSFERRED and new is S.RECORDED:
        return "bounce" if bounced_out(bounces) else "take_back"
    if old is S.TRANSFERRED and new is S.SOLVED:
        return "put_through"
    return VERBS[new]
