"""Outlines out of the shapes of a building model: extruded profiles, meshes, footprints, seen from above."""

from collections.abc import Iterable
from math import cos, hypot, pi, radians, sin
from typing import Any

from guanjia.layouts.rules.geometry import Point, area
from guanjia.layouts.rules.step import StepFile, numbers

Vector = tuple[float, float, float]
Frame = tuple[Vector, Vector, Vector, Vector]
ORIGIN: Frame = ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
DEEPEST = 40
ARC = 8
FLAT = 0.02


def through(frame: Frame, p: Vector) -> Vector:
    """A point of the frame in the world."""
    o, x, y, z = frame
    return tuple(o[i] + p[0] * x[i] + p[1] * y[i] + p[2] * z[i] for i in range(3))  # type: ignore[return-value]


def joined(outer: Frame, inner: Frame) -> Frame:
    """The inner frame, given in the outer one, in the world."""

    def turned(v: Vector) -> Vector:
        _o, x, y, z = outer
        return tuple(v[0] * x[i] + v[1] * y[i] + v[2] * z[i] for i in range(3))  # type: ignore[return-value]

    return through(outer, inner[0]), turned(inner[1]), turned(inner[2]), turned(inner[3])


class Shapes:
    """The shapes of one file, in its own unit of length; frames are read once."""

    def __init__(self, file: StepFile) -> None:
        self.file = file
        self._frames: dict[int, Frame] = {}

    def placed(self, number: Any, depth: int = 0) -> Frame:
        """The frame of a local placement, its parents included; a ring of parents ends at DEEPEST."""
        if self.file.kind(number) != "IFCLOCALPLACEMENT" or depth > DEEPEST:
            return ORIGIN
        if number not in self._frames:
            parent, own = ([*self.file.get(number), None, None])[:2]
            outer = self.placed(parent, depth + 1)
            self._frames[number] = joined(outer, self.axes(own))
        return self._frames[number]

    def axes(self, number: Any) -> Frame:
        """The frame of an axis placement in two or three dimensions; ORIGIN when there is none."""
        values = self.file.get(number)
        if not values:
            return ORIGIN
        origin = self._vector(values[0], (0.0, 0.0, 0.0))
        if self.file.kind(number) == "IFCAXIS2PLACEMENT2D":
            x = _unit(self._vector(values[1] if len(values) > 1 else None, (1.0, 0.0, 0.0)))
            return origin, x, (-x[1], x[0], 0.0), (0.0, 0.0, 1.0)
        z = _unit(self._vector(values[1] if len(values) > 1 else None, (0.0, 0.0, 1.0)))
        rough = self._vector(
            values[2] if len(values) > 2 else None, (1.0, 0.0, 0.0) if abs(z[0]) < 0.9 else (0.0, 1.0, 0.0)
        )
        along = sum(a * b for a, b in zip(rough, z, strict=True))
        x = _unit(tuple(rough[i] - along * z[i] for i in range(3)))  # type: ignore[arg-type]
        return origin, x, _cross(z, x), z

    def outlines(self, representation: Any, frame: Frame) -> Iterable[tuple[list[Point], float, float]]:
        """Outlines of a product's shape from above, each with its lowest level and its height."""
        definition = self.file.get(representation)
        kept = [self.file.get(each) for each in (definition[2] if len(definition) > 2 else None) or ()]
        order = {"Body": 0, "FootPrint": 1, "Facetation": 2}
        for shape in sorted((s for s in kept if len(s) > 3), key=lambda s: order.get(s[1], 3)):
            found = [each for item in shape[3] or () for each in self._item(item, frame, 0)]
            if found:
                yield from found
                return

    def _item(self, number: Any, frame: Frame, depth: int) -> Iterable[tuple[list[Point], float, float]]:
        kind, values = self.file.kind(number), self.file.get(number)
        if depth > DEEPEST or not values:
            return
        if kind == "IFCEXTRUDEDAREASOLID":
            yield from self._extruded(values, frame)
        elif kind in ("IFCBOOLEANCLIPPINGRESULT", "IFCBOOLEANRESULT"):
            yield from self._item(values[1], frame, depth + 1)
        elif kind == "IFCMAPPEDITEM":
            source = self.file.get(values[0])
            inner = joined(frame, joined(self._operator(values[1]), self.axes(source[0])))
            for item in self.file.get(source[1])[3]:
                yield from self._item(item, inner, depth + 1)
        elif kind == "IFCFACETEDBREP":
            yield from self._mesh([self._loop(face) for face in self.file.get(values[0])[0]], frame)
        elif kind in ("IFCSHELLBASEDSURFACEMODEL", "IFCFACEBASEDSURFACEMODEL"):
            faces = [face for shell in values[0] for face in self.file.get(shell)[0]]
            yield from self._mesh([self._loop(face) for face in faces], frame)
        elif kind in ("IFCPOLYGONALFACESET", "IFCTRIANGULATEDFACESET"):
            yield from self._mesh(self._faces(kind, values), frame)
        elif kind in ("IFCGEOMETRICCURVESET", "IFCGEOMETRICSET"):
            for item in values[0]:
                points = [through(frame, (x, y, 0.0)) for x, y in self._curve(item)]
                if len(points) > 2:
                    yield [(p[0], p[1]) for p in points], points[0][2], 0.0

    def _extruded(self, values: list[Any], frame: Frame) -> Iterable[tuple[list[Point], float, float]]:
        profile, position, direction, depth = (values + [None] * 4)[:4]
        inner = joined(frame, self.axes(position))
        up = joined(inner, ((0.0, 0.0, 0.0), self._vector(direction, (0.0, 0.0, 1.0)), (0, 0, 0), (0, 0, 0)))[1]
        points = [through(inner, (x, y, 0.0)) for x, y in self._profile(profile)]
        if len(points) > 2 and abs(up[2]) > 0.7:
            height = float(depth or 0.0) * up[2]
            yield [(p[0], p[1]) for p in points], min(points[0][2], points[0][2] + height), abs(height)

    def _profile(self, number: Any) -> list[Point]:
        kind, values = self.file.kind(number), self.file.get(number)
        if kind in ("IFCARBITRARYCLOSEDPROFILEDEF", "IFCARBITRARYPROFILEDEFWITHVOIDS"):
            return self._curve(values[2])
        if kind.endswith("PROFILEDEF") and len(values) > 3:
            frame = self.axes(values[2])
            if kind.startswith("IFCCIRCLE"):
                ring = [(values[3] * cos(i * pi / 8), values[3] * sin(i * pi / 8)) for i in range(16)]
            elif len(values) > 4:
                w, d = float(values[3]) / 2, float(values[4]) / 2
                ring = [(-w, -d), (w, -d), (w, d), (-w, d)]
            else:
                return []
            return [(p[0], p[1]) for p in (through(frame, (x, y, 0.0)) for x, y in ring)]
        return []

    def _curve(self, number: Any) -> list[Point]:
        kind, values = self.file.kind(number), self.file.get(number)
        if kind == "IFCPOLYLINE":
            return [self._flat(each) for each in values[0]]
        if kind == "IFCINDEXEDPOLYCURVE":
            return [(float(p[0]), float(p[1])) for p in self.file.get(values[0])[0]]
        if kind == "IFCTRIMMEDCURVE":
            return self._arc(values)
        if kind == "IFCCOMPOSITECURVE":
            points: list[Point] = []
            for segment in values[0]:
                _how, same, parent = self.file.get(segment)[-3:]
                part = self._curve(parent)
                points += part if same != ".F." else part[::-1]
            return points
        return []

    def _arc(self, values: list[Any]) -> list[Point]:
        basis = self.file.get(values[0])
        if self.file.kind(values[0]) != "IFCCIRCLE":
            ends = [each for side in values[1:3] for each in side if self.file.kind(each) == "IFCCARTESIANPOINT"]
            return [self._flat(each) for each in ends]
        angles = [next((v for v in side if isinstance(v, float)), None) for side in values[1:3]]
        if None in angles:
            ends = [each for side in values[1:3] for each in side if self.file.kind(each) == "IFCCARTESIANPOINT"]
            return [self._flat(each) for each in ends]
        first, last = (a if a > 2 * pi + 0.01 else a * 180 / pi for a in (angles[0] or 0.0, angles[1] or 0.0))
        if max(angles[0] or 0, angles[1] or 0) > 2 * pi + 0.01:
            first, last = angles[0] or 0.0, angles[1] or 0.0
        if values[3] == ".F.":
            first, last = last, first
        span = (last - first) % 360
        frame, radius = self.axes(basis[0]), float(basis[1])
        turns = [radians(first + span * i / ARC) for i in range(ARC + 1)]
        points = [through(frame, (radius * cos(t), radius * sin(t), 0.0)) for t in turns]
        made = [(p[0], p[1]) for p in points]
        return made if values[3] != ".F." else made[::-1]

    def _mesh(self, faces: Iterable[list[Vector]], frame: Frame) -> Iterable[tuple[list[Point], float, float]]:
        """The boundary of the lowest level faces: sides that only one of them has, put in a row."""
        world = [[through(frame, p) for p in face] for face in faces if len(face) > 2]
        if not world:
            return
        levels = [p[2] for face in world for p in face]
        low, high = min(levels), max(levels)
        slack = max(FLAT * (high - low), 1e-6)
        floor = [face for face in world if all(p[2] - low <= slack for p in face)]
        sides: dict[tuple[Point, Point], None] = {}
        for face in floor:
            ring = [(round(p[0], 4), round(p[1], 4)) for p in face]
            for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
                if (b, a) in sides:
                    del sides[b, a]
                elif a != b:
                    sides[a, b] = None
        rings = list(_rings(list(sides)))
        if rings:
            yield max(rings, key=area), low, high - low

    def _loop(self, face: Any) -> list[Vector]:
        bounds = self.file.get(face)
        for bound in bounds[0] if bounds else ():
            if self.file.kind(bound) == "IFCFACEOUTERBOUND" or len(bounds[0]) == 1:
                loop = self.file.get(self.file.get(bound)[0])
                return [self._vector(each, (0.0, 0.0, 0.0)) for each in loop[0]] if loop else []
        return []

    def _faces(self, kind: str, values: list[Any]) -> list[list[Vector]]:
        points = [tuple(numbers(p)) for p in self.file.get(values[0])[0]]
        if kind == "IFCTRIANGULATEDFACESET":
            index = next((v for v in values[2:] if isinstance(v, list) and v and isinstance(v[0], list)), [])
            index = next((v for v in reversed(values) if isinstance(v, list) and v and isinstance(v[0], list)), index)
            loops = [[int(i) for i in face] for face in index]
        else:
            loops = [[int(i) for i in self.file.get(face)[0]] for face in values[2]]
        return [[points[i - 1] for i in loop if 0 < i <= len(points)] for loop in loops]  # type: ignore[misc]

    def _operator(self, number: Any) -> Frame:
        values = self.file.get(number)
        if len(values) < 4:
            return ORIGIN
        x = _unit(self._vector(values[0], (1.0, 0.0, 0.0)))
        y = _unit(self._vector(values[1], (-x[1], x[0], 0.0)))
        scale = float(values[3]) if isinstance(values[3], float) else 1.0
        z = _cross(x, y)
        origin = self._vector(values[2], (0.0, 0.0, 0.0))
        return origin, _times(x, scale), _times(y, scale), _times(z, scale)

    def _vector(self, number: Any, default: Vector) -> Vector:
        values = self.file.get(number)
        if not values or not isinstance(values[0], list):
            return default
        got = [*numbers(values[0]), 0.0, 0.0][:3]
        return got[0], got[1], got[2]

    def _flat(self, number: Any) -> Point:
        x, y, _z = self._vector(number, (0.0, 0.0, 0.0))
        return x, y


def _rings(sides: list[tuple[Point, Point]]) -> Iterable[list[Point]]:
    after: dict[Point, list[Point]] = {}
    for a, b in sides:
        after.setdefault(a, []).append(b)
    while after:
        start = at = next(iter(after))
        ring: list[Point] = []
        while at in after:
            ring.append(at)
            step = after[at].pop()
            if not after[at]:
                del after[at]
            at = step
            if at == start:
                break
        if len(ring) > 2:
            yield ring


def _unit(v: Vector) -> Vector:
    length = hypot(*v) or 1.0
    return v[0] / length, v[1] / length, v[2] / length


def _times(v: Vector, by: float) -> Vector:
    return v[0] * by, v[1] * by, v[2] * by


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
