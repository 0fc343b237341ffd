"""An item as the rules see it: whole minutes after the meeting's start, no names."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.agenda.rules.states import Kind

MOVABLE = frozenset({Kind.TALK, Kind.DISCUSSION, Kind.FREE})
"""Kinds that may change places. Addresses go by rank, votes follow what they are about: those stay where they are."""
WALLS = frozenset({Kind.OPENING, Kind.VOTE, Kind.AWARD, Kind.SIGNING, Kind.CLOSING})
"""Kinds that nothing is moved across: what is voted or given was heard before."""
SHARE = {Kind.TALK: 70, Kind.SPEECH: 80, Kind.DISCUSSION: 50, Kind.FREE: 50, Kind.MEAL: 70}
"""What is left of an item at the least, in percent, unless the agenda says otherwise. Others are not shortened."""


@dataclass(frozen=True)
class Line:
    """An item to come. `begins` as planned now; a `fixed` one begins exactly then; `shortest` is the floor of `minutes`."""

    id: int
    kind: Kind
    begins: int
    minutes: int
    shortest: int
    optional: bool = False
    fixed: bool = False
    movable: bool = False

    @property
    def ends(self) -> int:
        """When it is over as planned now."""
        return self.begins + self.minutes


def least_minutes(kind: Kind, minutes: int, break_floor: int) -> int:
    """The shortest that an item may become when nobody said: its share, never below the floor of a tea break."""
    if kind is Kind.BREAK:
        return min(minutes, break_floor)
    return max(1, -(-minutes * SHARE.get(kind, 100) // 100))


def pushed(lines: Iterable[Line], free_at: int) -> list[tuple[int, int]]:
    """(begins, ends) of each line when nobody does anything: late things push what follows, nothing begins early."""
    found, cursor = [], free_at
    for line in lines:
        begins = max(cursor, line.begins)
        cursor = begins + line.minutes
        found.append((begins, cursor))
    return found
