"""Reads and writes the public JSON format of meeting sets (ADR 0103)."""

from collections.abc import Mapping
from typing import Any

from guanjia.kernel.words import gettext_noop as N_
from guanjia.scheduling.rules.period import PUBLISHED, Hall, Meeting, Period, Place, Places


class NoMeetingSet(ValueError):
    """The file is no meeting set; the message is an English source string that says where."""


def read_meeting_set(data: Mapping[str, Any]) -> Period:
    """The period of a meeting set: everybody invited must have a seat; a pinned assignment is a fixed choice.

    References are written as objects or as "@id" texts, as the format allows. Raises NoMeetingSet naming the part that is missing.
    """
    try:
        grains = sorted(data["timeGrainList"], key=lambda grain: int(grain["grainIndex"]))
        position = {_key(grain): number for number, grain in enumerate(grains)}
        rooms = {_key(room): number for number, room in enumerate(data["roomList"])}
        pinned = {
            _key(row["meeting"]): Place(rooms[_key(row["room"])], position[_key(row["startingTimeGrain"])])
            for row in data.get("meetingAssignmentList", ())
            if row.get("pinned") and row.get("room") and row.get("startingTimeGrain")
        }
        people: dict[str, int] = {}
        meetings = tuple(_meeting(row, people, pinned.get(_key(row))) for row in data["meetingList"])
        days: dict[str, int] = {}
        numbers = tuple(days.setdefault(_key(grain["day"]), len(days)) for grain in grains)
        halls = tuple(Hall(number, int(room["capacity"])) for number, room in enumerate(data["roomList"]))
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NoMeetingSet(str(wrong)) from wrong
    if not meetings or not halls or not numbers:
        raise NoMeetingSet(N_("A meeting set needs meetings, rooms and time grains."))
    return Period(meetings, halls, numbers, PUBLISHED)


def _key(thing: Any) -> str:
    """The "@id" of an object, or the reference itself."""
    return str(thing["@id"]) if isinstance(thing, Mapping) else str(thing)


def _meeting(row: Mapping[str, Any], people: dict[str, int], fixed: Place | None) -> Meeting:
    def of(name: str) -> frozenset[int]:
        return frozenset(people.setdefault(_key(one["person"]), len(people)) for one in row[name])

    required, preferred = of("requiredAttendanceList"), of("preferredAttendanceList")
    heads = len(row["requiredAttendanceList"]) + len(row["preferredAttendanceList"])
    length = int(row["durationInGrains"])
    if length < 1:
        raise ValueError("durationInGrains")
    return Meeting(int(row["id"]), length, required, preferred, heads=heads, fixed=fixed)


def written(data: Mapping[str, Any], places: Places) -> dict[str, Any]:
    """The set with its assignments filled in; what has no place keeps null."""
    grains = sorted(data["timeGrainList"], key=lambda grain: int(grain["grainIndex"]))
    at = {_key(meeting): places.get(number) for number, meeting in enumerate(data["meetingList"])}
    rows = []
    for row in data["meetingAssignmentList"]:
        place = at[_key(row["meeting"])]
        start = _key(grains[place.start]) if place else None
        rows.append({**row, "startingTimeGrain": start, "room": _key(data["roomList"][place.room]) if place else None})
    return {**data, "meetingAssignmentList": rows}
