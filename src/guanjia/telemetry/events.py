"""What devices tell the modules above."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoorSaid:
    """A door said that a card opened it, or was refused. `key` is the digest of the card's number; `reason` why it was refused.

    `late`: it happened while the door was without network and was told afterwards.
    """

    device_id: int
    event_id: int
    kind: str
    key: str
    reason: str
    late: bool


@dataclass(frozen=True, slots=True)
class DoorClockDrifted:
    """The clock of a device is off by more than is allowed."""

    device_id: int
    drift_ms: int
