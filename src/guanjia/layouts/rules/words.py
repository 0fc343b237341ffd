"""An outline as lines of numbers that a person types, and back. A line that cannot be read is named."""

from collections.abc import Sequence
from math import isfinite

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.geometry import Box, Point
from guanjia.layouts.rules.hall import Door

BAD_LINE = N_("Line %(line)s: write %(wanted)s numbers in metres, such as %(example)s.")
SHUT = {"no", "n", "0", "x", "否", "不"}


class BadLine(ValueError):
    """A line that cannot be read: its number, how many numbers it wants, an example."""

    def __init__(self, line: int, wanted: str, example: str) -> None:
        super().__init__(line)
        self.values = {"line": line, "wanted": wanted, "example": example}


def read_points(text: str) -> tuple[Point, ...]:
    """Corners, one a line: x y."""
    return tuple((row[0], row[1]) for row in _rows(text, 2, "12.5 8"))


def read_boxes(text: str) -> tuple[Box, ...]:
    """Pillars or a stage, one a line: middle x, middle y, width, depth."""
    return tuple(Box(*row) for row in _rows(text, 4, "6 4 0.6 0.6"))


def read_doors(text: str) -> tuple[Door, ...]:
    """Doors, one a line: middle x, middle y, clear width; "no" behind for a door that is no way out."""
    doors = []
    for number, line in _lines(text):
        words = line.split()
        shut = len(words) == 4 and words[3].lower() in SHUT
        row = _numbers(number, words[:3] if shut else words, 3, "0 6 1.5")
        doors.append(Door(row[0], row[1], row[2], not shut))
    return tuple(doors)


def points_text(points: Sequence[Point]) -> str:
    """The corners as lines."""
    return "\n".join(f"{x:g} {y:g}" for x, y in points)


def boxes_text(boxes: Sequence[Box]) -> str:
    """Boxes as lines."""
    return "\n".join(f"{box.x:g} {box.y:g} {box.width:g} {box.depth:g}" for box in boxes)


def doors_text(doors: Sequence[Door]) -> str:
    """Doors as lines."""
    return "\n".join(f"{door.x:g} {door.y:g} {door.width:g}" + ("" if door.exit else " no") for door in doors)


def _lines(text: str) -> list[tuple[int, str]]:
    plain = text.replace(",", " ").replace("，", " ").replace("；", "\n").replace(";", "\n")
    return [(number, line.strip()) for number, line in enumerate(plain.splitlines(), 1) if line.strip()]


def _rows(text: str, many: int, example: str) -> list[list[float]]:
    return [_numbers(number, line.split(), many, example) for number, line in _lines(text)]


def _numbers(number: int, words: list[str], many: int, example: str) -> list[float]:
    try:
        row = [float(word) for word in words]
    except ValueError as error:
        raise BadLine(number, str(many), example) from error
    if len(row) != many or not all(map(isfinite, row)):
        raise BadLine(number, str(many), example)
    return row
