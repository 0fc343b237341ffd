"""One table or one ring for everybody: U shape, hollow square, boardroom, round table, talks, sofas. VENU-011."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import ceil, floor, pi

from guanjia.layouts.rules.geometry import Point, bounds, contains, to_polygon, to_rim
from guanjia.layouts.rules.groups import round_places
from guanjia.layouts.rules.plan import Item, Place, Plan, Seat, Thing
from guanjia.layouts.rules.room import Fitted

SEAT = 0.7
DEPTH = 0.6
OUT = 0.3
BEHIND = 1.6
CELL = 0.25
MOST_ROUND = 40
SOFA = 1.0
Made = tuple[list[Seat], list[Item]]
Shape = Callable[[float, float, float, float], Made]


def u_shape(x: float, y: float, width: float, length: float) -> Made:
    """Open towards the front: two legs and the base at the back; people sit outside."""
    legs, base = floor(length / SEAT + 1e-6), floor((width - 2 * DEPTH) / SEAT + 1e-6)
    seats, items = [], []
    for side, facing in ((-1, 90.0), (1, 270.0)):
        at = x + side * (width - DEPTH) / 2
        items += _tables(at, y, length, vertical=True)
        seats += [
            Seat("", at + side * (DEPTH / 2 + OUT), _spread(y, length, legs, i), facing, row="AB"[side > 0])
            for i in range(legs)
        ]
    bottom = y + length / 2 - DEPTH / 2
    items += _tables(x, bottom, width - 2 * DEPTH, vertical=False)
    seats += [
        Seat("", _spread(x, width - 2 * DEPTH, base, i), bottom + DEPTH / 2 + OUT, 0.0, row="C") for i in range(base)
    ]
    return seats, items


def hollow_square(x: float, y: float, width: float, length: float) -> Made:
    """Four sides around an open centre; people sit outside."""
    seats, items = u_shape(x, y, width, length)
    top = y - length / 2 + DEPTH / 2
    items += _tables(x, top, width - 2 * DEPTH, vertical=False)
    head = floor((width - 2 * DEPTH) / SEAT + 1e-6)
    seats += [
        Seat("", _spread(x, width - 2 * DEPTH, head, i), top - DEPTH / 2 - OUT, 180.0, row="D") for i in range(head)
    ]
    return seats, items


def boardroom(x: float, y: float, width: float, length: float) -> Made:
    """One long table, 1.4 m wide, along the room: both sides and two seats at the far end."""
    table = 1.4
    many = floor(length / SEAT + 1e-6)
    items = [item for dx in (-0.35, 0.35) for item in _tables(x + dx, y, length, vertical=True, depth=table / 2)]
    seats = [
        Seat("", x + side * (table / 2 + OUT), _spread(y, length, many, i), facing, row=row)
        for side, facing, row in ((-1, 90.0, "A"), (1, 270.0, "B"))
        for i in range(many)
    ]
    seats += [Seat("", x + dx, y + length / 2 + OUT, 0.0, row="C") for dx in (-0.35, 0.35)]
    return seats, items


def talks(x: float, y: float, width: float, length: float) -> Made:
    """Two sides face to face across a long table that lies across the room; an interpreter behind each principal."""
    table, many = 1.5, floor(width / 0.8 + 1e-6)
    many -= 1 - many % 2
    items = [item for dy in (-0.375, 0.375) for item in _tables(x, y + dy, width, vertical=False, depth=table / 2)]
    seats = [
        Seat("", _spread(x, width, many, i), y + side * (table / 2 + OUT), facing, row=row)
        for side, facing, row in ((-1, 180.0, "A"), (1, 0.0, "B"))
        for i in range(many)
    ]
    for side, facing, row in ((-1, 180.0, "IA"), (1, 0.0, "IB")):
        seats.append(Seat("", x - 0.3, y + side * (table / 2 + 1.3), facing, Place.INTERPRETER, row))
    return seats, items


def sofas(x: float, y: float, width: float, length: float) -> Made:
    """Host and guest of honour side by side at the head, the others along both sides, tea tables between, interpreters behind."""
    head, side = y - length / 2 + 0.45, floor((length - 1.4) / 1.5 + 1e-6)
    seats = [Seat("", x + dx, head, 180.0, row="H", soft=True) for dx in (-0.8, 0.8)]
    items = [Item(Thing.TEA, x, head, 0.6, 0.6)]
    seats += [Seat("", x + dx, head - 1.0, 180.0, Place.INTERPRETER, "I") for dx in (-0.8, 0.8)]
    for way, facing, row in ((-1, 90.0, "A"), (1, 270.0, "B")):
        at = x + way * (width / 2 - 0.45)
        for each in range(side):
            along = head + 1.4 + each * 1.5
            seats.append(Seat("", at, along, facing, row=row, soft=True))
            if each:
                items.append(Item(Thing.TEA, at, along - 0.75, 0.5, 0.5))
    return seats, items


SHAPES: dict[str, tuple[Shape, float, float, float]] = {
    "u_shape": (u_shape, 3.2, 2.0, 30.0),
    "hollow_square": (hollow_square, 3.2, 3.2, 30.0),
    "boardroom": (boardroom, 1.4, 1.4, 30.0),
    "talks": (talks, 2.4, 1.5, 30.0),
    "sofa_meeting": (sofas, 4.5, 3.0, 14.0),
}
"""Style: how it is made, least width, least length, greatest length, all without the people around it."""
CHAIR = 0.6
AISLE = 1.0
MARGINS: dict[str, tuple[float, float, float, float]] = {
    "u_shape": (CHAIR, 0.0, CHAIR, AISLE),
    "hollow_square": (CHAIR, CHAIR, CHAIR, AISLE),
    "boardroom": (CHAIR, 0.0, CHAIR, AISLE),
    "talks": (1.0, BEHIND, BEHIND, 0.0),
    "sofa_meeting": (0.5, 1.4, 0.5, 0.0),
}
"""Floor that people take beside the table, before it and behind it, and the way to keep along the walls."""


def candidates(room: Fitted, style: str) -> Iterable[Plan]:
    """Shapes of growing size in the largest free rectangle of the hall that holds them, the smallest first. A boardroom table
    lies along the room or across it."""
    turns = (False, True) if style == "boardroom" else (False,)
    yield from sorted((plan for across in turns for plan in _laid(room, style, across)), key=lambda plan: plan.count)


def _laid(room: Fitted, style: str, across: bool) -> Iterable[Plan]:
    make, least_w, least_l, most = SHAPES[style]
    beside, above, below, wall = MARGINS[style]
    needs = (least_w + 2 * beside, least_l + above + below)
    found = largest_rectangle(room, wall, *(reversed(needs) if across else needs))
    if found is None:
        return
    left, top, right, bottom = found
    wide, long = (bottom - top, right - left) if across else (right - left, bottom - top)
    wide, long = min(wide - 2 * beside, most), min(long - above - below, most)
    if style == "talks":
        long = min(long, least_l)
    if style == "boardroom":
        wide = min(wide, least_w)
    for width, length in _sizes(least_w, wide, least_l, long):
        if across:
            seats, items = _turned(make(0.0, 0.0, width, length), left + above + length / 2, (top + bottom) / 2)
        else:
            seats, items = make((left + right) / 2, top + above + length / 2, width, length)
        yield Plan(style, room.hall.front, (*room.seats, *seats), (*room.items, *items), focus=room.focus)


def _turned(made: Made, x: float, y: float) -> Made:
    """Made around the origin along the room; turned a quarter to lie across it, its far end to the right."""
    seats, items = made
    return (
        [replace(s, x=x + s.y, y=y - s.x, facing=(s.facing + 270) % 360) for s in seats],
        [replace(i, x=x + i.y, y=y - i.x, facing=(i.facing + 270) % 360) for i in items],
    )


def round_table(room: Fitted, style: str) -> Iterable[Plan]:
    """One round table in the roundest free part of the hall, for 4 to 40 people."""
    best, spot = 0.0, None
    left, top, right, bottom = bounds(room.hall.outline)

    def before(p: Point) -> list[float]:
        return [p[1] - room.first + BEHIND] if room.seats or room.hall.stage else []

    for i in range(int((right - left) / 0.5)):
        for j in range(int((bottom - top) / 0.5)):
            p = (left + (i + 0.5) * 0.5, top + (j + 0.5) * 0.5)
            if not contains(room.hall.outline, p) or any(contains(b, p) for b in room.blocks):
                continue
            free = min(
                [to_rim(p, room.hall.outline), *before(p), *(to_polygon(p, b) + AISLE for b in room.blocks),
                 *(to_polygon(p, b) for b in room.pillars)]
            )  # fmt: skip
            if free > best + 1e-9:
                best, spot = free, p
    for many in range(4, MOST_ROUND + 1):
        radius = max(0.6, many * SEAT / (2 * pi) - 0.1)
        if spot is None or radius + BEHIND > best:
            return
        ring = round_places(many, radius + OUT)
        seats = [Seat("", spot[0] + u, spot[1] + v, facing, row="A") for u, v, facing in ring]
        table = Item(Thing.ROUND, *spot, 2 * radius, 2 * radius)
        yield Plan(style, room.hall.front, (*room.seats, *seats), (*room.items, table), focus=room.focus)


def largest_rectangle(
    room: Fitted, wall: float = 0.0, least_w: float = 0.0, least_l: float = 0.0
) -> tuple[float, float, float, float] | None:
    """The largest upright rectangle of free floor that is at least so wide and so long, to a quarter of a metre, `wall` metres
    from the walls: left, top, right, bottom."""
    left, top, right, bottom = bounds(room.hall.outline)
    top = max(top, room.first - BEHIND + wall) if room.seats or room.hall.stage else top + 0.1
    columns, best, found = int((right - left) / CELL), 0.0, None
    heights = [0] * columns
    least = (max(1, ceil(least_w / CELL - 1e-6)), max(1, ceil(least_l / CELL - 1e-6)))
    for j in range(int((bottom - top) / CELL + 1e-6)):
        y = top + j * CELL
        free = room.strips(y, y + CELL, wall, wall)
        for i in range(columns):
            low = left + i * CELL
            open_ = any(a <= low + 1e-6 and low + CELL <= b + 1e-6 for a, b in free)
            heights[i] = heights[i] + 1 if open_ else 0
        size, low_i, high_i, tall = _largest_below(heights, least)
        if size > best:
            best = size
            found = (left + low_i * CELL, y + CELL - tall * CELL, left + high_i * CELL, y + CELL)
    return found


def _largest_below(heights: list[int], least: tuple[int, int]) -> tuple[float, int, int, int]:
    """The largest rectangle under a row of columns that is not narrower or lower than `least`: its size, first and end column,
    height."""
    best, stack = (0.0, 0, 0, 0), list[tuple[int, int]]()
    for i, height in enumerate([*heights, 0]):
        start = i
        while stack and stack[-1][1] >= height:
            start, tall = stack.pop()
            if i - start >= least[0] and tall >= least[1] and tall * (i - start) > best[0]:
                best = (float(tall * (i - start)), start, i, tall)
        stack.append((start, height))
    return best


def _sizes(least_w: float, most_w: float, least_l: float, most_l: float) -> Iterable[tuple[float, float]]:
    wide = [least_w + i * SEAT for i in range(int((most_w - least_w) / SEAT + 1e-6) + 1)]
    long = [least_l + i * SEAT for i in range(int((most_l - least_l) / SEAT + 1e-6) + 1)]
    return ((w, l_) for w in wide for l_ in long)


def _spread(middle: float, length: float, many: int, each: int) -> float:
    return middle - length / 2 + (each + 0.5) * length / many


def _tables(x: float, y: float, length: float, *, vertical: bool, depth: float = DEPTH) -> list[Item]:
    """A line of tables of at most 1.8 m, all equal."""
    many = max(1, -(-round(length * 100) // 180))
    at = [_spread(y if vertical else x, length, many, i) for i in range(many)]
    size = length / many
    if vertical:
        return [Item(Thing.TABLE, x, each, size, depth, 90.0) for each in at]
    return [Item(Thing.TABLE, each, y, size, depth) for each in at]
