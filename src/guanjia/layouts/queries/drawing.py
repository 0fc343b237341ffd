"""A layout as a drawing: every shape with its place in metres, for the page, the print and the walk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import Any

from django.utils.translation import gettext

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.fire import Finding
from guanjia.layouts.rules.geometry import Box, bounds, distance
from guanjia.layouts.rules.hall import Front, Hall, wall_of
from guanjia.layouts.rules.limits import limits
from guanjia.layouts.rules.plan import ROUND_THINGS, Item, Plan, Seat, Thing

EDGE = 1.0
WORD_BESIDE, WORD_BEFORE, WORD_DROP = 1.0, 0.3, 0.16
SCALE = 28
"""Pixels a metre where a drawing may be wider than the screen: the number of a row can be read then."""
OURS = {
    "overlap": N_("Seats that stand in a wall, a pillar, furniture or each other"),
    "reach": N_("Seats without a way to a door"),
    "sight_blocked": N_("Seats whose view of the speaker a pillar hides"),
    "wheelchair_asked": N_("Wheelchair places that guests of this event told they need"),
}

WORDS = {Thing.BOOTH: N_("Booth")}
"""What is written into a piece that is too small for its name."""

UNITS = {
    "people": N_("people"),
    "seats": N_("seats"),
    "doors": N_("doors"),
    "rows": N_("rows"),
}


@dataclass(frozen=True)
class Mark:
    """One seat on the drawing; `wrong` where a must-limit is broken there, `told` where something else is."""

    seat: Seat
    wrong: bool
    told: bool

    @property
    def place(self) -> str:
        """The transform of its symbol."""
        return f"translate({self.seat.x:.3f} {self.seat.y:.3f}) rotate({self.seat.facing:.1f})"

    @property
    def symbol(self) -> str:
        """The id of its symbol."""
        return "armchair" if self.seat.soft else self.seat.kind.value


@dataclass(frozen=True)
class Drawing:
    """All the shapes of one drawing. `view` is the viewBox; lengths are metres."""

    view: str
    width: float
    depth: float
    outline: str
    pillars: list[dict[str, Any]]
    doors: list[dict[str, float | bool]]
    stage: dict[str, Any] | None
    front: str
    items: list[dict[str, Any]]
    seats: list[Mark]
    aisles: list[dict[str, Any]]
    spots: list[tuple[int, float, float]] = field(default_factory=list)
    rows: list[tuple[str, float, float]] = field(default_factory=list)

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height on a telephone, where the drawing is scrolled."""
        return round((self.width + 2 * EDGE) * SCALE), round((self.depth + 2 * EDGE) * SCALE)

    @property
    def label(self) -> str:
        """What a reader who cannot see the drawing hears."""
        return gettext("Plan of %(width)s by %(depth)s metres with %(seats)s places") % {
            "width": f"{self.width:.1f}",
            "depth": f"{self.depth:.1f}",
            "seats": len(self.seats),
        }


def drawing_of(hall: Hall, plan: Plan | None = None, findings: Iterable[Finding] = ()) -> Drawing:
    """The drawing of a hall, with a plan in it or empty; seats named by `findings` are marked."""
    left, top, right, bottom = bounds(hall.outline)
    wrong = {key for each in findings if not each.ok and each.bound == "must" for key in each.seats}
    told = {key for each in findings if not each.ok and each.bound != "must" for key in each.seats}
    return Drawing(
        view=f"{left - EDGE:.2f} {top - EDGE:.2f} {right - left + 2 * EDGE:.2f} {bottom - top + 2 * EDGE:.2f}",
        width=right - left,
        depth=bottom - top,
        outline=" ".join(f"{x:.3f},{y:.3f}" for x, y in hall.outline),
        pillars=[_rect(box) for box in hall.pillars],
        doors=[_door(hall, door) for door in hall.doors],
        stage=_rect(hall.stage) if hall.stage else None,
        front=_front(hall),
        items=[_item(item) for item in plan.items] if plan else [],
        seats=[Mark(seat, seat.id in wrong, seat.id in told) for seat in plan.seats] if plan else [],
        aisles=[_rect(box) for box in plan.aisles] if plan else [],
        rows=list(_row_labels(plan)) if plan else [],
    )


