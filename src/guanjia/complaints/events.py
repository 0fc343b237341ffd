"""What complaints tell the modules above. Ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComplaintReceived:
    """Somebody complained."""

    complaint_id: int
    kind: str
    level: str


@dataclass(frozen=True, slots=True)
class ComplaintMoved:
    """A complaint went from one state to another."""

    complaint_id: int
    old: str
    new: str
    verb: str


@dataclass(frozen=True, slots=True)
class ComplaintRaised:
    """A complaint is graver than it was thought."""

    complaint_id: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class OpinionSeen:
    """Something was said of us in public."""

    item_id: int
