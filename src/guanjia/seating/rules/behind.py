"""Interpreters and note-takers (译员、记录员): as many places as there are of them, by their principal. FIELD 19."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import hypot
from typing import Any

from guanjia.seating.rules.charts import GUEST, HOST, Chart, Place
from guanjia.seating.rules.placing import Duty, Sitter
from guanjia.seating.rules.rows import Variant, offset
from guanjia.seating.rules.sides import ACROSS
from guanjia.seating.rules.states import Scene

BOTH = (Duty.INTERPRETER, Duty.NOTES)
OFFERED: dict[Scene, tuple[Duty, ...]] = {
    Scene.SIGNING: BOTH, Scene.SOFA: BOTH, Scene.TALKS: BOTH, Scene.BANQUET: (Duty.INTERPRETER,),
}  # fmt: skip
"""Duties that have a place of their own in a scene. At dinner nobody takes notes: an assistant eats like the others."""


def with_helpers(scene: Scene, chart: Chart, options: Mapping[str, Any], sitters: Sequence[Sitter]) -> Chart:
    """The chart with a place for everybody who has a duty there; places that it has already are counted.

    Signing: interpreters stand behind their signer, further assistants outside. Sofas: behind the principal. Talks: the first
    interpreter sits at the principal's right, the others and note-takers in a second row. Banquet: interpreters behind theirs
    at the main table, so that the clock of the table stays.
    """
    more = [place for side in (GUEST, HOST) for place in _added(scene, chart, options, side, sitters)]
    furniture = chart.furniture
    if scene is Scene.TALKS and any(place.row == 4 and place.y > ACROSS for place in more):
        furniture = tuple((kind, x, y + (kind == "door") * 1.1, w, h) for kind, x, y, w, h in furniture)
    return replace(chart, places=(*chart.places, *more), furniture=furniture)


def _missing(scene: Scene, chart: Chart, side: str, sitters: Sequence[Sitter]) -> Iterator[tuple[str, Duty]]:
    """Key and duty of every place of a side that the chart lacks: G-interpreter, G-interpreter2 ..., interpreters first."""
    for duty in OFFERED.get(scene, ()):
        word = "notes" if duty is Duty.NOTES and scene is not Scene.SIGNING else str(duty)
        have = sum(place.kind == duty and place.side == side for place in chart.places)
        want = sum(sitter.duty is duty and (sitter.side == HOST) == (side == HOST) for sitter in sitters)
        for number in range(have + 1, want + 1):
            yield f"{side}-{word}{number if number > 1 else ''}", duty


def _added(
    scene: Scene, chart: Chart, options: Mapping[str, Any], side: str, sitters: Sequence[Sitter]
) -> Iterator[Place]:
    """The places that a side lacks, counted from the first of that side."""
    missing = list(_missing(scene, chart, side, sitters))
    kinds = [duty for _key, duty in missing]
    for number, (key, duty) in enumerate(missing):
        first = next(place for place in chart.places if place.side == side and place.number == 1)
        spot = _SPOTS[scene](chart, first, bool(options.get("end_on")), kinds, number, duty)
        yield replace(spot, key=key, side=side, kind=str(duty))


def _signing(chart: Chart, first: Place, _end_on: bool, kinds: Sequence[Duty], number: int, duty: Duty) -> Place:
    sign = 1 if first.x > 0 else -1
    if duty is Duty.INTERPRETER:
        return Place("", 0, sign * (1 + number), -ACROSS / 2, row=3)
    return Place("", 0, sign * (3.2 + number - kinds.count(Duty.INTERPRETER)), 0)


def _sofa(chart: Chart, first: Place, _end_on: bool, _kinds: Sequence[Duty], number: int, _duty: Duty) -> Place:
    sign = 1 if first.x > 0 else -1
    before = sum(place.side == first.side and place.kind != "seat" for place in chart.places)
    return Place("", 0, sign * (0.5 + before + number), -1.1, row=2)


def _talks(_chart: Chart, first: Place, end_on: bool, kinds: Sequence[Duty], number: int, _duty: Duty) -> Place:
    row, along, back = (3 if first.side == GUEST else 4), offset(number + 1, len(kinds), Variant.A), ACROSS + 1
    if end_on:
        return Place("", 0, back if first.x > 0 else -back, first.y + along, row=row)
    return Place("", 0, first.x + along, back if first.y > 0 else -back, row=row)


def _banquet(chart: Chart, first: Place, _end_on: bool, _kinds: Sequence[Duty], number: int, _duty: Duty) -> Place:
    _disc, x, y, *_size = chart.furniture[0]
    far = hypot(first.x - x, first.y - y)
    out = (far + 1 + number) / far
    return Place("", 0, round(x + (first.x - x) * out, 3), round(y + (first.y - y) * out, 3), row=0)


_SPOTS = {Scene.SIGNING: _signing, Scene.SOFA: _sofa, Scene.TALKS: _talks, Scene.BANQUET: _banquet}
