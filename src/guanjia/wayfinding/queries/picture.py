"""A floor as a picture: rooms, corridors, landmarks, the way over them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.queries.graphs import SiteGraph, spot_of
from guanjia.wayfinding.rules.boxes import read_box
from guanjia.wayfinding.rules.graph import LANDMARKS, VERTICAL, LinkKind, Spot, SpotKind
from guanjia.wayfinding.rules.names import english_floor
from guanjia.wayfinding.rules.ways import Way

SCALE, EDGE = 20.0, 40.0
LONGEST_NAME = 24
NARROW = 0.55
"""How wide a Latin letter is against a Chinese one."""

LETTER, SAME_LINE = 15.0, 20.0
SIGNS = {
    SpotKind.LIFT: "elevator", SpotKind.STAIRS: "stairs", SpotKind.TOILET: "toilet-paper", SpotKind.ACCESSIBLE_TOILET: "wheelchair",
    SpotKind.EXIT: "door-exit", SpotKind.DESK: "info-circle", SpotKind.AED: "heart-bolt", SpotKind.ENTRANCE: "door-enter",
    SpotKind.PARKING: "parking", SpotKind.REFUGE: "shield",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A place as it is drawn."""

    spot: Spot
    x: float
    y: float
    code: str
    label: str
    icon: str
    rev: int = 0
    above: bool = False


@dataclass(frozen=True)
class Line:
    """A link as it is drawn."""

    x1: float
    y1: float
    x2: float
    y2: float
    closed: bool
    stepped: bool


@dataclass(frozen=True)
class Area:
    """A room as it is drawn."""

    x: float
    y: float
    wide: float
    high: float
    label: str
    size: float
    goal: bool

    @property
    def middle(self) -> tuple[float, float]:
        """Where its name stands."""
        return self.x + self.wide / 2, self.y + self.high / 2


@dataclass
class FloorPicture:
    """A floor in the units of its picture; `path` are the points of the way on this floor."""

    floor: int
    name: str
    wide: float = 2 * EDGE
    high: float = 2 * EDGE
    left: float = 0.0
    top: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    start: tuple[float, float] | None = None
    end: tuple[float, float] | None = None

    @property
    def scale(self) -> float:
        """Units of the picture to a metre."""
        return SCALE

    @property
    def edge(self) -> float:
        """Units around what is drawn."""
        return EDGE


def picture(known: SiteGraph, floor: int, way: Way | None = None, *, english: bool = False) -> FloorPicture:
    """The picture of one floor with the stretches of the way that lie on it."""
    rows = [row for row in known.rows.values() if row.floor_id == floor]
    found = FloorPicture(floor, _called(rows[0], english) if rows else "")
    if not rows:
        return found
    boxes = {row.pk: read_box(row.box) for row in rows}
    left, top, right, bottom = _bounds(rows, [box for box in boxes.values() if box])
    found.left, found.top = left, top
    found.wide, found.high = (right - left) * SCALE + 2 * EDGE, (bottom - top) * SCALE + 2 * EDGE

    def place(x: float, y: float) -> tuple[float, float]:
        return round((x - left) * SCALE + EDGE, 1), round((y - top) * SCALE + EDGE, 1)

    goal = way.spots[-1].key if way else 0
    for row in rows:
        spot = spot_of(row, english=english)
        x, y = place(row.x, row.y)
        if box := boxes[row.pk]:
            corner = place(box[0], box[1])
            size = min(30.0, max(10.0, 0.9 * box[2] * SCALE / max(4.0, _letters(spot.name[:LONGEST_NAME]))))
            found.areas.append(
                Area(*corner, box[2] * SCALE, box[3] * SCALE, spot.name[:LONGEST_NAME], round(size, 1), row.pk == goal)
            )
        shown = spot.name if spot.kind in LANDMARKS or spot.kind in SIGNS else ""
        found.marks.append(Mark(spot, x, y, row.code, shown, SIGNS.get(spot.kind, ""), row.rev))
    found.marks = _apart(found.marks)
    ends = {mark.spot.key: (mark.x, mark.y) for mark in found.marks}
    closed = {link.key: link.closed for edges in known.graph.links.values() for _there, link in edges}
    for row in known.links:
        if row.a_id in ends and row.b_id in ends:
            found.lines.append(
                Line(*ends[row.a_id], *ends[row.b_id], closed.get(row.pk, False), LinkKind(row.kind) in VERTICAL)
            )
    if way is not None:
        _draw_way(found, way, ends)
    return found


def _called(row: WaySpot, english: bool) -> str:
    return english_floor(row.floor.name, row.floor.level) if english else row.floor.name


def _letters(text: str) -> float:
    """How wide a text is, in Chinese letters."""
    return sum(NARROW if each.isascii() else 1.0 for each in text)


def _apart(marks: list[Mark]) -> list[Mark]:
    """A label that would run into the one before it on its line stands above its sign."""
    last: Mark | None = None
    made = {}
    for mark in sorted((m for m in marks if m.label), key=lambda m: (m.y, m.x)):
        room = LETTER * (_letters(mark.label) + _letters(last.label)) / 2 if last else 0.0
        clash = last is not None and abs(mark.y - last.y) < SAME_LINE and mark.x - last.x < room and not last.above
        last = made[mark.spot.key] = replace(mark, above=clash)
    return [made.get(mark.spot.key, mark) for mark in marks]


def _bounds(
    rows: Iterable[WaySpot], boxes: Iterable[tuple[float, float, float, float]]
) -> tuple[float, float, float, float]:
    rows, boxes = list(rows), list(boxes)
    xs = [row.x for row in rows] + [n for box in boxes for n in (box[0], box[0] + box[2])]
    ys = [row.y for row in rows] + [n for box in boxes for n in (box[1], box[1] + box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _draw_way(found: FloorPicture, way: Way, ends: dict[int, tuple[float, float]]) -> None:
    run: list[tuple[float, float]] = []
    runs = [run]
    for spot in way.spots:
        if spot.floor == found.floor:
            run.append(ends[spot.key])
        elif run:
            run = []
            runs.append(run)
    found.paths = [" ".join(f"{x},{y}" for x, y in each) for each in runs if len(each) > 1]
    if way.spots[0].floor == found.floor:
        found.start = ends[way.spots[0].key]
    if way.spots[-1].floor == found.floor:
        found.end = ends[way.spots[-1].key]
