"""Storeys, spaces and their outlines out of an IFC file, with the columns in them and the doors in their walls."""

from dataclasses import dataclass, field, replace
from typing import Any

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.geometry import Box, Point, area, bounds, contains, crossings, distance, edges, nearest_on
from guanjia.layouts.rules.hall import Door, Hall, snapped, wall_of
from guanjia.layouts.rules.ifcshape import Shapes, through
from guanjia.layouts.rules.step import BrokenFile, StepFile

LARGEST_BYTES = 64 * 1024 * 1024
PREFIXES = {".KILO.": 1000.0, ".DECI.": 0.1, ".CENTI.": 0.01, ".MILLI.": 0.001, ".MICRO.": 1e-6}
DOOR_REACH = 0.7
LEAST_SIDE = 0.02
NOT_IFC = N_("This is no IFC file: it does not begin as one (ISO-10303-21).")
TOO_LARGE = N_("The file has %(size)s MB; at most %(most)s MB are read. Export only the storey with your rooms.")
NO_SPACES = N_(
    "The file holds %(storeys)s storeys but no spaces (IfcSpace). Export the rooms with it, or type the outline in."
)
NO_OUTLINES = N_("None of the %(spaces)s spaces of the file has an outline that can be read.")
DAMAGED = N_("The file is damaged: an entry of it cannot be read.")


