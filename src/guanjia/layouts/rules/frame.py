"""A hall turned so that one speaks from the upper side, and strips of free floor in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from guanjia.layouts.rules.geometry import Box, Point, contains, edges
from guanjia.layouts.rules.hall import Front, Hall
from guanjia.layouts.rules.plan import Item, Plan, Seat

Interval = tuple[float, float]
TURNS = {Front.TOP: 0, Front.RIGHT: 270, Front.BOTTOM: 180, Front.LEFT: 90}


def turned(p: Point, degrees: int) -> Point:
    """The point turned clockwise on the plan about the origin by a multiple of 90 degrees."""
    x, y = p
    return {0: (x, y), 90: (-y, x), 180: (-x, -y), 270: (y, -x)}[degrees % 360]


def turned_box(box: Box, degrees: int) -> Box:
    """The box turned likewise."""
    x, y = turned((box.x, box.y), degrees)
    return replace(box, x=x, y=y, angle=(box.angle + degrees) % 360)


def turned_hall(hall: Hall, degrees: int) -> Hall:
    """The hall turned likewise; its front turns with it."""
    order = [Front.TOP, Front.RIGHT, Front.BOTTOM, Front.LEFT]
    front = order[(order.index(hall.front) + degrees // 90) % 4]
    doors = tuple(replace(d, x=p[0], y=p[1]) for d in hall.doors for p in [turned((d.x, d.y), degrees)])
    return replace(
        hall,
        outline=tuple(turned(p, degrees) for p in hall.outline),
        pillars=tuple(turned_box(box, degrees) for box in hall.pillars),
        doors=doors,
        stage=turned_box(hall.stage, degrees) if hall.stage else None,
        front=front,
    )


def fronted(hall: Hall) -> Hall:
    """The hall with its front at the top."""
    return turned_hall(hall, TURNS[hall.front])


def put_back(plan: Plan, front: Front) -> Plan:
    """A plan made in the fronted hall, turned back into the room."""
    back = (360 - TURNS[front]) % 360

    def seat(each: Seat) -> Seat:
        x, y = turned((each.x, each.y), back)
        return replace(each, x=x, y=y, facing=(each.facing + back) % 360)

    def item(each: Item) -> Item:
        x, y = turned((each.x, each.y), back)
        return replace(each, x=x, y=y, facing=(each.facing + back) % 360)

    return replace(
        plan,
        front=front,
        seats=tuple(seat(each) for each in plan.seats),
        items=tuple(item(each) for each in plan.items),
        aisles=tuple(turned_box(box, back) for box in plan.aisles),
        focus=turned(plan.focus, back) if plan.focus else None,
    )


def free_strips(
    outline: Sequence[Point],
    blocks: Iterable[Sequence[Point]],
    top: float,
    bottom: float,
    *,
    side: float,
    rear: float,
) -> list[Interval]:
    """Where a strip from `top` to `bottom` is free over its whole depth: stretches of x.

    Walls keep `side` metres to the left and right and `rear` metres above and below; blocks are convex and keep none.
    """
    shut = []
    for a, b in edges(outline):
        if reach := _reach((a, b), top - rear, bottom + rear):
            shut.append((reach[0] - side, reach[1] + side))
    for block in blocks:
        reaches = [reach for edge in edges(block) if (reach := _reach(edge, top, bottom))]
        if reaches:
            shut.append((min(low for low, _high in reaches), max(high for _low, high in reaches)))
    middle = (top + bottom) / 2
    free, last = [], float("-inf")
    for low, high in [*sorted(shut), (float("inf"), float("inf"))]:
        if (
            low > last + 1e-6
            and last != float("-inf")
            and low != float("inf")
            and contains(outline, ((last + low) / 2, middle))
        ):
            free.append((last, low))
        last = max(last, high)
    return free


def _reach(edge: tuple[Point, Point], top: float, bottom: float) -> Interval | None:
    """The stretch of x that a segment covers between two heights, None when it stays outside."""
    (ax, ay), (bx, by) = edge if edge[0][1] <= edge[1][1] else (edge[1], edge[0])
    if by <= top + 1e-9 or ay >= bottom - 1e-9:
        return None
    if by - ay < 1e-12:
        return min(ax, bx), max(ax, bx)
    at = [ax + (bx - ax) * (min(max(y, ay), by) - ay) / (by - ay) for y in (max(top, ay), min(bottom, by))]
    return min(at), max(at)


def minus(stretches: Iterable[Interval], bands: Iterable[Interval]) -> list[Interval]:
    """The stretches without the bands."""
    left = list(stretches)
    for low, high in bands:
        cut: list[Interval] = []
        for a, b in left:
            if high <= a or low >= b:
                cut.append((a, b))
                continue
            if low > a:
                cut.append((a, low))
            if high < b:
                cut.append((high, b))
        left = cut
    return left
