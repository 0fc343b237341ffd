"""Keys, tools, umbrellas, wheelchairs: what is lent, for how long, and whether the board is complete."""

from collections.abc import Iterable
from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class LoanKind(State):
    """What is lent."""

    KEY = "key", N_("Door key"), "orange"
    TOOL = "tool", N_("Tool"), "blue"
    UMBRELLA = "umbrella", N_("Umbrella"), "azure"
    WHEELCHAIR = "wheelchair", N_("Wheelchair"), "teal"
    CHARGER = "charger", N_("Charger"), "secondary"
    BADGE = "badge", N_("Visitor badge"), "indigo"


NAMED_BORROWER = frozenset({LoanKind.KEY})
"""Lent only to somebody whose paper was looked at or who is on file."""


@dataclass(frozen=True, slots=True)
class Count:
    """A count of the board: how many should hang there, which are out, which are missing or more than known."""

    expected: frozenset[str]
    out: frozenset[str]
    missing: frozenset[str]
    surplus: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Everything that should hang there does, and nothing else."""
        return not self.missing and not self.surplus


def count_board(*, known: Iterable[str], out: Iterable[str], seen: Iterable[str]) -> Count:
    """Compare the tags seen on the board with those that are known and not out."""
    away = frozenset(out)
    expected, there = frozenset(known) - away, frozenset(seen)
    return Count(expected, away, expected - there, there - expected)
