"""Greetings: occasions and states (FDSK-043, FDSK-044)."""

from collections.abc import Collection

from guanjia.care.rules.dates import DOUBLE_NINTH, MID_AUTUMN, SPRING_FESTIVAL, YearDay
from guanjia.care.rules.personal import MarkKind
from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Occasion(State):
    """What for."""

    BIRTHDAY = "birthday", N_("Birthday"), "pink"
    SPRING = "spring", N_("Spring Festival"), "red"
    MID_AUTUMN = "mid_autumn", N_("Mid-Autumn Festival"), "yellow"
    DOUBLE_NINTH = "double_ninth", N_("Double Ninth Festival"), "orange"


class GreetingState(State):
    """Due, done or left out for a reason."""

    DUE = "due", N_("To be greeted"), "azure"
    DONE = "done", N_("Greeted"), "teal"
    LEFT = "left", N_("Left out"), "secondary"


FESTIVALS: dict[Occasion, tuple[YearDay, frozenset[MarkKind]]] = {
    Occasion.SPRING: (SPRING_FESTIVAL, frozenset(MarkKind)),
    Occasion.MID_AUTUMN: (MID_AUTUMN, frozenset(MarkKind)),
    Occasion.DOUBLE_NINTH: (DOUBLE_NINTH, frozenset({MarkKind.ALONE, MarkKind.ELDER})),
}
"""The day of each festival and whose marks put them on its list."""


def goes_by_message(marks: Collection[MarkKind], *, agreed: bool, opted_out: bool) -> bool:
    """Whether a greeting is written by itself on the day: they agreed to that, and nobody waits to be spoken to.

    Elders and whoever lives alone are greeted by a person; a message is no visit (FDSK-044, FDSK-058).
    """
    return agreed and not opted_out and not {MarkKind.ALONE, MarkKind.ELDER} & set(marks)


def is_on_list(occasion: Occasion, marks: Collection[MarkKind], opted_out: bool) -> bool:
    """Whether a household with these marks is greeted at the festival."""
    return not opted_out and bool(FESTIVALS[occasion][1] & set(marks))
