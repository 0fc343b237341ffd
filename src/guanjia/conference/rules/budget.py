"""The four cost classes of a conference budget and the bands they should lie in (BUDG-001..005)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class CostClass(StrEnum):
    """What money is spent on."""

    VENUE = "venue"
    EQUIPMENT = "equipment"
    PEOPLE = "people"
    CATERING = "catering"


@dataclass(frozen=True)
class Band:
    """Usual share of the total in per cent; both ends still lie inside."""

    least: int
    most: int


BANDS: Mapping[CostClass, Band] = {
    CostClass.VENUE: Band(30, 40),
    CostClass.EQUIPMENT: Band(15, 25),
    CostClass.PEOPLE: Band(20, 30),
    CostClass.CATERING: Band(15, 25),
}


@dataclass(frozen=True)
class Share:
    """A class with its amount in fen, its exact share in per cent (None without a total) and whether that is usual."""

    cost_class: CostClass
    amount_fen: int
    percent: Fraction | None
    band: Band

    @property
    def outside(self) -> str:
        """`below`, `above` or "" when inside the band or without a total."""
        if self.percent is None:
            return ""
        if self.percent < self.band.least:
            return "below"
        return "above" if self.percent > self.band.most else ""


def shares(amounts: Mapping[CostClass, int], bands: Mapping[CostClass, Band] = BANDS) -> list[Share]:
    """Each class of the budget against its band, in their fixed order. Raises ValueError for a negative amount.

    Outside a band is a warning, never a refusal: the bands are what is usual, not what is allowed.
    """
    if any(amount < 0 for amount in amounts.values()):
        raise ValueError("an amount is negative")
    total = sum(amounts.values())
    return [
        Share(each, amount := amounts.get(each, 0), Fraction(100 * amount, total) if total else None, bands[each])
        for each in CostClass
    ]


def execution_rate(budget_fen: int, spent_fen: int) -> Fraction | None:
    """What was spent in per cent of the budget (BUDG-006); None without a budget."""
    return Fraction(100 * spent_fen, budget_fen) if budget_fen else None


@dataclass(frozen=True)
class Execution:
    """Budget against what was spent, in fen; `spent_fen` is None while no bill of it is known (BUDG-006)."""

    cost_class: CostClass | None
    budget_fen: int
    spent_fen: int | None

    @property
    def rate(self) -> Fraction | None:
        """What was spent in per cent of the budget; None without a budget or a bill."""
        return None if self.spent_fen is None else execution_rate(self.budget_fen, self.spent_fen)

    @property
    def overrun_fen(self) -> int:
        """By how much more was spent than the budget gave; 0 within it."""
        return max((self.spent_fen or 0) - self.budget_fen, 0)


def executions(lines: Iterable[tuple[CostClass, int, int | None]]) -> list[Execution]:
    """(class, budget, spent) of the lines summed up for each class in its fixed order, then for all (class None)."""
    rows = list(lines)
    groups: list[CostClass | None] = [*CostClass, None]
    return [_execution(group, [row for row in rows if group is None or row[0] == group]) for group in groups]


def _execution(group: CostClass | None, rows: list[tuple[CostClass, int, int | None]]) -> Execution:
    known = [spent for _cost, _budget, spent in rows if spent is not None]
    return Execution(group, sum(budget for _cost, budget, _spent in rows), sum(known) if known else None)


def utilisation(used: int, available: int) -> Fraction | None:
    """What was used of a resource in per cent: minutes of a room, seats (BUDG-006); None where there was none."""
    return Fraction(100 * used, available) if available else None
