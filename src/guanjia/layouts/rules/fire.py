"""Judges a layout against the limits: every finding names its number, its limit and the seats that break it. VENU-004."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor, inf

from guanjia.layouts.rules import rowcheck
from guanjia.layouts.rules.geometry import Point, apart, bounds, cross, distance, edges, inside
from guanjia.layouts.rules.hall import Hall, clear_zone
from guanjia.layouts.rules.limits import (
    MUST,
    SHOULD,
    doors_enough,
    doors_needed,
    limit,
    limits,
    row_most,
    way_most,
    wheelchairs,
    width_needed,
)
from guanjia.layouts.rules.plan import NO_FURNITURE, Place, Plan, Seat
from guanjia.layouts.rules.ways import Floor

Shape = Sequence[Point]
SLACK = 0.011
"""A centimetre: what rounding may take."""
PATCH = 1.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One limit measured. `code` is a limit of fire.yaml, or overlap, reach, sight_blocked, wheelchair_asked, which are ours."""

    code: str
    ok: bool
    value: float
    limit: float
    unit: str
    bound: str
    seats: tuple[str, ...] = ()


def judge(hall: Hall, plan: Plan, asked: int = 0) -> list[Finding]:
    """Everything measured, in the order in which a crew reads it: doors, ways, rows, places, sight.

    `asked`: guests who told that they need a place for a wheelchair; fewer places are told, not refused.
    """
    found: list[Finding] = []
    for measure in MEASURES:
        found += measure(hall, plan)
    return found + asked_places(plan, asked)


def broken(findings: Iterable[Finding], bound: str = MUST) -> list[Finding]:
    """What does not hold, of that bound."""
    return [each for each in findings if not each.ok and each.bound == bound]


def _finding(code: str, ok: bool, value: float, most: float | None = None, seats: Iterable[str] = ()) -> Finding:
    known = limits()[code]
    return Finding(code, ok, value, known.value if most is None else most, known.unit, known.bound, tuple(seats))


def doors(hall: Hall, plan: Plan) -> list[Finding]:
    """Number and width of the doors for everybody in the room."""
    people, exits = plan.people, hall.exits
    needed = 1 if len(exits) == 1 and doors_enough(hall) else int(limit("doors_least"))
    found = [_finding("doors_least", doors_enough(hall), len(exits), needed)]
    if not exits:
        return found
    narrow = min(door.width for door in exits)
    found.append(_finding("door_width", narrow >= limit("door_width") - SLACK, narrow))
    if people > limit("auditorium_from"):
        found.append(_finding("wide_door", narrow >= limit("wide_door") - SLACK, narrow))
    code = "per_100_stepped" if hall.stepped else "per_100_flat"
    width, asked = sum(door.width for door in exits), width_needed(people, stepped=hall.stepped)
    found.append(_finding(code, width >= asked - SLACK, round(width, 2), round(asked, 2)))
    found.append(_finding("per_door", doors_needed(people) <= len(exits), round(people / len(exits), 1)))
    return found


def ways(hall: Hall, plan: Plan) -> list[Finding]:
    """The straight way from each seat to the nearest door, and that it can be walked at all."""
    if not hall.exits:
        return []
    most = way_most(hall)
    far = {s.id: min(distance((s.x, s.y), (d.x, d.y)) for d in hall.exits) for s in plan.seats}
    code = "one_door_way" if most == limit("one_door_way") else "way_out_sprinklers" if hall.sprinklers else "way_out"
    over = [key for key, metres in far.items() if metres > most + SLACK]
    walked = Floor(hall, plan)
    lost = [s.id for s in plan.seats if walked.from_seat(s.x, s.y) == inf]
    longest = round(max(far.values(), default=0.0), 1)
    return [
        _finding(code, not over, longest, most, over),
        Finding("reach", not lost, len(lost), 0, "seats", MUST, tuple(lost)),
    ]


def rows(hall: Hall, plan: Plan) -> list[Finding]:
    """Seats between aisles, rows between cross aisles, pitch, passage, width of the aisles."""
    found = rowcheck.runs(hall, plan)
    if not found:
        return []
    gaps = rowcheck.pitches(found)
    pitch = min((each for each, _run in gaps), default=plan.pitch)
    near = {run: each for each, run in gaps}
    over = [
        run
        for run in found
        if len(run.seats) > row_most(min(near.get(run, plan.pitch), plan.pitch) + SLACK, run.open_ends)
    ]
    longest = max(over or found, key=lambda run: len(run.seats))
    most = row_most(min(near.get(longest, plan.pitch), plan.pitch) + SLACK, longest.open_ends)
    bad_ids = [seat.id for run in over for seat in run.seats]
    passage = rowcheck.clear_behind(pitch, plan.items)
    lines = rowcheck.together(found)
    close = [s.id for each, run in gaps if each < limit("row_pitch") - SLACK for s in run.seats]
    return [
        _finding("row_seats", not over, len(longest.seats), most, bad_ids),
        _finding("rows_together", lines <= limit("rows_together"), lines),
        _finding("row_pitch", not close, round(pitch, 2), seats=close),
        _finding("row_gap", passage >= limit("row_gap") - SLACK, round(passage, 2)),
        *_aisles(plan, found),
    ]


