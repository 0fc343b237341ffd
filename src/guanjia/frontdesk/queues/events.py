"""What the queue tells the rest of the house. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TicketServed:
    """Somebody with a number was served."""

    ticket_id: int
    business: str
