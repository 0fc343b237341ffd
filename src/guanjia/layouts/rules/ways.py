"""Ways to walk: from every seat to a door, over floor that nothing stands on."""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import NDArray

from guanjia.layouts.rules.geometry import Point, bounds, edges
from guanjia.layouts.rules.hall import Hall
from guanjia.layouts.rules.plan import NO_FURNITURE, Place, Plan

CELL = 0.2
AROUND = (
    (1, 0, 1.0),
    (-1, 0, 1.0),
    (0, 1, 1.0),
    (0, -1, 1.0),
    (1, 1, 1.414),
    (1, -1, 1.414),
    (-1, 1, 1.414),
    (-1, -1, 1.414),
)


class Floor:
    """The hall as a grid of cells that are free or not, and how far each is from a door on foot."""

    def __init__(self, hall: Hall, plan: Plan) -> None:
        left, top, right, bottom = bounds(hall.outline)
        self.left, self.top = left - CELL, top - CELL
        columns, rows = int((right - left) / CELL) + 3, int((bottom - top) / CELL) + 3
        xs = self.left + (np.arange(columns) + 0.5) * CELL
        ys = self.top + (np.arange(rows) + 0.5) * CELL
        self.xs, self.ys = np.meshgrid(xs, ys)
        self.free = self._within(hall.outline)
        for shape in _standing(hall, plan):
            self._stamp(shape)
        self.metres = self._spread([(door.x, door.y, door.width) for door in hall.exits])

    def from_seat(self, x: float, y: float, reach: float = 0.75) -> float:
        """Metres on foot from the nearest free floor beside a seat to a door; infinite where there is no way."""
        column, row, near = int((x - self.left) / CELL), int((y - self.top) / CELL), int(reach / CELL) + 1
        part = self.metres[max(0, row - near) : row + near + 1, max(0, column - near) : column + near + 1]
        return float(part.min()) if part.size else inf

    def _within(self, polygon: Sequence[Point]) -> NDArray[np.bool_]:
        inside = np.zeros(self.xs.shape, dtype=bool)
        for (ax, ay), (bx, by) in edges(polygon):
            if ay != by:
                spans = (ay > self.ys) != (by > self.ys)
                inside ^= spans & (self.xs < (bx - ax) * (self.ys - ay) / (by - ay) + ax)
        return inside

    def _stamp(self, shape: Sequence[Point]) -> None:
        left, top, right, bottom = bounds(shape)
        c0, c1 = max(0, int((left - self.left) / CELL) - 1), int((right - self.left) / CELL) + 2
        r0, r1 = max(0, int((top - self.top) / CELL) - 1), int((bottom - self.top) / CELL) + 2
        xs, ys = self.xs[r0:r1, c0:c1], self.ys[r0:r1, c0:c1]
        turn = 1 if sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in edges(shape)) < 0 else -1
        hit = np.ones(xs.shape, dtype=bool)
        for (ax, ay), (bx, by) in edges(shape):
            hit &= turn * ((bx - ax) * (ys - ay) - (by - ay) * (xs - ax)) > 0
        self.free[r0:r1, c0:c1] &= ~hit

    def _spread(self, doors: Iterable[tuple[float, float, float]]) -> NDArray[np.float64]:
        rows, columns = self.free.shape
        metres = [[inf] * columns for _row in range(rows)]
        free = self.free.tolist()
        heap: list[tuple[float, int, int]] = []
        for x, y, width in doors:
            near = int(width / 2 / CELL) + 1
            column, row = int((x - self.left) / CELL), int((y - self.top) / CELL)
            for r in range(max(0, row - near), min(rows, row + near + 1)):
                for c in range(max(0, column - near), min(columns, column + near + 1)):
                    if free[r][c]:
                        metres[r][c] = 0.0
                        heappush(heap, (0.0, r, c))
        while heap:
            so_far, r, c = heappop(heap)
            if so_far > metres[r][c]:
                continue
            for dr, dc, step in AROUND:
                nr, nc = r + dr, c + dc
                if free[nr][nc] and so_far + step < metres[nr][nc] - 1e-9:
                    metres[nr][nc] = so_far + step
                    heappush(heap, (so_far + step, nr, nc))
        return np.array(metres) * CELL


def _standing(hall: Hall, plan: Plan) -> Iterable[Sequence[Point]]:
    """What nobody walks through: pillars, furniture, chairs. A stage is walked on, a wheelchair rolls away."""
    yield from (box.corners() for box in hall.pillars)
    yield from (item.shape for item in plan.items if item.kind not in NO_FURNITURE)
    for seat in plan.seats:
        if seat.kind not in (Place.WHEELCHAIR, Place.STANDING):
            yield seat.box.corners()
