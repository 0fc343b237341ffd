"""Waste by the four kinds of Chinese sorting (GREN-002, SOCR-007)."""

from collections.abc import Iterable, Mapping

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class WasteKind(State):
    """可回收物, 厨余垃圾, 有害垃圾, 其他垃圾, with the colours of their bins (GB/T 19095)."""

    RECYCLABLE = "recyclable", N_("Recyclable"), "blue"
    KITCHEN = "kitchen", N_("Kitchen waste"), "green"
    HAZARDOUS = "hazardous", N_("Hazardous"), "red"
    RESIDUAL = "residual", N_("Residual"), "secondary"


MOST_GRAMS = 2_000_000
"""One weighing of more than two tonnes is a slip of the pen."""


def totals(rows: Iterable[tuple[str, int]]) -> dict[WasteKind, int]:
    """Grams of each kind, nought where none was weighed."""
    found = dict.fromkeys(WasteKind, 0)
    named = {each.value: each for each in WasteKind}
    for kind, grams in rows:
        found[named[kind]] += grams
    return found


def sorted_percent(grams: Mapping[WasteKind, int]) -> float | None:
    """The share that did not end as residual waste; None when nothing was weighed."""
    whole = sum(grams.values())
    return None if not whole else 100 * (whole - grams.get(WasteKind.RESIDUAL, 0)) / whole
