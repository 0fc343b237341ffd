"""What green tells the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NeedsTold:
    """A guest of this event told, changed or took back what they need: whoever plans places and meals looks again."""

    event_id: int
    guest_id: int
