"""A way as steps: straights with what one passes, lifts and stairs, and the door at the end."""

from dataclasses import dataclass
from math import cos, hypot, radians

from guanjia.wayfinding.rules.graph import LANDMARKS, VERTICAL, Graph, Link, LinkKind, Spot, SpotKind
from guanjia.wayfinding.rules.turns import Side, bearing, side_of, turned
from guanjia.wayfinding.rules.ways import Way

BESIDE_M = 8.0
"""A landmark so close to the way is passed."""
MOST_PASSED = 2


@dataclass(frozen=True, slots=True)
class Straight:
    """Walk on without a turn. `side` is the turn before it, None where nobody knows how one stands; `out_of` what one comes from."""

    side: Side | None
    metres: int
    passed: tuple[str, ...]
    toward: str
    floor: int
    out_of: LinkKind | None = None
    ramp: bool = False


@dataclass(frozen=True, slots=True)
class Ride:
    """By lift or stairs to another floor."""

    kind: LinkKind
    via: str
    to_floor: int
    to_level: int
    up: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """The end: `nth` door on that side (0: not counted), or straight ahead."""

    spot: Spot
    side: Side | None
    nth: int = 0


Step = Straight | Ride | Arrival


def steps_of(graph: Graph, way: Way) -> list[Step]:
    """The steps of a way, none for one that ends where it begins but the arrival."""
    steps: list[Step] = []
    facing: float | None = None if way.spots[0].heading is None else float(way.spots[0].heading)
    out_of: LinkKind | None = None
    index = 0
    while index < len(way.links):
        link = way.links[index]
        end = index
        while (
            end < len(way.links)
            and (way.links[end].kind, way.links[end].via) == (link.kind, link.via)
            and link.kind in VERTICAL
        ):
            end += 1
        if end > index:
            here, there = way.spots[index], way.spots[end]
            steps.append(Ride(link.kind, link.via, there.floor, there.level, there.level > here.level))
            facing = None if there.heading is None else float(there.heading)
            out_of, index = link.kind, end
            continue
        end = _straight_end(way, index)
        spots = way.spots[index : end + 1]
        new = bearing(spots[0], spots[1])
        side = None if facing is None else side_of(facing, new)
        if end == len(way.links) and len(spots) == 2 and spots[1].kind is SpotKind.DOOR and steps:
            steps.append(_at_the_door(graph, steps, way, index, facing))
            return steps
        steps.append(_straight(graph, way, index, end, side, out_of))
        facing, out_of, index = bearing(spots[-2], spots[-1]), None, end
    steps.append(Arrival(way.spots[-1], Side.AHEAD if way.links else None))
    return steps


def _straight_end(way: Way, begin: int) -> int:
    """The index of the place at which a straight that begins there ends: at a turn, a lift, stairs or the goal."""
    end = begin + 1
    while end < len(way.links) and way.links[end].kind not in VERTICAL:
        old, new = bearing(way.spots[end - 1], way.spots[end]), bearing(way.spots[end], way.spots[end + 1])
        if side_of(old, new) is not Side.AHEAD:
            break
        end += 1
    return end


def _straight(graph: Graph, way: Way, begin: int, end: int, side: Side | None, out_of: LinkKind | None) -> Straight:
    links = way.links[begin:end]
    spots = way.spots[begin : end + 1]
    goal = way.spots[-1]
    names: list[str] = []
    for spot in spots[1:-1]:
        names += [each.name for each in (spot, *_beside(graph, spot)) if _is_passed(each, way)]
    toward = spots[-1].name if spots[-1] is not goal and spots[-1].kind is not SpotKind.CORRIDOR else ""
    metres = max(1, round(sum(link.metres for link in links)))
    ramp = any(link.kind is LinkKind.RAMP for link in links)
    return Straight(side, metres, tuple(dict.fromkeys(names))[:MOST_PASSED], toward, spots[0].floor, out_of, ramp)


def _is_passed(spot: Spot, way: Way) -> bool:
    return spot.kind in LANDMARKS and bool(spot.name) and spot not in (way.spots[0], way.spots[-1])


def _beside(graph: Graph, spot: Spot) -> list[Spot]:
    found = [graph.spots[key] for key, link in graph.links.get(spot.key, ()) if _is_close(link)]
    return [each for each in found if each.floor == spot.floor]


def _is_close(link: Link) -> bool:
    return link.kind not in VERTICAL and link.metres <= BESIDE_M


def _at_the_door(graph: Graph, steps: list[Step], way: Way, index: int, facing: float | None) -> Arrival:
    """The door that ends the way, counted among the doors of its side along the last straight."""
    door, before = way.spots[-1], way.spots[index]
    side = None if facing is None else side_of(facing, bearing(before, door))
    if side not in {Side.LEFT, Side.RIGHT} or not isinstance(steps[-1], Straight):
        return Arrival(door, side)
    assert facing is not None
    begin = _last_straight(way, index)
    doors = {door.key}
    for spot in way.spots[begin : index + 1]:
        for key, link in graph.links.get(spot.key, ()):
            other = graph.spots[key]
            if (
                other.kind is SpotKind.DOOR
                and link.kind not in VERTICAL
                and side_of(facing, bearing(spot, other)) is side
            ):
                doors.add(key)
    first = way.spots[begin]
    far = {key: _along(first, graph.spots[key], facing) for key in doors}
    ahead = [key for key in sorted(far, key=lambda key: (far[key], key)) if far[key] >= 0 or key == door.key]
    return Arrival(door, side, ahead.index(door.key) + 1)


def _last_straight(way: Way, index: int) -> int:
    begin = index - 1
    while begin > 0 and way.links[begin - 1].kind not in VERTICAL:
        old, new = bearing(way.spots[begin - 1], way.spots[begin]), bearing(way.spots[begin], way.spots[begin + 1])
        if side_of(old, new) is not Side.AHEAD:
            break
        begin -= 1
    return begin


def _along(start: Spot, spot: Spot, facing: float) -> float:
    """How far along the direction one walks the place lies."""
    return hypot(spot.x - start.x, spot.y - start.y) * cos(radians(turned(facing, bearing(start, spot))))


def floors_of(way: Way) -> list[int]:
    """The floors that one walks on, in order, each once for each stay; a floor that a lift only passes is none of them."""
    found = [way.spots[0].floor]
    for index, (link, spot) in enumerate(zip(way.links, way.spots[1:], strict=True)):
        after = way.links[index + 1] if index + 1 < len(way.links) else None
        rides_on = link.kind in VERTICAL and after is not None and (after.kind, after.via) == (link.kind, link.via)
        if spot.floor != found[-1] and not rides_on:
            found.append(spot.floor)
    return found
