"""What every place would cost a meeting now, from running counts of who is where in each grain."""

import numpy as np
from numpy.typing import NDArray

from guanjia.scheduling.rules.period import Meeting, Period, Place, Places
from guanjia.scheduling.rules.price import NEAR

Table = NDArray[np.float64]
Numbers = NDArray[np.int_]
BLOCKED = 1e6
"""How often a closed grain counts as taken: never worth it."""


class Board:
    """Where meetings stand. `medium` is how many soft points one medium point weighs; `changes`: count changes of room.

    For each grain it counts by person how many meetings they are in and how many need them, meetings in all, meetings in
    each room, beginnings and ends. Putting a meeting touches its own people and grains only; asking what each place would cost
    is one product of a matrix and sums.
    """

    def __init__(self, period: Period, medium: float, *, changes: bool = True) -> None:
        self.period, self.medium = period, medium
        meetings, grains = period.meetings, len(period.days)
        everybody = sorted(frozenset[int]().union(*(meeting.people for meeting in meetings)))
        self._column = {person: number for number, person in enumerate(everybody)}
        self.on = np.zeros((2 * len(everybody), grains))
        self.busy = np.zeros(grains)
        self.begins, self.ends = np.zeros(grains + 1), np.zeros(grains + 1)
        self.changes = changes and period.weights.stable > 0
        rooms = len(period.halls) if self.changes else 0
        self.starting = np.zeros((rooms, len(everybody), grains + 1))
        self.followed = np.zeros((rooms, len(everybody), grains))
        self.load = _closures(period)
        self.places: Places = dict.fromkeys(range(len(meetings)))
        self.people = [self._people(meeting) for meeting in meetings]
        self.weights = [self._weights(meeting) for meeting in meetings]
        self.starts = [_starts(period, meeting) for meeting in meetings]
        self.rooms = [np.array([m.fixed.room] if m.fixed else period.fitting(m), dtype=int) for m in meetings]
        self._windows = [
            _windows(period, meeting, starts, rooms)
            for meeting, starts, rooms in zip(meetings, self.starts, self.rooms, strict=True)
        ]
        self._own = [self._unary(number) for number in range(len(meetings))]

    def _people(self, meeting: Meeting) -> tuple[Numbers, Numbers]:
        come = np.array(sorted(self._column[person] for person in meeting.people), dtype=int)
        need = np.array(sorted(self._column[person] for person in meeting.required), dtype=int)
        return come, need

    def _weights(self, meeting: Meeting) -> Table:
        """Two lines over (who comes, who is needed): grains of broken rules, and prices of those who are torn."""
        many = len(self._column)
        lines = np.zeros((2, 2 * many))
        for person in meeting.required:
            lines[0, many + self._column[person]] = 1
            lines[1, many + self._column[person]] = -self.medium
        for person in meeting.people:
            lines[1, self._column[person]] = self.medium
        return lines

    def _unary(self, number: int) -> Table:
        """Rooms x starts: what a place costs whoever else is there; earliness, size of the room, wishes."""
        meeting, starts, rooms = self.period.meetings[number], self.starts[number], self.rooms[number]
        weights, sizes = self.period.weights, [hall.capacity for hall in self.period.halls]
        own = np.repeat((weights.early * (starts + meeting.length - 1.0))[None, :], len(rooms), axis=0)
        for line, room in enumerate(rooms.tolist()):
            own[line] += weights.larger * sum(size - sizes[room] for size in sizes if size > sizes[room])
            for wish in meeting.wishes:
                misses = [not wish.met(Place(room, start)) for start in starts.tolist()]
                own[line] += self.medium * wish.price * np.array(misses, dtype=float)
        return own

    def put(self, number: int, place: Place) -> None:
        """Put a meeting that stands nowhere."""
        self.places[number] = place
        self._count(number, place, 1.0)

    def take(self, number: int) -> Place | None:
        """Take a meeting off; where it stood."""
        place = self.places[number]
        if place is not None:
            self._count(number, place, -1.0)
            self.places[number] = None
        return place

    def _count(self, number: int, place: Place, sign: float) -> None:
        meeting = self.period.meetings[number]
        start, end = place.start, place.start + meeting.length
        come, need = self.people[number]
        self.on[come, start:end] += sign
        self.on[need + len(self._column), start:end] += sign
        self.busy[start:end] += sign
        self.begins[start] += sign
        self.ends[end] += sign
        a, b = self.period.taken(meeting, place)
        for room in self.period.clashing[place.room]:
            self.load[room, a:b] += sign
        if self.changes:
            self.starting[place.room, come, start] += sign
            self.followed[place.room, come, start + 1 : end + NEAR + 1] += sign

    def choices(self, number: int) -> tuple[Table, Table]:
        """For a meeting that stands nowhere: rooms x starts, how much of hard rules each place breaks and what it costs."""
        starts, rooms = self.starts[number], self.rooms[number]
        length, weights = self.period.meetings[number].length, self.period.weights
        lines = np.zeros((2 + len(rooms), self.busy.size + 1))
        np.matmul(self.weights[number], self.on, out=lines[:2, 1:])
        lines[1, 1:] += weights.overlap * self.busy
        lines[2:, 1:] = self.load[rooms]
        np.cumsum(lines, axis=1, out=lines)
        ends = starts + length
        a, b = self._windows[number]
        taken = np.take_along_axis(lines[2:], b, axis=1) - np.take_along_axis(lines[2:], a, axis=1)
        broken = taken + (lines[0, ends] - lines[0, starts])
        common = lines[1, ends] - lines[1, starts]
        touching = weights.pause * (self.begins[ends] + self.ends[starts])
        prices = self._own[number] + (common + touching)
        if self.changes:
            prices += self._changes(number, starts, rooms)
        return broken, prices

    def _changes(self, number: int, starts: Numbers, rooms: Numbers) -> Table:
        """Rooms x starts: people who would come from another room just before, or go to one just after."""
        come, _need = self.people[number]
        later = np.cumsum(self.starting[:, come].sum(axis=1), axis=1)
        last = np.minimum(starts + self.period.meetings[number].length + NEAR, self.busy.size)
        near = later[:, last] - later[:, starts] + self.followed[:, come].sum(axis=1)[:, starts]
        return self.period.weights.stable * (near.sum(axis=0) - near[rooms])

    def place_of(self, number: int, room: int, start: int) -> Place:
        """The place at a line and a column of `choices`."""
        return Place(int(self.rooms[number][room]), int(self.starts[number][start]))

    def index_of(self, number: int, place: Place) -> tuple[int, int]:
        """The line and the column of `choices` at which a place stands."""
        line = int(np.flatnonzero(self.rooms[number] == place.room)[0])
        return line, int(np.searchsorted(self.starts[number], place.start))


