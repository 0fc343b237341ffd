"""How much to cook (GREN-005): portions from heads and from the site's own days without a show, honest about what is not known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

ENOUGH = 8
"""Meals that must be known before the site's own share is believed."""
Z_90 = 1.645
WIDEST = 0.5
"""Without history a tenth of those asked may stay away, and as many unasked may come: half as wide is the most we claim."""
SPARE = 0.02
RULE_OF_THUMB = 0.9


class MealKind(Word):
    """What is served."""

    TEA_BREAK = "tea_break", N_("Tea break")
    WORK_MEAL = "work_meal", N_("Working meal, buffet")
    LUNCH = "lunch", N_("Set lunch")
    DINNER = "dinner", N_("Dinner")


@dataclass(frozen=True, slots=True)
class Past:
    """A meal that is over: how many were expected when it was ordered, how many portions were made and eaten."""

    expected: int
    portions: int
    eaten: int

    @property
    def share(self) -> float:
        """Of those expected, how many ate."""
        return self.eaten / self.expected


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many will eat: the middle, and between which numbers with nine chances in ten. `known`: how many past meals it rests on.

    `learned` is False when there are too few: then the share is a rule of thumb and the page says so.
    """

    expected: int
    likely: int
    low: int
    high: int
    share: float
    known: int
    learned: bool


def forecast(expected: int, past: Sequence[Past]) -> Forecast:
    """From the heads that are expected (confirmed ones, else the headcount) and past meals of the same kind.

    The interval is that of one further meal: the spread of the past shares plus the uncertainty of their mean. Nought heads: nought.
    """
    rows = [row for row in past if row.expected > 0]
    if expected <= 0:
        return Forecast(0, 0, 0, 0, RULE_OF_THUMB, len(rows), False)
    if len(rows) < ENOUGH:
        low, high = _down(expected * (RULE_OF_THUMB - 0.2)), _up(expected * (RULE_OF_THUMB + 0.2))
        return Forecast(
            expected, round(expected * RULE_OF_THUMB), low, high, RULE_OF_THUMB, len(rows), False
        )  # fmt: skip
    shares = [min(row.share, 1 + WIDEST) for row in rows]
    middle, spread = mean(shares), stdev(shares) * math.sqrt(1 + 1 / len(shares))
    wide = min(WIDEST, Z_90 * spread)
    low, high = max(0, _down(expected * (middle - wide))), _up(expected * (middle + wide))
    return Forecast(expected, round(expected * middle), low, high, middle, len(rows), True)


def _down(heads: float) -> int:
    return math.floor(heads + 1e-9)  # 180.00000000000003 is 180


def _up(heads: float) -> int:
    return math.ceil(heads - 1e-9)


def portions(seen: Forecast, *, guaranteed: int | None = None) -> int:
    """What to order: the likely number and two in a hundred more, at least what the client guaranteed to pay for."""
    wanted = _up(seen.likely * (1 + SPARE))
    return max(wanted, min(guaranteed or 0, seen.high))


@dataclass(frozen=True, slots=True)
class Wasted:
    """What was left of a meal: grams a head and portions too many. None where nothing was entered."""

    grams_a_head: float | None
    too_many: int | None


def wasted(*, portions_made: int, eaten: int | None, left_grams: int | None) -> Wasted:
    """From what was entered after the meal."""
    grams = None if left_grams is None or not eaten else left_grams / eaten
    return Wasted(grams, None if eaten is None else portions_made - eaten)


EATEN_MOST = 1.5
"""More than half as many again as were cooked is a slip of the pen."""


def impossible(*, portions_made: int, eaten: int, left_grams: int) -> str:
    """The name of the field that cannot be as typed, "" when all is possible: a portion weighs at most two kilograms."""
    if eaten < 0 or eaten > max(10, portions_made * EATEN_MOST):
        return "eaten"
    if left_grams < 0 or left_grams > max(portions_made, 1) * 2000:
        return "left_grams"
    return ""
