"""What the watch tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftHandedOver:
    """A post was signed over by two people."""

    handover_id: int
    post_id: int
    giver_id: int
    taker_id: int
