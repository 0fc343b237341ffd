"""The paper that printers of the field take (FIELD 9), in millimetres."""

from dataclasses import dataclass

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class Paper(State):
    """A sheet that a printer is loaded with."""

    A4 = "a4", N_("A4"), "blue"
    A3 = "a3", N_("A3"), "blue"
    TRIPLE = "triple", N_("Dot matrix, three-ply 241 × 139.7"), "orange"
    TRIPLE_THIRD = "triple_third", N_("Dot matrix, three-ply 241 × 93.1"), "orange"
    ROLL_58 = "roll_58", N_("Thermal roll 58"), "teal"
    ROLL_80 = "roll_80", N_("Thermal roll 80"), "teal"
    LABEL_SMALL = "label_40", N_("Small label 40 × 30"), "secondary"
    LABEL_LARGE = "label_60", N_("Large label 60 × 40"), "secondary"
    CARD = "card", N_("Plastic card 85.6 × 54"), "indigo"


@dataclass(frozen=True, slots=True)
class Format:
    """Width and height of the page, its margins and its type; `high` 0 is as long as needed. `plies`: copies at one stroke."""

    wide: float
    high: float
    edge: float
    points: float
    plies: int = 1
    narrow: bool = False


FORMATS: dict[Paper, Format] = {
    Paper.A4: Format(210, 297, 16, 10),
    Paper.A3: Format(297, 420, 18, 11),
    Paper.TRIPLE: Format(241, 139.7, 18, 9.5, plies=3),
    Paper.TRIPLE_THIRD: Format(241, 93.1, 18, 8.5, plies=3),
    Paper.ROLL_58: Format(58, 0, 3, 8, narrow=True),
    Paper.ROLL_80: Format(80, 0, 4, 9, narrow=True),
    Paper.LABEL_SMALL: Format(40, 30, 2, 6, narrow=True),
    Paper.LABEL_LARGE: Format(60, 40, 2, 7.5, narrow=True),
    Paper.CARD: Format(85.6, 54, 4, 8, narrow=True),
}
assert FORMATS.keys() == set(Paper), "every paper needs its format"

MOST_OFFSET = 20.0


def offset_is_sane(millimetres: float) -> bool:
    """Whether a printer may be shifted by so much: tractor paper is never off by more than two centimetres."""
    return -MOST_OFFSET <= millimetres <= MOST_OFFSET


def copy_mark(printed_before: int) -> int:
    """Which reprint this is (补打): 0 for the first print, then 1, 2, ..."""
    return max(0, printed_before)
