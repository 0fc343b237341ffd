"""The shortest way and who may go it. No database."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.wayfinding.rules.checks import Fault, findings_of
from guanjia.wayfinding.rules.graph import Graph, Link, LinkKind, SpotKind
from guanjia.wayfinding.rules.ways import LIFT_WAIT_M, STAIRS_FACTOR, Need, Way, cost, shortest
from tests.wayfinding.floors import link, spot, two_floors


def keys(way: Way | None) -> list[int]:
    return [] if way is None else [each.key for each in way.spots]


@pytest.mark.parametrize(
    ("need", "closed", "path"),
    [
        (Need(), False, [1, 2, 4, 6, 7, 8]),
        (Need(wheelchair=True), False, [1, 2, 3, 5, 7, 8]),
        (Need(wheelchair=True), True, []),
        (Need(), True, [1, 2, 4, 6, 7, 8]),
        (Need(fire=True), False, [1, 2, 4, 6, 7, 8]),
    ],
)
def test_each_need_has_its_way(need: Need, closed: bool, path: list[int]) -> None:
    assert keys(shortest(two_floors(lift_closed=closed), 1, {8}, need)) == path


def test_out_of_a_fire_one_walks_and_a_wheelchair_waits_at_the_refuge() -> None:
    graph = two_floors()
    assert keys(shortest(graph, 8, {9}, Need(fire=True))) == [8, 7, 6, 4, 9]
    assert shortest(graph, 8, {9}, Need(wheelchair=True, fire=True)) is None
    assert keys(shortest(graph, 8, graph.of_kind(SpotKind.REFUGE), Need(True, True))) == [8, 7, 10]


@pytest.mark.parametrize(("to_stairs", "by_lift"), [(25.8, False), (26.0, True)])
def test_a_lift_costs_its_wait_and_stairs_their_effort(to_stairs: float, by_lift: bool) -> None:
    """40.1 by the lift with its wait of 30; the stairs of 9.4 m at half as much again are 14.1."""
    spots = [spot(1, 0, 0), spot(2, 6, 0, SpotKind.LIFT), spot(3, 9, 0, SpotKind.STAIRS), spot(4, 6, 0, SpotKind.LIFT, 2),
             spot(5, 0, 0, floor=2),
             spot(6, 9, 0, SpotKind.STAIRS, 2)]  # fmt: skip
    links = [
        link(1, 2, metres=6), link(2, 4, LinkKind.LIFT, 4, via="L"), link(4, 5, metres=0.1), link(1, 3, metres=to_stairs - 0.1),
        link(3, 6, LinkKind.STAIRS, 9.4, via="S"), link(6, 5, metres=0.2),
    ]  # fmt: skip
    assert (LIFT_WAIT_M, STAIRS_FACTOR) == (30.0, 1.5)
    way = shortest(Graph.of(spots, links), 1, {5})
    assert way is not None and (LinkKind.LIFT in [each.kind for each in way.links]) is by_lift
    assert way.metres == pytest.approx(6.1 if by_lift else to_stairs + 9.5)


def test_no_way_leads_through_a_room() -> None:
    graph = Graph.of([spot(1, 0, 0), spot(2, 5, 0, SpotKind.DOOR, room=7), spot(3, 10, 0)], [link(1, 2), link(2, 3)])
    assert shortest(graph, 1, {3}) is None
    assert keys(shortest(graph, 1, {2})) == [1, 2] and keys(shortest(graph, 2, {3})) == [2, 3]
    assert (
        keys(shortest(graph, 1, {1})) == [1] and shortest(graph, 99, {1}) is None and shortest(graph, 1, set()) is None
    )


NODES = 7


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph of seven places on one floor or two."""
    ends = draw(st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=14, unique=True))
    links = [
        Link(
            n,
            a,
            b,
            draw(st.sampled_from(list(LinkKind))),
            draw(st.integers(1, 9)),
            draw(st.booleans()),
            draw(st.booleans()),
            "v",
        )
        for n, (a, b) in enumerate(ends)
        if a != b
    ]
    return Graph.of([spot(n, n, 0) for n in range(NODES)], links)


@settings(max_examples=150, deadline=None)
@given(graphs(), st.booleans(), st.booleans())
def test_the_way_is_legal_and_none_is_shorter(graph: Graph, wheelchair: bool, fire: bool) -> None:
    """Against Bellman and Ford: same cost. Wheelchairs never meet stairs, a fire never a lift, nobody what is closed."""
    need = Need(wheelchair, fire)
    far = dict.fromkeys(range(NODES), float("inf")) | {0: 0.0}
    for _round, (here, edges) in product(range(NODES), graph.links.items()):
        for there, each in edges:
            barred = (
                each.closed
                or (wheelchair and (not each.wheelchair or each.kind == "stairs"))
                or (fire and each.kind == "lift")
            )
            if not barred:
                far[there] = min(far[there], far[here] + cost(graph, each, need))
    way = shortest(graph, 0, {NODES - 1}, need)
    assert (way is None) == (far[NODES - 1] == float("inf"))
    if way is not None:
        assert sum(cost(graph, each, need) for each in way.links) == pytest.approx(far[NODES - 1])
        assert not any(each.closed for each in way.links)
        assert not (wheelchair and any(each.kind is LinkKind.STAIRS or not each.wheelchair for each in way.links))
        assert not (fire and any(each.kind is LinkKind.LIFT for each in way.links))


def test_every_fault_is_named_with_its_room() -> None:
    spots = [
        spot(1, 0, 0, SpotKind.ENTRANCE), spot(2, 5, 0), spot(3, 5, 5, SpotKind.DOOR, room=30), spot(4, 9, 9, SpotKind.DOOR, room=40),
        spot(5, 9, 0, SpotKind.DOOR, room=50), spot(6, 20, 0, SpotKind.EXIT),
    ]  # fmt: skip
    links = [link(1, 2), link(2, 3), link(2, 5, wheelchair=False), link(2, 6)]
    rooms = {room: frozenset({room}) for room in (30, 40, 50, 60)}
    found = [(each.fault, each.room) for each in findings_of(Graph.of(spots, links), rooms)]
    assert found == [(Fault.UNREACHED, 40), (Fault.NO_ESCAPE, 40), (Fault.NO_WHEELCHAIR, 50), (Fault.NO_DOOR, 60)]
    assert findings_of(Graph(), {})[0].fault is Fault.NO_ENTRANCE