class BadModel(Exception):
    """The file gives no outline: an English msgid with its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


@dataclass(frozen=True, slots=True)
class ModelSpace:
    """One space: its number and name, and the hall it makes, corner of its bounding box at 0 0, y down as on a plan."""

    name: str
    long_name: str
    hall: Hall

    @property
    def area(self) -> float:
        """Square metres."""
        return self.hall.area


@dataclass
class Storey:
    """A storey by its name and level in metres, with its spaces, the largest first."""

    name: str
    level: float
    spaces: list[ModelSpace] = field(default_factory=list)


def read_model(data: bytes) -> list[Storey]:
    """The storeys that hold spaces, lowest first. Raises BadModel, which says in words what is wrong."""
    if len(data) > LARGEST_BYTES:
        raise BadModel(TOO_LARGE, size=-(-len(data) // 2**20), most=LARGEST_BYTES // 2**20)
    try:
        file = StepFile(data.decode("latin-1"))
    except BrokenFile as broken:
        raise BadModel(NOT_IFC) from broken
    try:
        return Model(file).storeys()
    except (BrokenFile, IndexError, TypeError, ValueError) as broken:
        raise BadModel(DAMAGED) from broken


class Model:
    """One open file."""

    def __init__(self, file: StepFile) -> None:
        self.file, self.shapes, self.metre = file, Shapes(file), metre_of(file)

    def storeys(self) -> list[Storey]:
        """All storeys with spaces. Raises BadModel when there are none, or none with an outline."""
        spaces = list(self.file.of_type("IFCSPACE"))
        if not spaces:
            raise BadModel(NO_SPACES, storeys=len(list(self.file.of_type("IFCBUILDINGSTOREY"))))
        home = self._homes()
        found: dict[int, Storey] = {}
        columns, doors = self._columns(home), self._doors(home)
        for number in spaces:
            storey = home.get(number, 0)
            if storey not in found:
                found[storey] = self._storey(storey)
            if made := self._space(number, columns.get(storey, []), doors.get(storey, [])):
                found[storey].spaces.append(made)
        for each in found.values():
            each.spaces.sort(key=lambda space: -space.area)
        rows = [each for each in found.values() if each.spaces]
        if not rows:
            raise BadModel(NO_OUTLINES, spaces=len(spaces))
        return sorted(rows, key=lambda each: each.level)

    def _homes(self) -> dict[int, int]:
        """The storey of everything that lies in one, through spaces and assemblies too."""
        parent: dict[int, int] = {}
        for relation in self.file.of_type("IFCRELAGGREGATES"):
            whole, parts = self.file.get(relation)[4:6]
            parent |= dict.fromkeys(parts or (), whole)
        for relation in self.file.of_type("IFCRELCONTAINEDINSPATIALSTRUCTURE"):
            parts, whole = self.file.get(relation)[4:6]
            parent |= dict.fromkeys(parts or (), whole)
        storeys = set(self.file.of_type("IFCBUILDINGSTOREY"))
        home = {}
        for each in parent:
            at, steps = each, 0
            while at not in storeys and at in parent and steps < 30:
                at, steps = parent[at], steps + 1
            if at in storeys:
                home[each] = at
        return home

    def _storey(self, number: int) -> Storey:
        values = self.file.get(number)
        if not values:
            return Storey("", 0.0)
        level = values[-1] if isinstance(values[-1], float) else 0.0
        return Storey(str(values[2] or ""), round(level * self.metre, 2))

    def _space(self, number: int, columns: list[Box], doors: list[Door]) -> ModelSpace | None:
        values = self.file.get(number)
        frame = self.shapes.placed(values[5])
        shapes = [s for s in self.shapes.outlines(values[6], frame) if len(s[0]) > 2]
        if not shapes:
            return None
        points, _low, height = max(shapes, key=lambda shape: area(shape[0]))
        outline = tidied([(x * self.metre, y * self.metre) for x, y in points])
        if len(outline) < 3 or crossings(outline):
            return None
        left, top, right, bottom = bounds(outline)

        def here(x: float, y: float) -> Point:
            return round(x - left, 3), round(bottom - y, 3)

        box = (left - DOOR_REACH, top - DOOR_REACH, right + DOOR_REACH, bottom + DOOR_REACH)
        pillars = [Box(*here(c.x, c.y), c.width, c.depth, 0.0) for c in columns if contains(outline, (c.x, c.y))]
        near = [d for d in doors if box[0] < d.x < box[2] and box[1] < d.y < box[3] and _at(outline, d)]
        hall = Hall(
            tuple(here(x, y) for x, y in outline),
            tuple(pillars),
            tuple(Door(*here(d.x, d.y), d.width) for d in near),
            height=round(min(max(height * self.metre, 2.2), 40.0), 2) if height else 3.2,
        )
        return ModelSpace(str(values[2] or ""), str(values[7] or ""), in_walls(hall))

    def _columns(self, home: dict[int, int]) -> dict[int, list[Box]]:
        made: dict[int, list[Box]] = {}
        for number in self.file.of_type("IFCCOLUMN", "IFCCOLUMNSTANDARDCASE"):
            values = self.file.get(number)
            for points, _low, _height in self.shapes.outlines(values[6], self.shapes.placed(values[5])):
                left, top, right, bottom = (v * self.metre for v in bounds(points))
                if 0.05 < right - left < 4 and 0.05 < bottom - top < 4:
                    box = Box((left + right) / 2, (top + bottom) / 2, round(right - left, 3), round(bottom - top, 3))
                    made.setdefault(home.get(number, 0), []).append(box)
                break
        return made

    def _doors(self, home: dict[int, int]) -> dict[int, list[Door]]:
        made: dict[int, list[Door]] = {}
        for number in self.file.of_type("IFCDOOR", "IFCDOORSTANDARDCASE"):
            values = self.file.get(number)
            wide = next((v for v in values[9:10] if isinstance(v, float)), 0.0)
            if wide <= 0:
                continue
            middle = through(self.shapes.placed(values[5]), (wide / 2, 0.0, 0.0))
            door = Door(middle[0] * self.metre, middle[1] * self.metre, round(wide * self.metre, 3))
            made.setdefault(home.get(number, 0), []).append(door)
        return made


def _at(outline: list[Point], door: Door) -> bool:
    """Whether the door is in a wall of the outline; its own place is in the middle of a wall that has a thickness."""
    return min(distance((door.x, door.y), nearest_on((door.x, door.y), *side)) for side in edges(outline)) < DOOR_REACH


def in_walls(hall: Hall) -> Hall:
    """The hall with its doors put into its sides, none wider than its side, none twice."""
    doors: dict[tuple[float, float], Door] = {}
    for door in hall.doors:
        a, b = wall_of(hall.outline, door)
        fitting = replace(door, width=min(door.width, round(distance(a, b), 3)))
        put = snapped(replace(hall, doors=(fitting,))).doors[0]
        doors.setdefault((round(put.x, 1), round(put.y, 1)), put)
    return replace(hall, doors=tuple(doors.values()))


def metre_of(file: StepFile) -> float:
    """How many metres the file's unit of length is; one when it says nothing."""
    for number in file.of_type("IFCUNITASSIGNMENT"):
        for unit in file.get(number)[0]:
            values = file.get(unit)
            if ".LENGTHUNIT." not in values:
                continue
            if file.kind(unit) == "IFCSIUNIT":
                return PREFIXES.get(values[2] or "", 1.0)
            if file.kind(unit) == "IFCCONVERSIONBASEDUNIT":
                measure = file.get(values[3])
                base: Any = file.get(measure[1])
                return float(measure[0]) * PREFIXES.get((base[2] if len(base) > 2 else "") or "", 1.0)
    return 1.0


def tidied(points: list[Point]) -> list[Point]:
    """Without doubled corners and without corners in the middle of a straight side."""
    ring: list[Point] = []
    for p in points:
        if not ring or distance(p, ring[-1]) > LEAST_SIDE:
            ring.append(p)
    while len(ring) > 1 and distance(ring[0], ring[-1]) <= LEAST_SIDE:
        ring.pop()
    kept = []
    for i, p in enumerate(ring):
        before, after = ring[i - 1], ring[(i + 1) % len(ring)]
        if distance(p, nearest_on(p, before, after)) > LEAST_SIDE / 4:
            kept.append(p)
    return kept
