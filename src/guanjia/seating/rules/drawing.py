"""A chart in the units of a drawing: boxes with names, tables, doors; no place outside the picture."""

from collections.abc import Mapping
from dataclasses import dataclass

from guanjia.seating.rules.charts import Chart, Place

STEP, WIDE, HIGH, EDGE = 68, 62, 40, 24
SMALL = 14
"""A hall of hundreds is drawn with dots."""


@dataclass(frozen=True)
class Box:
    """One place as it is drawn. `who` is the guest, None for an empty one; `token` what the table calls it."""

    key: str
    token: str
    who: int | None
    side: str
    kind: str
    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        """The middle from the left."""
        return self.x + self.wide / 2

    @property
    def name_y(self) -> float:
        """Where the name stands."""
        return self.y + self.high * 0.46

    @property
    def token_y(self) -> float:
        """Where the number stands."""
        return self.y + self.high * 0.86


@dataclass(frozen=True)
class Shape:
    """Furniture: a rectangle or, with `round`, a circle of radius `wide`."""

    kind: str
    x: float
    y: float
    wide: float
    high: float
    round: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture of `wide` x `high`; `dots` where it is a hall."""

    wide: float
    high: float
    boxes: tuple[Box, ...]
    shapes: tuple[Shape, ...]
    dots: bool = False


def drawing(chart: Chart, seating: Mapping[str, int]) -> Drawing:
    """The picture of a chart with its people."""
    dots = len(chart.places) > 150
    step = SMALL if dots else STEP
    wide, high = (SMALL - 3, SMALL - 3) if dots else (WIDE, HIGH)
    left = min(
        [place.x for place in chart.places]
        + [x - (w if kind == "disc" else 0) for kind, x, _y, w, _h in chart.furniture]
    )
    top = min(
        [place.y for place in chart.places]
        + [y - (w if kind == "disc" else 0) for kind, _x, y, w, _h in chart.furniture]
    )

    def box(place: Place) -> Box:
        x, y = (place.x - left) * step + EDGE, (place.y - top) * step + EDGE
        return Box(
            place.key, place.token, seating.get(place.key), place.side, place.kind, round(x, 1), round(y, 1), wide, high
        )

    boxes = tuple(box(place) for place in chart.places)
    shapes = tuple(_shape(item, left, top, step, wide, high) for item in chart.furniture)
    right = max([each.x + each.wide for each in boxes] + [s.x + s.wide for s in shapes])
    bottom = max([each.y + each.high for each in boxes] + [s.y + (s.wide if s.round else s.high) for s in shapes])
    return Drawing(round(right + EDGE, 1), round(bottom + EDGE, 1), boxes, shapes, dots)


def _shape(
    item: tuple[str, float, float, float, float], left: float, top: float, step: float, wide: float, high: float
) -> Shape:
    kind, x, y, w, h = item
    middle_x, middle_y = (x - left) * step + EDGE + wide / 2, (y - top) * step + EDGE + high / 2
    return Shape(kind, round(middle_x, 1), round(middle_y, 1), round(w * step, 1), round(h * step, 1), kind == "disc")