def _closures(period: Period) -> Table:
    """Rooms x grains, closed ones counted as taken; a choice by hand stands in a closed room too."""
    load = np.zeros((len(period.halls), len(period.days)))
    for number, hall in enumerate(period.halls):
        load[number, [grain for grain in hall.closed if 0 <= grain < len(period.days)]] = BLOCKED
    for meeting in period.meetings:
        if meeting.fixed:
            a, b = period.taken(meeting, meeting.fixed)
            load[meeting.fixed.room, a:b] = 0
    return load


def _starts(period: Period, meeting: Meeting) -> Numbers:
    return np.array([meeting.fixed.start] if meeting.fixed else period.starts(meeting), dtype=int)


def _windows(period: Period, meeting: Meeting, starts: Numbers, rooms: Numbers) -> tuple[Numbers, Numbers]:
    """Rooms x starts, the grains in which the room is taken: Period.taken for all of them at once."""
    edges = np.array([period.edges[day] for day in period.days], dtype=int)
    buffers = np.array([period.buffers(meeting, room) for room in rooms.tolist()], dtype=int).reshape(-1, 2)
    before, after = buffers[:, :1], buffers[:, 1:]
    return (
        np.maximum(edges[starts, 0], starts - before),
        np.minimum(edges[starts, 1], starts + meeting.length + after),
    )
