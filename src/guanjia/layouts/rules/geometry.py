"""Points, segments, polygons and boxes on a plan: metres, x to the right, y down as it is drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin

Point = tuple[float, float]
NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre, its width along its own x, its depth along its own y and its turn in degrees clockwise."""

    x: float
    y: float
    width: float
    depth: float
    angle: float = 0.0

    def corners(self, more: float = 0.0) -> tuple[Point, ...]:
        """Its four corners, `more` metres further out on every side."""
        half_w, half_d = self.width / 2 + more, self.depth / 2 + more
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        around = ((-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d))
        return tuple((self.x + u * c - v * s, self.y + u * s + v * c) for u, v in around)


def edges(polygon: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    """The sides in order, the last one back to the first corner."""
    return ((polygon[i], polygon[(i + 1) % len(polygon)]) for i in range(len(polygon)))


def area(polygon: Sequence[Point]) -> float:
    """Square metres, whatever the direction of the corners."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in edges(polygon))) / 2


def centre(polygon: Sequence[Point]) -> Point:
    """The middle of the bounding box."""
    left, top, right, bottom = bounds(polygon)
    return (left + right) / 2, (top + bottom) / 2


def bounds(polygon: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    xs, ys = [x for x, _y in polygon], [y for _x, y in polygon]
    return min(xs), min(ys), max(xs), max(ys)


def distance(a: Point, b: Point) -> float:
    """Metres between two points."""
    return hypot(a[0] - b[0], a[1] - b[1])


def to_segment(p: Point, a: Point, b: Point) -> float:
    """Metres from a point to the nearest place of a segment."""
    return distance(p, nearest_on(p, a, b))


def nearest_on(p: Point, a: Point, b: Point) -> Point:
    """The place of the segment nearest to the point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length < NEAR else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return a[0] + along * dx, a[1] + along * dy


def contains(polygon: Sequence[Point], p: Point) -> bool:
    """Whether the point lies inside; on the rim either answer may come."""
    inside = False
    for (ax, ay), (bx, by) in edges(polygon):
        if (ay > p[1]) != (by > p[1]) and p[0] < (bx - ax) * (p[1] - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def turn(a: Point, b: Point, c: Point) -> float:
    """Positive when a-b-c turns clockwise on the plan, zero on a line."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two segments share a point, touching included."""
    t1, t2, t3, t4 = turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)
    if ((t1 > NEAR and t2 < -NEAR) or (t1 < -NEAR and t2 > NEAR)) and (
        (t3 > NEAR and t4 < -NEAR) or (t3 < -NEAR and t4 > NEAR)
    ):
        return True
    on = ((t1, c, a, b), (t2, d, a, b), (t3, a, c, d), (t4, b, c, d))
    return any(abs(t) <= NEAR and to_segment(p, s, e) <= NEAR for t, p, s, e in on)


def crossings(polygon: Sequence[Point]) -> list[tuple[int, int]]:
    """Pairs of sides, numbered from 1, that cross or touch although they are no neighbours. Empty for a sound outline."""
    sides = list(edges(polygon))
    found = []
    for i in range(len(sides)):
        for j in range(i + 1, len(sides)):
            if j == i + 1 or (i == 0 and j == len(sides) - 1):
                continue
            if cross(*sides[i], *sides[j]):
                found.append((i + 1, j + 1))
    return found


def apart(first: Sequence[Point], second: Sequence[Point]) -> bool:
    """Whether two convex shapes share no area; shapes that only touch are apart."""
    for shape in (first, second):
        for a, b in edges(shape):
            nx, ny = b[1] - a[1], a[0] - b[0]
            one = [nx * x + ny * y for x, y in first]
            two = [nx * x + ny * y for x, y in second]
            slack = 1e-6 * hypot(nx, ny)
            if max(one) <= min(two) + slack or max(two) <= min(one) + slack:
                return True
    return False


def inside(polygon: Sequence[Point], shape: Sequence[Point], slack: float = 1e-6) -> bool:
    """Whether a convex shape lies wholly inside the polygon; it may touch the rim."""
    middle = (sum(x for x, _y in shape) / len(shape), sum(y for _x, y in shape) / len(shape))
    small = [(x + (middle[0] - x) * slack, y + (middle[1] - y) * slack) for x, y in shape]
    if not all(contains(polygon, p) for p in small):
        return False
    return not any(cross(*side, *rim) for side in edges(small) for rim in edges(polygon))


def to_polygon(p: Point, polygon: Sequence[Point]) -> float:
    """Metres from a point to a shape, zero inside it."""
    return 0.0 if contains(polygon, p) else min(to_segment(p, a, b) for a, b in edges(polygon))


def to_rim(p: Point, polygon: Sequence[Point]) -> float:
    """Metres from a point to the nearest side."""
    return min(to_segment(p, a, b) for a, b in edges(polygon))