def _aisles(plan: Plan, found: Sequence[rowcheck.Run]) -> list[Finding]:
    between = [run.right for run in found if run.to_seat and 0.5 < run.right < limit("aisle") - SLACK]
    narrow = min(between, default=0.0)
    lines: dict[float, list[rowcheck.Run]] = {}
    for run in found:
        lines.setdefault(round(run.v, 1), []).append(run)
    fullest = max(lines.values(), key=lambda line: sum(len(run.seats) for run in line))
    total = sum(run.right for run in fullest if run.right_open)
    total += fullest[0].left if fullest[0].left_open else 0.0
    asked = round(len(plan.audience) / 100 * limit("aisle_per_100"), 2)
    made = [_finding("aisle_per_100", total >= asked - 0.05, round(total, 2), asked)]
    return (
        [*made, _finding("aisle", False, round(narrow, 2))]
        if narrow
        else [*made, _finding("aisle", True, limit("aisle"))]
    )


def free_floor(hall: Hall, plan: Plan) -> list[Finding]:
    """What stands before a door, and what stands in something else."""
    zones = [clear_zone(hall, door, limit("door_free")) for door in hall.doors]
    things = [(seat.id, seat.box.corners()) for seat in plan.seats]
    things += [("", item.shape) for item in plan.items if item.kind not in NO_FURNITURE]
    before = [key for key, shape in things if any(not apart(shape, zone) for zone in zones)]
    found = [_finding("door_free", not before, len(before), 0, filter(None, before))]
    clash = overlaps(hall, plan)
    found.append(Finding("overlap", not clash, len(clash), 0, "seats", MUST, tuple(clash)))
    return found


def overlaps(hall: Hall, plan: Plan) -> list[str]:
    """The seats that stand outside the walls, in a pillar, in the stage, in furniture or in each other."""
    clash: dict[str, None] = {}
    pillars = [box.corners() for box in hall.pillars]
    items = _by_cell(item.shape for item in plan.items if item.kind not in NO_FURNITURE)
    cells: dict[tuple[int, int], list[Seat]] = {}
    for seat in plan.seats:
        shape = seat.box.corners(-0.01)
        here = (floor(seat.x / PATCH), floor(seat.y / PATCH))
        if (
            not inside(hall.outline, shape)
            or any(not apart(shape, each) for each in pillars)
            or (hall.stage and seat.kind is not Place.ROSTRUM and not apart(shape, hall.stage.corners()))
            or (seat.kind is not Place.WHEELCHAIR and any(not apart(shape, each) for each in items.get(here, ())))
        ):
            clash[seat.id] = None
        for other in (o for dx in (-1, 0, 1) for dy in (-1, 0, 1) for o in cells.get((here[0] + dx, here[1] + dy), ())):
            if distance((seat.x, seat.y), (other.x, other.y)) < 1.4 and not apart(shape, other.box.corners(-0.01)):
                clash[seat.id] = clash[other.id] = None
        cells.setdefault(here, []).append(seat)
    return list(clash)


def _by_cell(shapes: Iterable[Shape]) -> dict[tuple[int, int], list[Shape]]:
    """Each shape in all the cells that its bounding box touches."""
    cells: dict[tuple[int, int], list[Shape]] = {}
    for shape in shapes:
        left, top, right, bottom = bounds(shape)
        for i in range(floor((left - 1) / PATCH), floor((right + 1) / PATCH) + 1):
            for j in range(floor((top - 1) / PATCH), floor((bottom + 1) / PATCH) + 1):
                cells.setdefault((i, j), []).append(shape)
    return cells


def wheelchair_places(hall: Hall, plan: Plan) -> list[Finding]:
    """Places for wheelchairs by the number of seats."""
    have = sum(seat.kind is Place.WHEELCHAIR for seat in plan.seats)
    asked = wheelchairs(plan.count)
    code = "wheelchair_first" if asked <= 1 else "wheelchair_second" if asked == 2 else "wheelchair_each"
    return [_finding(code, have >= asked, have, asked)]


def asked_places(plan: Plan, asked: int) -> list[Finding]:
    """Places for wheelchairs against what the guests of the event told; nothing where nobody did."""
    have = sum(seat.kind is Place.WHEELCHAIR for seat in plan.seats)
    return [Finding("wheelchair_asked", have >= asked, have, asked, "seats", SHOULD)] if asked else []


def sight(hall: Hall, plan: Plan) -> list[Finding]:
    """Who does not see the speaker for a pillar, and the farthest seat; told, not refused."""
    if plan.focus is None:
        return []
    shapes = [box.corners() for box in hall.pillars]
    hidden = [
        s.id
        for s in plan.audience
        if any(cross((s.x, s.y), plan.focus, *side) for shape in shapes for side in edges(shape))
    ]
    far = max((distance((s.x, s.y), plan.focus) for s in plan.audience), default=0.0)
    return [
        Finding("sight_blocked", not hidden, len(hidden), 0, "seats", SHOULD, tuple(hidden)),
        _finding("sight", far <= limit("sight") + SLACK, round(far, 1)),
    ]


MEASURES: tuple[Callable[[Hall, Plan], list[Finding]], ...] = (doors, ways, rows, free_floor, wheelchair_places, sight)
