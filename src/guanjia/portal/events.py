"""What the portal announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnnouncementMoved:
    """A notice was published or withdrawn."""

    announcement_id: int
    old: str
    new: str
