"""A period to be placed: grains of days, rooms, meetings with what they need and what they would like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Weights:
    """What a grain or a pair costs at the soft level; `larger` is 0 where small meetings belong into small rooms."""

    early: int = 1
    pause: int = 100
    overlap: int = 10
    larger: int = 1
    stable: int = 1


PUBLISHED = Weights()
"""As the public meeting-scheduling example weighs them (ADR 0103)."""
HOUSE = Weights(larger=0)
"""As a house weighs them: nobody puts eight people into the great hall because it is free."""


@dataclass(frozen=True)
class Place:
    """A room, by its position among the rooms, and the first grain of the meeting."""

    room: int
    start: int


Places = dict[int, Place | None]
"""Position of a meeting -> its place; None when there is none for it."""


@dataclass(frozen=True)
class Hall:
    """A room: seats, equipment, closed grains, the parts it shares with other rooms, its own set-up and clear-down."""

    id: int
    capacity: int
    equipment: frozenset[str] = frozenset()
    closed: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Wish:
    """Something asked for that may be refused at a price: starts or rooms (by position) that would fulfil it."""

    code: str
    price: int
    starts: frozenset[int] | None = None
    rooms: frozenset[int] | None = None

    def met(self, place: Place) -> bool:
        """Whether the place fulfils it."""
        return (self.starts is None or place.start in self.starts) and (self.rooms is None or place.room in self.rooms)


@dataclass(frozen=True)
class Meeting:
    """What is to be placed. Lengths are grains; `before` and `after` are set-up and clear-down, in which the room is
    taken and people are not; the room's own count where they are longer. `starts` and `rooms` narrow where it may be at
    all; `fixed` is a choice that stays.
    """

    id: int
    length: int
    required: frozenset[int] = frozenset()
    preferred: frozenset[int] = frozenset()
    heads: int = 0
    equipment: frozenset[str] = frozenset()
    rooms: frozenset[int] | None = None
    starts: frozenset[int] | None = None
    before: int = 0
    after: int = 0
    wishes: tuple[Wish, ...] = ()
    fixed: Place | None = None
    priority: int = 1

    @property
    def people(self) -> frozenset[int]:
        """Everybody who would attend."""
        return self.required | self.preferred


@dataclass(frozen=True)
class Period:
    """The whole task. `days[g]` numbers the day of grain g; the grains of a day follow each other."""

    meetings: tuple[Meeting, ...]
    halls: tuple[Hall, ...]
    days: tuple[int, ...]
    weights: Weights = field(default=PUBLISHED)

    @cached_property
    def edges(self) -> Mapping[int, tuple[int, int]]:
        """Day -> its first grain and the one after its last."""
        found: dict[int, tuple[int, int]] = {}
        for grain, day in enumerate(self.days):
            first, _last = found.get(day, (grain, grain))
            found[day] = (first, grain + 1)
        return found

    def taken(self, meeting: Meeting, place: Place) -> tuple[int, int]:
        """The grains in which its room is taken, set-up and clear-down included, cut at the ends of the day."""
        first, last = self.edges[self.days[place.start]]
        before, after = self.buffers(meeting, place.room)
        return max(first, place.start - before), min(last, place.start + meeting.length + after)

    def buffers(self, meeting: Meeting, room: int) -> tuple[int, int]:
        """Grains of set-up and clear-down of the meeting in the room."""
        hall = self.halls[room]
        return max(meeting.before, hall.before), max(meeting.after, hall.after)

    def starts(self, meeting: Meeting) -> list[int]:
        """Grains at which it may start: it begins and ends on one day, on a day it may have."""
        last = len(self.days) - meeting.length
        allowed = range(last + 1) if meeting.starts is None else sorted(s for s in meeting.starts if 0 <= s <= last)
        return [start for start in allowed if self.days[start] == self.days[start + meeting.length - 1]]

    def fitting(self, meeting: Meeting) -> list[int]:
        """Positions of the rooms that are large enough, have the equipment and are allowed."""
        return [
            number
            for number, hall in enumerate(self.halls)
            if hall.capacity >= meeting.heads
            and meeting.equipment <= hall.equipment
            and (meeting.rooms is None or number in meeting.rooms)
        ]

    @cached_property
    def clashing(self) -> tuple[frozenset[int], ...]:
        """For each room those that cannot be used beside it: itself, and whatever shares a part with it."""
        return tuple(
            frozenset(other for other, room in enumerate(self.halls) if other == number or (hall.parts & room.parts))
            for number, hall in enumerate(self.halls)
        )
