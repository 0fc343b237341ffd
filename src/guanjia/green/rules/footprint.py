"""CO2 of a meeting (GREN-006): the sum line by line, from counted amounts and factors with their source. An offset is never claimed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median

import yaml

LIKE_LEAST = 5
"""Fewer like meetings than this are no comparison."""
LIKE_LOW, LIKE_HIGH = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True)
class Factor:
    """Kilograms of CO2 for one unit, with where it comes from. certainty: A read, B quoted by others, C from memory or ours."""

    code: str
    value: Decimal
    unit: str
    year: int
    since: date
    certainty: str
    text: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something that a factor speaks of. `avoided`: it was not used, thanks to a measure that is counted."""

    factor: str
    quantity: Decimal
    avoided: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sum."""

    factor: Factor
    quantity: Decimal
    kg: Decimal
    avoided: bool


@dataclass(frozen=True, slots=True)
class Footprint:
    """The sum: what the meeting caused, what its measures avoided, each the sum of its lines."""

    lines: tuple[Line, ...]

    @property
    def caused(self) -> Decimal:
        """Kilograms."""
        return sum((line.kg for line in self.lines if not line.avoided), Decimal(0))

    @property
    def avoided(self) -> Decimal:
        """Kilograms that would have come on top without the measures."""
        return sum((line.kg for line in self.lines if line.avoided), Decimal(0))

    @property
    def cut_percent(self) -> Decimal | None:
        """By how much the measures cut the meeting: avoided of (caused + avoided). None when nothing was counted."""
        whole = self.caused + self.avoided
        return 100 * self.avoided / whole if whole else None

    @property
    def sure_percent(self) -> Decimal | None:
        """How much of what was caused rests on factors of certainty A or B."""
        if not self.caused:
            return None
        sure = sum((line.kg for line in self.lines if not line.avoided and line.factor.certainty in "AB"), Decimal(0))
        return 100 * sure / self.caused


@cache
def shipped() -> tuple[Factor, ...]:
    """The factors of factors.yaml."""
    rows = yaml.safe_load(Path(__file__).with_name("factors.yaml").read_text(encoding="utf-8"))["factors"]
    return tuple(
        Factor(
            code=row["code"],
            value=Decimal(str(row["value"])),
            unit=row["unit"],
            year=row["year"],
            since=row["from"],
            certainty=row["certainty"],
            text=row["text"],
            source=row["source"],
        )
        for row in rows
    )


def factors_on(day: date, own: Iterable[Factor] = ()) -> dict[str, Factor]:
    """The factor of each code that held on a day: the latest one published by then; one of the site's own comes before ours."""
    found: dict[str, Factor] = {}
    for rows in (shipped(), tuple(own)):
        for factor in sorted(rows, key=lambda each: each.since):
            if factor.since <= day:
                found[factor.code] = factor
    return found


def footprint(amounts: Iterable[Amount], factors: Mapping[str, Factor]) -> Footprint:
    """The sum. An amount without a factor is left out of it, a nought too: nothing is invented."""
    lines = []
    for amount in amounts:
        factor = factors.get(amount.factor)
        if factor is not None and amount.quantity:
            lines.append(Line(factor, amount.quantity, amount.quantity * factor.value, amount.avoided))
    return Footprint(tuple(lines))


@dataclass(frozen=True, slots=True)
class Like:
    """Another meeting: its kind, heads and kilograms a head."""

    event: int
    kind: str
    heads: int
    kg_a_head: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
    """Against like meetings: the middle of theirs and the events it rests on; `middle` None when they are too few."""

    middle: Decimal | None
    events: tuple[int, ...]


def compare(kind: str, heads: int, others: Sequence[Like]) -> Compared:
    """Meetings of the same kind with half to twice as many heads."""
    alike = [each for each in others if each.kind == kind and heads * LIKE_LOW <= each.heads <= heads * LIKE_HIGH]
    events = tuple(each.event for each in alike)
    return Compared(median(each.kg_a_head for each in alike) if len(alike) >= LIKE_LEAST else None, events)
