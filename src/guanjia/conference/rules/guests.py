"""Who a guest is, what they answered, and what may follow (W03, FIELD 15)."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class GuestRole(State):
    """How somebody takes part."""

    ATTEND = "attend", N_("Attends"), "blue"
    SIT_IN = "sit_in", N_("Sits in"), "teal"
    OBSERVE = "observe", N_("Observes"), "secondary"


class GuestState(State):
    """What is known of somebody's coming. Arrived, inside and left are moments of their own, not states."""

    INVITED = "invited", N_("No answer yet"), "azure"
    CONFIRMED = "confirmed", N_("Confirmed"), "blue"
    EXCUSED = "excused", N_("Excused"), "orange"
    REPLACED = "replaced", N_("Replaced"), "secondary"
    WITHDRAWN = "withdrawn", N_("Off the list"), "secondary"


G = GuestState
GUEST_MOVES: dict[GuestState, frozenset[GuestState]] = {
    G.INVITED: frozenset({G.CONFIRMED, G.EXCUSED, G.REPLACED, G.WITHDRAWN}),
    G.CONFIRMED: frozenset({G.INVITED, G.EXCUSED, G.REPLACED, G.WITHDRAWN}),
    G.EXCUSED: frozenset({G.CONFIRMED, G.REPLACED, G.WITHDRAWN}),
    G.REPLACED: frozenset({G.CONFIRMED}),
    G.WITHDRAWN: frozenset({G.INVITED}),
}
assert GUEST_MOVES.keys() == set(GuestState), "every state needs its row"

MAY_ENTER = frozenset({G.INVITED, G.CONFIRMED})


@dataclass(frozen=True)
class Count:
    """The four numbers that are read aloud before the start: 应到, 实到, 请假, 替会."""

    expected: int
    present: int
    excused: int
    substituted: int

    @property
    def missing(self) -> int:
        """Expected and not here, without excuse."""
        return self.expected - self.present - self.excused


@dataclass(frozen=True)
class Head:
    """What the count needs of a guest."""

    state: GuestState
    entered: bool
    substitutes: bool = False
    number: int = 1
    """How many of them there are."""


def count_heads(heads: Iterable[Head]) -> Count:
    """应到 is everybody asked, with substitutes in the place of whom they replace; it holds those who are here, who are excused

    and who are missing, as the host reads it aloud. Whoever was taken off the list is in none of the numbers.
    """
    rows = list(heads)
    coming = [head for head in rows if head.state in MAY_ENTER]
    excused = sum(head.number for head in rows if head.state is G.EXCUSED)
    return Count(
        expected=sum(head.number for head in coming) + excused,
        present=sum(head.number for head in coming if head.entered),
        excused=excused,
        substituted=sum(head.number for head in coming if head.substitutes),
    )
