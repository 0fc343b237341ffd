"""What the service desk tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderOpened:
    """A work order was opened, by a person or from a failed line of a checklist."""

    order_id: int
    kind: str
    subject_kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """A work order went from one state to another."""

    order_id: int
    old: str
    new: str
    verb: str
