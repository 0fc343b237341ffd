"""What wayfinding tells the house: past tense, journalled, delivered once to each receiver."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WayClosed:
    """A lift, stairs or one link cannot be used."""

    closing_id: int


@dataclass(frozen=True)
class WayOpened:
    """It can be used again."""

    closing_id: int
