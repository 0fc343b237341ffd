"""A chart: places as they are computed from the seated person and drawn from the audience."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

GUEST, HOST, ONE = "G", "H", ""
"""The side of a place; ONE where there is but one side."""


class Certainty(StrEnum):
    """How well the sources agree. What is not sure is confirmed for the occasion before it is printed."""

    SURE = "sure"
    MEDIUM = "medium"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Place:
    """One place. `x` grows to the right of the drawing, `y` downwards (front row, or door, lowest); units are seats.

    `key` names it for good within its chart; `number` is the place in the order of its `side`, 0 where nobody's rank decides.
    `kind` is seat, interpreter, assistant, flag.
    """

    key: str
    number: int
    x: float
    y: float = 0.0
    side: str = ONE
    row: int = 1
    kind: str = "seat"

    @property
    def token(self) -> str:
        """How the tables write it: 3, G2, H1."""
        return f"{self.side}{self.number}" if self.number else self.key


@dataclass(frozen=True)
class Chart:
    """Places of one scene with what is drawn around them. `view` says from where it is drawn."""

    places: tuple[Place, ...]
    view: str = "audience"
    certainty: Certainty = Certainty.SURE
    furniture: tuple[tuple[str, float, float, float, float], ...] = field(default=())
    """(kind, x, y, width, height): table, door, wheel ..."""
    chairs_stay: bool = False
    """Whether a place exists without its guest: at a round table and in a car the seats are not pushed together."""
    round_tables: bool = False
    """Whether each row is a round table, its places given in the order in which they stand about it."""
    near: float = 1.35
    """Places of one row that are at most so many seats apart are next to each other; at a round table their order decides."""

    def drawn(self, row: int | None = None, kind: str = "seat") -> list[str]:
        """Tokens of a row from the left to the right of the drawing."""
        kept = [p for p in self.places if p.kind == kind and (row is None or p.row == row)]
        return [place.token for place in sorted(kept, key=lambda place: (place.x, place.y))]

    def by_key(self) -> dict[str, Place]:
        """Places by their key."""
        return {place.key: place for place in self.places}


def keyed(places: Iterable[Place], prefix: str = "R") -> tuple[Place, ...]:
    """The same places with keys that count each row from the drawing's left: R1-1, R1-2, R2-1 ..."""
    ordered = sorted(places, key=lambda place: (place.row, place.x, place.y))
    counts: dict[int, int] = {}
    made = []
    for place in ordered:
        counts[place.row] = counts.get(place.row, 0) + 1
        made.append(replace(place, key=f"{prefix}{place.row}-{counts[place.row]}"))
    return tuple(made)


class NoChart(ValueError):
    """There is no such chart; the message is an English msgid with named fields in `values`."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values