def _door(hall: Hall, door: Any) -> dict[str, float | bool]:
    a, b = wall_of(hall.outline, door)
    length = distance(a, b) or 1.0
    ux, uy = (b[0] - a[0]) / length * door.width / 2, (b[1] - a[1]) / length * door.width / 2
    ends = {"x1": door.x - ux, "y1": door.y - uy, "x2": door.x + ux, "y2": door.y + uy}
    return {**{key: round(value, 3) for key, value in ends.items()}, "x": door.x, "y": door.y, "exit": door.exit}


def _rect(box: Box) -> dict[str, Any]:
    """A box as the attributes of a rectangle; `turn` is its transform."""
    x, y = round(box.x, 3), round(box.y, 3)
    return {
        "x": x,
        "y": y,
        "left": round(box.x - box.width / 2, 3),
        "top": round(box.y - box.depth / 2, 3),
        "width": round(box.width, 3),
        "depth": round(box.depth, 3),
        "turn": f"rotate({box.angle:.1f} {x} {y})",
    }


def _front(hall: Hall) -> str:
    """The transform of the arrow at the front."""
    left, top, right, bottom = bounds(hall.outline)
    across, down = (left + right) / 2, (top + bottom) / 2
    places = {
        Front.TOP: (across, top - EDGE / 2, 0),
        Front.RIGHT: (right + EDGE / 2, down, 90),
        Front.BOTTOM: (across, bottom + EDGE / 2, 180),
        Front.LEFT: (left - EDGE / 2, down, 270),
    }
    x, y, turn = places[hall.front]
    return f"translate({x:.3f} {y:.3f}) rotate({turn})"


def _item(item: Item) -> dict[str, Any]:
    """A piece as its shape and, where it is named, the place of its word: of a screen, which is too thin, beside it."""
    beside, before = (item.width / 2 + WORD_BESIDE, WORD_BEFORE) if item.kind is Thing.SCREEN else (0.0, 0.0)
    turn = radians(item.facing)
    return {
        "word_x": round(item.x + cos(turn) * beside - sin(turn) * before, 3),
        "word_y": round(item.y + sin(turn) * beside + cos(turn) * before + WORD_DROP, 3),
        "kind": item.kind.value,
        "label": item.kind.label,
        "word": WORDS.get(item.kind, item.kind.label),
        "round": item.kind in ROUND_THINGS,
        "named": item.kind in (Thing.MEDIA, Thing.BOOTH, Thing.SCREEN),
        "radius": round(item.width / 2, 3),
        **_rect(item.box),
    }


def _row_labels(plan: Plan) -> Iterable[tuple[str, float, float]]:
    """The number of each row at its first seat, of each table at its middle."""
    lines: dict[str, list[Seat]] = {}
    for seat in plan.audience:
        lines.setdefault(seat.row, []).append(seat)
    for row, seats in lines.items():
        if not row or row.startswith("+"):
            continue
        if plan.pitch:
            first = min(seats, key=lambda s: (s.x, s.y))
            yield row, round(first.x - 0.55, 3), round(first.y + 0.1, 3)
        elif row.isdigit():
            yield row, round(sum(s.x for s in seats) / len(seats), 3), round(sum(s.y for s in seats) / len(seats), 3)


def told(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """The findings as a reader reads them: what, measured, limit, source."""
    rows = []
    for each in findings:
        known = limits().get(each.code)
        text = known.text.get("zh" if language.startswith("zh") else "en", "") if known else gettext(OURS[each.code])
        rows.append(
            {
                "code": each.code,
                "ok": each.ok,
                "must": each.bound == "must",
                "text": text,
                "value": f"{each.value:g}",
                "limit": f"{each.limit:g}",
                "unit": gettext(UNITS.get(each.unit, each.unit)),
                "seats": each.seats,
                "source": known.source if known else "",
            }
        )
    return rows
