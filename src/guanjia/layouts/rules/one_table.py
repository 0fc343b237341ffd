"""One table or one ring for everybody: U shape, hollow square, boardroom, round table, talks, sofas. VENU-011."""

from collections.abc import Callable, Iterable
from math import floor, pi

from guanjia.layouts.rules.geometry import bounds, contains, to_polygon, to_rim
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


def candidates(room: Fitted, style: str) -> Iterable[Plan]:
    """Shapes of growing size in the largest free rectangle of the hall, the smallest first."""
    found = largest_rectangle(room)
    if found is None:
        return
    left, top, right, bottom = found
    make, least_w, least_l, most = SHAPES[style]
    around = 0.5 if style == "sofa_meeting" else BEHIND
    above = 1.4 if style == "sofa_meeting" else around if style != "u_shape" else 0.3
    beside = 1.0 if style == "talks" else around
    wide, long = right - left - 2 * beside, bottom - top - above - around
    if style == "talks":
        long = min(long, 1.5)
    if style == "boardroom":
        wide = min(wide, 1.4)
    if wide < least_w - 1e-6 or long < least_l - 1e-6:
        return
    x, y0 = (left + right) / 2, top + above
    for width, length in sorted(_sizes(least_w, min(wide, most), least_l, min(long, most)), key=lambda s: s[0] + s[1]):
        seats, items = make(x, y0 + length / 2, width, length)
        yield Plan(style, room.hall.front, (*room.seats, *seats), (*room.items, *items), focus=room.focus)


def round_table(room: Fitted, style: str) -> Iterable[Plan]:
    """One round table in the roundest free part of the hall, for 4 to 40 people."""
    best, spot = 0.0, None
    left, top, right, bottom = bounds(room.hall.outline)
    for i in range(int((right - left) / 0.5)):
        for j in range(int((bottom - top) / 0.5)):
            p = (left + (i + 0.5) * 0.5, top + (j + 0.5) * 0.5)
            if p[1] < room.first or not contains(room.hall.outline, p):
                continue
            free = min(
                [to_rim(p, room.hall.outline), p[1] - room.first + BEHIND, *(to_polygon(p, b) for b in room.shut)]
            )
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


def largest_rectangle(room: Fitted) -> tuple[float, float, float, float] | None:
    """The largest upright rectangle of free floor, to a quarter of a metre: left, top, right, bottom."""
    left, top, right, bottom = bounds(room.hall.outline)
    top = max(top, room.first - BEHIND) if room.seats or room.hall.stage else top + 0.1
    columns, best, found = int((right - left) / CELL), 0.0, None
    heights = [0] * columns
    for j in range(int((bottom - top) / CELL + 1e-6)):
        y = top + j * CELL
        free = room.strips(y, y + CELL, 0.0, 0.0)
        for i in range(columns):
            low = left + i * CELL
            open_ = any(a <= low + 1e-6 and low + CELL <= b + 1e-6 for a, b in free)
            heights[i] = heights[i] + 1 if open_ else 0
        size, low_i, high_i, tall = _largest_below(heights)
        if size > best:
            best = size
            found = (left + low_i * CELL, y + CELL - tall * CELL, left + high_i * CELL, y + CELL)
    return found


def _largest_below(heights: list[int]) -> tuple[float, int, int, int]:
    """The largest rectangle under a row of columns: its size, first and end column, height."""
    best, stack = (0.0, 0, 0, 0), list[tuple[int, int]]()
    for i, height in enumerate([*heights, 0]):
        start = i
        while stack and stack[-1][1] >= height:
            start, tall = stack.pop()
            if tall * (i - start) > best[0]:
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
