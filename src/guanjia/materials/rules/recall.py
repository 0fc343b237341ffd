"""Whether every copy is accounted for, and who may sign (MATR-013, MATR-015)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.materials.rules.states import IN_HAND, UNACCOUNTED, CopyState


@dataclass(frozen=True, slots=True)
class Recall:
    """The count of a paper's copies: printed = in hand + unaccounted + lost + destroyed."""

    printed: int
    in_hand: int
    unaccounted: int
    lost: int
    destroyed: int

    @property
    def complete(self) -> bool:
        """Whether nobody has a copy any more that nobody answers for."""
        return self.unaccounted == 0


def recall_of(states: Iterable[CopyState]) -> Recall:
    """The count, from the state of each copy."""
    counts = Counter(states)
    return Recall(
        printed=sum(counts.values()),
        in_hand=sum(counts[state] for state in IN_HAND),
        unaccounted=sum(counts[state] for state in UNACCOUNTED),
        lost=counts[CopyState.LOST],
        destroyed=counts[CopyState.DESTROYED],
    )


def may_approve(opener: int, first: int | None, who: int) -> bool:
    """Two people approve a lost copy, and neither reported it."""
    return who not in {opener, first}


def gaps(serials: Iterable[int]) -> list[int]:
    """The numbers that are missing from 1 to the highest: numbering without gaps has none."""
    known = set(serials)
    return [number for number in range(1, max(known, default=0) + 1) if number not in known]
