"""Left and right from the drawing, doors counted, landmarks passed. No database."""

import pytest
from django.utils import translation

from guanjia.wayfinding.queries.telling import tell
from guanjia.wayfinding.rules.graph import Graph, LinkKind, SpotKind
from guanjia.wayfinding.rules.steps import Arrival, steps_of
from guanjia.wayfinding.rules.turns import Side, bearing, octant, side_of
from guanjia.wayfinding.rules.ways import Need, shortest
from tests.wayfinding.floors import link, spot, two_floors


@pytest.mark.parametrize(
    ("x", "y", "degrees"), [(0, -5, 0), (5, -5, 45), (5, 0, 90), (0, 5, 180), (-5, 0, 270), (-5, -5, 315)]
)
def test_bearings_run_clockwise_from_the_top_of_the_drawing(x: int, y: int, degrees: int) -> None:
    assert bearing(spot(1, 10, 10), spot(2, 10 + x, 10 + y)) == pytest.approx(degrees)


@pytest.mark.parametrize(
    ("old", "new", "side"),
    [
        (0, 0, Side.AHEAD), (0, 34, Side.AHEAD), (0, 35, Side.RIGHT), (0, 90, Side.RIGHT), (0, 145, Side.RIGHT), (0, 146, Side.BACK),
        (0, 180, Side.BACK), (0, 214, Side.BACK), (0, 215, Side.LEFT), (0, 270, Side.LEFT), (0, 326, Side.AHEAD), (180, 90, Side.LEFT),
        (270, 0, Side.RIGHT), (350, 10, Side.AHEAD), (90, 180, Side.RIGHT),
    ],
)  # fmt: skip
def test_the_turn_has_its_word(old: float, new: float, side: Side) -> None:
    assert side_of(old, new) is side


@pytest.mark.parametrize(
    ("heading", "to", "arrow"),
    [(0, 0, 0), (0, 90, 2), (0, 270, 6), (180, 0, 4), (90, 90, 0), (270, 0, 2), (0, 22, 0), (0, 23, 1)],
)
def test_the_arrow_of_a_sign_is_seen_by_its_reader(heading: float, to: float, arrow: int) -> None:
    assert octant(heading, to) == arrow


def corridor(goal: int) -> list[str]:
    """A corridor to the right with doors 11, 12, 13 on its left, 21 on its right, a desk beside it; told in Chinese."""
    spots = [
        spot(1, 0, 0, SpotKind.LIFT, heading=180, name="1号梯"), spot(2, 0, 5), spot(3, 10, 5), spot(4, 20, 5), spot(5, 30, 5),
        spot(11, 10, 2, SpotKind.DOOR, name="甲", room=1), spot(12, 20, 2, SpotKind.DOOR, name="乙", room=2),
        spot(13, 30, 2, SpotKind.DOOR, name="丙", room=3), spot(21, 20, 8, SpotKind.DOOR, name="丁", room=4),
        spot(31, 10, 9, SpotKind.DESK, name="服务台"), spot(40, 0, 0, SpotKind.LIFT, 2, heading=180),
    ]  # fmt: skip
    links = [
        link(40, 1, LinkKind.LIFT, 4, via="1号梯"), link(1, 2), link(2, 3, metres=10), link(3, 4, metres=10), link(4, 5, metres=10),
        link(3, 11, metres=3), link(4, 12, metres=3), link(5, 13, metres=3), link(4, 21, metres=3), link(3, 31, metres=4),
    ]  # fmt: skip
    graph = Graph.of(spots, links)
    way = shortest(graph, 40, {goal})
    assert way is not None
    with translation.override("zh-hans"):
        return [step.text for step in tell(graph, way, {1: "1层", 2: "2层"})]


@pytest.mark.parametrize(
    ("goal", "last"),
    [(11, "左侧第一个门：甲"), (12, "左侧第二个门：乙"), (13, "左侧第三个门：丙"), (21, "右侧第一个门：丁")],
)
def test_doors_are_counted_on_their_side(goal: int, last: str) -> None:
    assert corridor(goal)[-1] == last


def test_a_way_is_told_with_the_lift_and_what_one_passes() -> None:
    assert corridor(13) == ["乘1号梯到1层", "出电梯直行，走5米", "左转，走30米，经过服务台", "左侧第三个门：丙"]


def test_two_languages_tell_the_same_way() -> None:
    graph = two_floors()
    way = shortest(graph, 1, {8}, Need(wheelchair=True))
    assert way is not None
    with translation.override("en"):
        told = [step.text for step in tell(graph, way, {1: "1F", 2: "2F"})]
    assert told == [
        "Go straight on, walk 10 m", "Turn left, walk 6 m, to 客梯", "Take 客梯 to 2F", "Out of the lift go straight on, walk 6 m",
        "First door on the left: 厅",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "side"), [(0, Side.AHEAD), (90, Side.LEFT), (180, Side.BACK), (270, Side.RIGHT), (None, None)]
)
def test_the_first_turn_depends_on_how_one_stands(heading: int | None, side: Side | None) -> None:
    graph = Graph.of([spot(1, 0, 9, heading=heading), spot(2, 0, 0)], [link(1, 2, metres=9)])
    way = shortest(graph, 1, {2})
    assert way is not None
    first, last = steps_of(graph, way)
    assert first.side is side and isinstance(last, Arrival) and last.side is Side.AHEAD  # type: ignore[union-attr]


def test_who_is_there_is_told_so() -> None:
    graph = two_floors()
    way = shortest(graph, 8, {8})
    assert way is not None and [type(step) for step in steps_of(graph, way)] == [Arrival]
