"""Flags (旗). Equal poles and one flag a pole, except that at home the national flag is higher (国旗法 17-19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.charts import Certainty, NoChart
from guanjia.seating.rules.rows import audience_order

CHINA = "中国"


class FlagForm(StrEnum):
    """How the flags of many countries stand."""

    ROW = "row"
    FILE = "file"
    ARC = "arc"


@dataclass(frozen=True)
class Flags:
    """Flags from the audience's left to the right; a file from the front to the back. `higher` has the taller pole."""

    order: tuple[str, ...]
    higher: str = ""
    certainty: Certainty = Certainty.SURE


def domestic(others: Sequence[str], national: str = CHINA) -> Flags:
    """The national flag in the centre and higher; the others beside it in the order that the organiser confirmed.

    With one other flag there is no centre, and party flag beside national flag is the organiser's to confirm.
    """
    names = [national, *others]
    order = tuple(names[rank - 1] for rank in audience_order(len(names)))
    return Flags(order, national, Certainty.SURE if len(names) % 2 else Certainty.UNSURE)


def procession(others: Sequence[str], national: str = CHINA) -> Flags:
    """Carried flags: the national flag goes first."""
    return Flags((national, *others), national)


def bilateral(foreign: str, *, chinese_host: bool = True) -> Flags:
    """Two countries in China: the guest's flag on the flags' own right, which is the audience's left."""
    order = (foreign, CHINA) if chinese_host else (CHINA, foreign)
    return Flags(order, certainty=Certainty.SURE if chinese_host else Certainty.MEDIUM)


def multilateral(countries: Sequence[str], form: FlagForm) -> Flags:
    """Many countries in China, the others in the organiser's order: in a row China stands at the audience's far left, in a
    file in front, in an arc or from the centre outwards in the centre. Raises NoChart when a country is named twice."""
    others = [country for country in countries if country != CHINA]
    if len(set(others)) != len(others):
        raise NoChart(N_("A flag is named twice."))
    if form is FlagForm.ARC:
        names = [CHINA, *others]
        return Flags(tuple(names[rank - 1] for rank in audience_order(len(names))), certainty=Certainty.UNSURE)
    return Flags((CHINA, *others), certainty=Certainty.UNSURE)
