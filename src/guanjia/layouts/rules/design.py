"""The layout of a style in a hall: the largest count that keeps every limit, or as many places as were asked for. VENU-022."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules import groups, one_table, rows, slanted
from guanjia.layouts.rules.fire import Finding, broken, judge
from guanjia.layouts.rules.frame import fronted, put_back
from guanjia.layouts.rules.geometry import distance
from guanjia.layouts.rules.hall import Hall, snapped
from guanjia.layouts.rules.limits import ceiling, doors_enough, way_most, wheelchairs
from guanjia.layouts.rules.plan import Item, Place, Plan, Seat, Thing, numbered
from guanjia.layouts.rules.room import Fitted, Unfit, Wish, fitted
from guanjia.layouts.rules.wheelchairs import with_places

STYLES = (
    "theatre",
    "classroom",
    "herringbone",
    "u_shape",
    "hollow_square",
    "boardroom",
    "roundtable",
    "banquet",
    "cabaret",
    "cluster",
    "cocktail",
    "sofa_meeting",
    "talks",
    "signing",
)
NO_DOORS = N_("The room lacks the doors that people need to leave by: two, or one where the room is small.")
NOT_HERE = N_("This style does not fit into the room.")
TOO_MANY = N_("At most %(most)s people fit in this style; %(people)s were asked for.")
RINGS = frozenset({*one_table.SHAPES, "roundtable"})
TABLES = {
    "banquet": groups.BANQUET,
    "cabaret": groups.CABARET,
    "cluster": groups.CLUSTER,
    "cocktail": groups.COCKTAIL,
}
TRIES = 8
SPARE = 20
CELL = 1.5
AT_SEATS = frozenset({Thing.DESK, Thing.ROUND, Thing.HIGH})


@dataclass(frozen=True, slots=True)
class Design:
    """A layout with what was measured of it."""

    plan: Plan
    findings: tuple[Finding, ...]


def design(hall: Hall, style: str, wish: Wish | None = None) -> Design:
    """The best layout: as many places as wished, set wide, or the most there can be. It breaks no must-limit. Wheelchair
    places beyond those of the law are drawn as far as they find room.

    Raises Unfit, which says the most that fits, when the style or the number of people does not fit.
    """
    wish = wish or Wish()
    room_hall = snapped(hall)
    if not doors_enough(room_hall):
        raise Unfit(NO_DOORS)
    room = fitted(fronted(room_hall), wish)
    found = _best(room, room_hall, style, wish.people)
    if found is None and wish.wheelchairs:
        return design(hall, style, replace(wish, wheelchairs=wish.wheelchairs // 2))
    if found is None:
        raise Unfit(NOT_HERE)
    if wish.people is not None and found.plan.count < wish.people:
        raise Unfit(TOO_MANY, most=found.plan.count, people=wish.people)
    return found


def _best(room: Fitted, hall: Hall, style: str, people: int | None) -> Design | None:
    """The first draft, from the best on, that breaks nothing once it is finished."""
    most = ceiling(hall)
    aim = most if people is None else min(people, most)
    drafts = [plan for plan in _drafts(room, style) if plan.count]
    if style in RINGS:
        enough = sorted((p for p in drafts if aim + 2 <= p.people <= most), key=lambda p: p.count)
        rest = sorted((p for p in drafts if p.people < aim + 2), key=lambda p: -p.count)
        soft = style == "sofa_meeting"
        drafts = [p for p in enough if p.count - _chairs_for(room, p.count) * (not soft) >= aim][:2] + rest
    else:
        drafts.sort(key=lambda plan: (-min(plan.count, aim + SPARE), -plan.pitch, len(plan.aisles)))
    best: Design | None = None
    for number, draft in enumerate(drafts[: TRIES * 4]):
        if best is not None and number >= TRIES:
            break
        fixed = draft.people - draft.count
        plan = finished(room, draft, min(aim, most - fixed))
        placed = put_back(replace(plan, seats=numbered(_in_order(plan.seats))), hall.front)
        if best is not None and best.plan.count >= placed.count:
            continue
        findings = judge(hall, placed)
        if not broken(findings):
            best = Design(placed, tuple(findings))
            if placed.count >= aim:
                break
    return best


def _drafts(room: Fitted, style: str) -> Iterable[Plan]:
    if style == "theatre":
        return rows.candidates(room, rows.THEATRE, style)
    if style == "classroom":
        return rows.candidates(room, rows.CLASSROOM, style)
    if style == "herringbone":
        return slanted.candidates(room, style)
    if style == "signing":
        return _signing(room)
    if style in TABLES:
        return groups.candidates(room, TABLES[style], style)
    return one_table.round_table(room, style) if style == "roundtable" else one_table.candidates(room, style)


def _signing(room: Fitted) -> Iterable[Plan]:
    """A signing table before the backdrop, or before the rostrum where there is one; two signers behind it, the audience in
    rows."""
    stage, x = room.hall.stage, room.middle
    if room.seats:
        table, room.first = room.first + 1.3, room.first + 2.7
    elif stage is not None:
        x, table = stage.x, stage.y
    else:
        table, room.first = room.first - 0.9, room.first + 0.6
    room.items.append(Item(Thing.SIGNING, x, table, 2.4, 0.8, 180))
    room.seats += [Seat("", x + dx, table - 0.75, 180, Place.ROSTRUM, "S") for dx in (-0.6, 0.6)]
    return rows.candidates(room, rows.THEATRE, "signing")


def finished(room: Fitted, plan: Plan, aim: int) -> Plan:
    """The plan with seats that are too far from a door left out, no more places than `aim`, wheelchair places made."""
    exits, far = room.hall.exits, way_most(room.hall)
    fixed = [s for s in plan.seats if s.kind in (Place.ROSTRUM, Place.INTERPRETER)]
    near = [s for s in plan.audience if min(distance((s.x, s.y), (d.x, d.y)) for d in exits) <= far]
    ring = plan.style in RINGS
    keep = near if ring else _front_first(plan, near)
    places = _chairs_for(room, min(aim, len(keep)))
    seated = with_places(room, plan, keep, places) if ring else _filled(room, plan, keep, max(0, aim), places)
    done = replace(plan, seats=(*fixed, *seated))
    return replace(done, items=_used(plan.items, done.audience, bool(plan.pitch)))


def _filled(room: Fitted, plan: Plan, keep: list[Seat], aim: int, places: int) -> list[Seat]:
    """The first `aim` of the seats, wheelchair places among them; for every seat that gives way one from behind is taken."""
    spare = places
    for _try in range(3):
        seated = with_places(room, plan, keep[: aim + spare], places)
        if len(seated) >= aim or aim + spare >= len(keep):
            break
        spare += aim - len(seated)
    return seated[:aim]


def _chairs_for(room: Fitted, seats: int) -> int:
    """Wheelchair places of a layout of so many seats: what the law asks for, or what its guests need when that is more."""
    return max(wheelchairs(seats), min(room.wheelchairs, seats))


def _front_first(plan: Plan, seats: list[Seat]) -> list[Seat]:
    """Rows from the front, each from its middle; tables from the front, whole."""
    middle = plan.focus[0] if plan.focus else 0.0
    if plan.pitch:
        return sorted(seats, key=lambda s: (round(s.y, 1), abs(s.x - middle)))
    return sorted(seats, key=lambda s: int(s.row))


def _used(items: Iterable[Item], audience: Sequence[Seat], rows: bool) -> tuple[Item, ...]:
    """The pieces without desks and tables at which nobody sits; what belongs to the speakers always stays."""
    cells: dict[tuple[int, int], list[Seat]] = {}
    for seat in audience:
        cells.setdefault((floor(seat.x / CELL), floor(seat.y / CELL)), []).append(seat)

    def taken(item: Item) -> bool:
        reach = max(item.width, item.depth) / 2 + (0.35 if rows else 0.9)
        here, span = (floor(item.x / CELL), floor(item.y / CELL)), range(-2, 3)
        near = (s for i in span for j in span for s in cells.get((here[0] + i, here[1] + j), ()))
        return any(distance((s.x, s.y), (item.x, item.y)) <= reach for s in near)

    return tuple(item for item in items if item.kind not in AT_SEATS or taken(item))


def _in_order(seats: Iterable[Seat]) -> list[Seat]:
    """Rows from the front, seats from the left as the speaker sees them from behind; the rostrum first."""
    given = list(seats)
    order = {row: number for number, row in enumerate(dict.fromkeys(s.row for s in given))}
    return sorted(given, key=lambda s: (s.kind is not Place.ROSTRUM, _row_key(s.row, order), s.x, s.y))


def _row_key(row: str, order: dict[str, int]) -> tuple[int, int]:
    return (int(row), 0) if row.isdigit() else (order[row], 1)
