"""The roll call: who is still missing, and when it may end."""

from collections.abc import Iterable

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class LineState(State):
    """What is known of somebody who was inside."""

    MISSING = "missing", N_("Not seen yet"), "red"
    SAFE = "safe", N_("Safe"), "green"
    LEFT = "left", N_("Had left before"), "secondary"


L = LineState
LINE_MOVES: dict[LineState, frozenset[LineState]] = {
    L.MISSING: frozenset({L.SAFE, L.LEFT}),
    L.SAFE: frozenset({L.MISSING}),  # a tap on the wrong name
    L.LEFT: frozenset({L.MISSING}),
}
assert LINE_MOVES.keys() == set(LineState), "every state needs its row"


def still_missing(lines: Iterable[tuple[LineState, int]]) -> int:
    """How many persons nobody has seen; a line may stand for several."""
    return sum(count for state, count in lines if state is L.MISSING)


def end_lacks_words(missing: int, outcome: str) -> bool:
    """A roll call with somebody missing does not end without saying who was told and what is done."""
    return missing > 0 and not outcome.strip()
