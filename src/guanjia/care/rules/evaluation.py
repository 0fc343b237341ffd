"""360°: who judges, and what the three together say (CUST-021)."""

from collections.abc import Iterable

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Judge(State):
    """The three sources."""

    OWNER = "owner", N_("Owners and occupiers"), "blue"
    THIRD = "third", N_("Third party"), "purple"
    INTERNAL = "internal", N_("Internal"), "teal"


def pooled(rows: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """(satisfied, all) of several judgements of one source, given as (per cent, answers): each answer weighs the same."""
    known = list(rows)
    total = sum(answers for _percent, answers in known)
    return round(sum(percent * answers for percent, answers in known) / 100), total


TARGET_PERCENT = 90
"""The satisfaction that is promised (CUST-004); a setting, since another source says 95."""


def reaches(percent: float | None, target: int = TARGET_PERCENT) -> bool | None:
    """Whether the share reaches the target; None without an answer."""
    return None if percent is None else percent >= target
