"""What conferences tell the house: past tense, journalled, delivered once to each receiver."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EventMoved:
    """An event went from one state to another."""

    event_id: int
    old: str
    new: str


@dataclass(frozen=True)
class BlockStarted:
    """The meeting in a room began."""

    block_id: int


@dataclass(frozen=True)
class BlockEnded:
    """The meeting in a room ended; close-out and survey clocks run from here."""

    block_id: int


@dataclass(frozen=True)
class BlockExtended:
    """A running meeting lasts longer: whoever has to be there until its end follows."""

    block_id: int


@dataclass(frozen=True)
class EventRearranged:
    """Blocks of an event were made, moved or taken out; duties follow through the plan cursor, guests by message."""

    event_id: int


@dataclass(frozen=True)
class GuestAnswered:
    """Somebody on the list comes, does not come, or sends somebody else: whatever seats people follows."""

    event_id: int
    guest_id: int
    old: str
    new: str
