"""The fire and access limits as data (fire.yaml) and what follows from them for a number of people. VENU-004."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil, floor
from typing import Any

import yaml

from guanjia.layouts.rules.hall import Hall

THOUSANDS = 2000
MUST, SHOULD = "must", "should"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. `bound` must: a layout that breaks it is not saved; should: it is told."""

    code: str
    value: float
    unit: str
    bound: str
    text: Mapping[str, str]
    source: str
    certainty: str


@cache
def limits() -> Mapping[str, Limit]:
    """All limits by code."""
    rows: list[dict[str, Any]] = yaml.safe_load(
        files("guanjia.layouts.rules").joinpath("fire.yaml").read_text("utf-8")
    )["limits"]
    return {row["code"]: Limit(**row) for row in rows}


def limit(code: str) -> float:
    """The number of a limit."""
    return limits()[code].value


def row_most(pitch: float, aisles: int) -> int:
    """Seats that may stand in a row of that pitch with an aisle at both ends (2), one (1) or none (0)."""
    most = limit("row_seats_wide" if pitch >= limit("wide_pitch") - 1e-6 else "row_seats")
    return int(most) if aisles == 2 else int(most) // 2 if aisles == 1 else 0


def wheelchairs(seats: int) -> int:
    """Wheelchair places that a hall of that many seats must have."""
    if seats <= 0:
        return 0
    if seats <= limit("wheelchair_first"):
        return 1
    if seats <= limit("wheelchair_second"):
        return 2
    return 2 + ceil((seats - limit("wheelchair_second")) / limit("wheelchair_each"))


def width_needed(people: int, *, stepped: bool) -> float:
    """Metres of door width that so many people need together."""
    return people / 100 * limit("per_100_stepped" if stepped else "per_100_flat")


def doors_needed(people: int) -> int:
    """Doors that so many people need by the average for each door."""
    if people <= THOUSANDS:
        return ceil(people / limit("per_door"))
    return ceil(THOUSANDS / limit("per_door") + (people - THOUSANDS) / limit("per_door_above"))


def way_most(hall: Hall) -> float:
    """Metres that the straight way from a seat to a door may have in this hall."""
    if one_door(hall) and not hall.between_exits and hall.area >= limit("one_door_end_area"):
        return limit("one_door_way")
    return limit("way_out_sprinklers" if hall.sprinklers else "way_out")


def one_door(hall: Hall) -> bool:
    """Whether the hall has a single door to leave by."""
    return len(hall.exits) == 1


def one_door_enough(hall: Hall) -> bool:
    """Whether this hall may do with one door: by its area and its place on the floor."""
    if hall.between_exits:
        return hall.area <= limit("one_door_area")
    if hall.area < limit("one_door_end_area"):
        return True
    return hall.area <= limit("one_door_end_large") and all(d.width >= limit("wide_door") - 1e-6 for d in hall.exits)


def doors_enough(hall: Hall) -> bool:
    """Whether the hall has as many doors as any layout in it needs."""
    return len(hall.exits) >= limit("doors_least") or (one_door(hall) and one_door_enough(hall))


def ceiling(hall: Hall) -> int:
    """The most people whom the doors let out: by their width, by the average for each door, by the width of a door of
    an auditorium. 0 when the hall lacks the doors that any layout needs."""
    good = [door for door in hall.exits if door.width >= limit("door_width") - 1e-6]
    if not doors_enough(hall) or not good:
        return 0
    share = limit("per_100_stepped" if hall.stepped else "per_100_flat")
    by_width = floor(sum(door.width for door in good) * 100 / share + 1e-6)
    by_count = int(len(good) * limit("per_door"))
    if by_count > THOUSANDS:
        by_count = int(THOUSANDS + (len(good) - THOUSANDS / limit("per_door")) * limit("per_door_above"))
    most = min(by_width, by_count)
    wide = all(door.width >= limit("wide_door") - 1e-6 for door in good)
    return most if wide else min(most, int(limit("auditorium_from")))
