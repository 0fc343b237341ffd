"""The shortest way, by Dijkstra: on foot, in a wheelchair, out of a fire (DIGI-003, DIGI-025, W43, CFIR-001)."""

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from guanjia.wayfinding.rules.graph import Graph, Link, LinkKind, Spot, SpotKind

LIFT_WAIT_M = 30.0
"""Waiting for a lift costs as much as walking so far; half of it on going in, half on coming out."""

STAIRS_FACTOR = 1.5
"""A metre of stairs is as much as this many of floor."""


@dataclass(frozen=True, slots=True)
class Need:
    """Who walks: in a wheelchair, out of a fire, or both."""

    wheelchair: bool = False
    fire: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """Places in order and the links between them: one link fewer than places."""

    spots: tuple[Spot, ...]
    links: tuple[Link, ...]

    @property
    def metres(self) -> float:
        """How far one walks; a ride in a lift is no walk."""
        return sum(link.metres for link in self.links if link.kind is not LinkKind.LIFT)


def passable(link: Link, need: Need) -> bool:
    """Whether somebody with this need may use the link. Nobody uses a closed one; no wheelchair stairs; no fire a lift."""
    if link.closed:
        return False
    if need.wheelchair and (not link.wheelchair or link.kind is LinkKind.STAIRS):
        return False
    return not (need.fire and link.kind is LinkKind.LIFT)


def cost(graph: Graph, link: Link, need: Need) -> float:
    """What the link costs in metres of floor. In a fire the way is judged by walking alone."""
    if need.fire:
        return link.metres
    if link.kind is LinkKind.STAIRS:
        return link.metres * STAIRS_FACTOR
    ends = (graph.spots[link.a].kind, graph.spots[link.b].kind)
    boards = link.kind is not LinkKind.LIFT and ends.count(SpotKind.LIFT) == 1
    return link.metres + (LIFT_WAIT_M / 2 if boards else 0.0)


def shortest(graph: Graph, start: int, goals: Collection[int], need: Need | None = None) -> Way | None:
    """The cheapest way from `start` to the nearest of `goals`; None where none leads there. Equal ways: the lower keys.

    It never leads through a room: the door of one is a beginning or an end.
    """
    wanted = frozenset(goals)
    came: dict[int, tuple[int, Link]] = {}
    for here in _walked(graph, {start}, need or Need(), came):
        if here in wanted:
            return _traced(graph, start, here, came)
    return None


def reached(graph: Graph, starts: Collection[int], need: Need | None = None) -> set[int]:
    """Every place that can be reached from one of `starts`, rooms not walked through."""
    return set(_walked(graph, frozenset(starts), need or Need(), {}))


def _walked(graph: Graph, starts: Set[int], need: Need, came: dict[int, tuple[int, Link]]) -> Iterator[int]:
    """The places one gets to, the nearest first; `came` holds how one got to each of them."""
    best = {start: 0.0 for start in starts if start in graph.spots}
    heap = [(0.0, start) for start in sorted(best)]
    done: set[int] = set()
    while heap:
        far, here = heappop(heap)
        if here in done:
            continue
        done.add(here)
        yield here
        if here not in starts and graph.spots[here].room is not None:
            continue
        for there, link in graph.links.get(here, ()):
            if there in done or not passable(link, need):
                continue
            total = far + cost(graph, link, need)
            if total < best.get(there, inf):
                best[there], came[there] = total, (here, link)
                heappush(heap, (total, there))


def _traced(graph: Graph, start: int, end: int, came: dict[int, tuple[int, Link]]) -> Way:
    keys, links = [end], []
    while keys[-1] != start:
        before, link = came[keys[-1]]
        keys.append(before)
        links.append(link)
    return Way(tuple(graph.spots[key] for key in reversed(keys)), tuple(reversed(links)))
