"""What places announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """A room was closed for a time. `holders` are those whose slots lie under it: (kind, id) each."""

    closure_id: int
    room_id: int
    site_id: int
    holders: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RoomsReleased:
    """Slots were given up or moved away: whoever waits for one of these rooms, or for one that shares a space, may try."""

    room_ids: tuple[int, ...]
    site_id: int


@dataclass(frozen=True, slots=True)
class RoomReopened:
    """A closure was lifted before its end."""

    closure_id: int
    room_id: int
    site_id: int
