"""Sessions that follow each other in one room become one block: slot, buffers and checks hang on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Sitting:
    """What grouping needs of a session. `key` is the caller's; order of equal starts follows `key`."""

    key: int
    room_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Group:
    """One block to be: its sittings in order of start; `starts_at`..`ends_at` spans them all."""

    room_id: int
    starts_at: datetime
    ends_at: datetime
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Grouping:
    """`groups` in order of room and start; `overlaps` pairs (kept key, key that got no place)."""

    groups: tuple[Group, ...]
    overlaps: tuple[tuple[int, int], ...]


def group_sittings(sittings: Iterable[Sitting], gap: timedelta) -> Grouping:
    """Blocks of one event's sittings. A pause of exactly `gap` still joins; one second more parts them.

    Of sittings that overlap in a room the earlier start keeps its place, of equal starts the smaller key;
    touching ends do not overlap. The same input in any order gives the same answer.
    """
    by_room: dict[int, list[Sitting]] = {}
    for sitting in sittings:
        by_room.setdefault(sitting.room_id, []).append(sitting)
    groups: list[Group] = []
    overlaps: list[tuple[int, int]] = []
    for room_id in sorted(by_room):
        kept: list[Sitting] = []
        for sitting in sorted(by_room[room_id], key=lambda s: (s.starts_at, s.key)):
            if kept and sitting.starts_at < kept[-1].ends_at:
                overlaps.append((kept[-1].key, sitting.key))
            else:
                kept.append(sitting)
        groups.extend(_groups_of_room(room_id, kept, gap))
    return Grouping(tuple(groups), tuple(overlaps))


def _groups_of_room(room_id: int, kept: Sequence[Sitting], gap: timedelta) -> list[Group]:
    runs: list[list[Sitting]] = []
    for sitting in kept:
        if runs and sitting.starts_at - runs[-1][-1].ends_at <= gap:
            runs[-1].append(sitting)
        else:
            runs.append([sitting])
    return [Group(room_id, run[0].starts_at, run[-1].ends_at, tuple(s.key for s in run)) for run in runs]
