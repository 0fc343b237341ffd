"""What cards tell the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardMoved:
    """A card went from one state to another; `old` is empty when it was applied for."""

    card_id: int
    unit_id: int
    person_id: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LostCardUsed:
    """A card that was reported lost, or cancelled and never returned, was held to a reader."""

    card_id: int
    device_id: int
    late: bool
