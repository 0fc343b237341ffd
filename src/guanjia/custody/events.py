"""What custody tells the modules above. Ids only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """A thing in custody, or lent out, went from one state to another; `old` is empty when it began."""

    item_id: int
    kind: str
    subject_kind: str
    subject_id: int
    old: str
    new: str
