"""What clientele tells the house."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReviewGiven:
    """A client reviewed an event."""

    review_id: int
    event_id: int
    score: int
