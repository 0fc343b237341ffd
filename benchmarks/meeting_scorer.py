"""Scores a solved meeting set by the published rules; imports nothing of the product.

Reads the JSON alone: `meetingList`, `timeGrainList`, `roomList`, `meetingAssignmentList` with `startingTimeGrain` and
`room`. Each rule counts what the public example counts (ADR 0103): hard and medium conflicts by grains of overlap, a person at
a time; a meeting without a room misses all its seats.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

PAUSE, OVERLAP = 100, 10


@dataclass(frozen=True)
class Score:
    """Points lost at each level, and by rule."""

    hard: int
    medium: int
    soft: int
    rules: dict[str, int]


@dataclass(frozen=True)
class _Sitting:
    number: str
    required: list[str]
    preferred: list[str]
    length: int
    start: int | None
    room: str | None

    @property
    def last(self) -> int:
        return (self.start or 0) + self.length - 1


def score(data: Mapping[str, Any]) -> Score:
    """What the assignments of a set cost."""
    days = {int(grain["grainIndex"]): _key(grain["day"]) for grain in data["timeGrainList"]}
    sizes = {_key(room): int(room["capacity"]) for room in data["roomList"]}
    sittings = _sittings(data)
    rules = {"room": 0, "overtime": 0, "required": 0, "capacity": 0, "day": 0, "required+preferred": 0,
             "preferred": 0, "early": 0, "pause": 0, "overlap": 0, "larger": 0, "stability": 0}  # fmt: skip
    for one in sittings:
        _alone(one, days, sizes, rules)
    for one, other in combinations(sittings, 2):
        if one.start is not None and other.start is not None:
            _together(one, other, rules)
    hard = sum(rules[name] for name in ("room", "overtime", "required", "capacity", "day"))
    medium = rules["required+preferred"] + rules["preferred"]
    return Score(hard, medium, sum(rules.values()) - hard - medium, rules)


def _key(thing: Any) -> str:
    return str(thing["@id"]) if isinstance(thing, Mapping) else str(thing)


def _sittings(data: Mapping[str, Any]) -> list[_Sitting]:
    grains = {_key(grain): int(grain["grainIndex"]) for grain in data["timeGrainList"]}
    meetings = {_key(meeting): meeting for meeting in data["meetingList"]}
    found = []
    for row in data["meetingAssignmentList"]:
        meeting = meetings[_key(row["meeting"])]
        start, room = row.get("startingTimeGrain"), row.get("room")
        found.append(
            _Sitting(
                _key(meeting),
                [_key(one["person"]) for one in meeting["requiredAttendanceList"]],
                [_key(one["person"]) for one in meeting["preferredAttendanceList"]],
                int(meeting["durationInGrains"]),
                None if start is None else grains[_key(start)],
                None if room is None else _key(room),
            )
        )
    return found


def _alone(one: _Sitting, days: Mapping[int, str], sizes: Mapping[str, int], rules: dict[str, int]) -> None:
    own = sizes[one.room] if one.room is not None else 0
    rules["capacity"] += max(0, len(one.required) + len(one.preferred) - own)
    if one.room is not None:
        rules["larger"] += sum(size - own for size in sizes.values() if size > own)
    if one.start is None:
        return
    rules["early"] += one.last
    if one.last not in days:
        rules["overtime"] += one.last
    elif days[one.last] != days[one.start]:
        rules["day"] += 1


def _together(one: _Sitting, other: _Sitting, rules: dict[str, int]) -> None:
    assert one.start is not None and other.start is not None
    common = max(0, min(one.last, other.last) + 1 - max(one.start, other.start))
    if common:
        if one.room is not None and one.room == other.room:
            rules["room"] += common
        rules["required"] += common * len(set(one.required) & set(other.required))
        mixed = len(set(one.required) & set(other.preferred)) + len(set(one.preferred) & set(other.required))
        rules["required+preferred"] += common * mixed
        rules["preferred"] += common * len(set(one.preferred) & set(other.preferred))
        rules["overlap"] += OVERLAP * common
    rules["pause"] += PAUSE * ((one.last + 1 == other.start) + (other.last + 1 == one.start))
    first, second = (one, other) if one.start < other.start else (other, one)
    assert first.start is not None and second.start is not None
    if first.start < second.start and first.room != second.room and second.start - first.length - first.start <= 2:
        people, others = {*first.required, *first.preferred}, {*second.required, *second.preferred}
        rules["stability"] += len(people & others)
