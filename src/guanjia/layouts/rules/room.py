"""What is set into a hall before the audience: rostrum, lectern, screen, booths, media zone. VENU-015, VENU-025."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from guanjia.kernel.words import gettext_noop as N_
from guanjia.layouts.rules.frame import free_strips
from guanjia.layouts.rules.geometry import Box, Point, apart, bounds, inside
from guanjia.layouts.rules.hall import Hall, clear_zone
from guanjia.layouts.rules.limits import limit
from guanjia.layouts.rules.plan import Item, Place, Seat, Thing

BOOTH = (1.8, 1.8)
MEDIA = (4.0, 2.0)
LECTERN = (0.7, 0.5)
HEAD_DEPTH = 0.6
HEAD_SEAT = 0.75
SPEAKER_DEPTH = 2.4
SCREEN = (4.0, 0.2)
WALL = 0.05
GAP = 0.3
ROSTRUM_SMALL = N_("The front of the room holds %(most)s seats for the rostrum, not %(seats)s.")
NO_LECTERN = N_("There is no place for a lectern.")
NO_FRONT = N_("There is no free floor at the front of the room.")
NO_BOOTH = N_("There is no place for another interpreters' booth.")
NO_MEDIA = N_("There is no place for a media zone.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a layout besides its style; `people` None asks for the most that fits. `wheelchairs`: at least so
    many places, also where the law asks for fewer."""

    people: int | None = None
    rostrum: int = 0
    lectern: bool = True
    screen: bool = False
    booths: int = 0
    media: bool = False
    wheelchairs: int = 0


@dataclass
class Fitted:
    """A fronted hall with what stands in it already. `middle` is where its front is, `focus` who speaks.

    `blocks` and `pillars` are shapes that the audience keeps out of; people can walk out of a row past a block, not past
    a pillar. `solid` is what nothing may stand on.
    """

    hall: Hall
    blocks: list[Sequence[Point]] = field(default_factory=list)
    pillars: list[Sequence[Point]] = field(default_factory=list)
    solid: list[Sequence[Point]] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    first: float = 0.0
    focus: Point = (0.0, 0.0)
    middle: float = 0.0
    wheelchairs: int = 0
    known: dict[tuple[float, ...], list[tuple[float, float]]] = field(default_factory=dict)

    @property
    def shut(self) -> list[Sequence[Point]]:
        """All shapes that the audience keeps out of."""
        return [*self.blocks, *self.pillars]

    def strips(
        self, top: float, bottom: float, side: float, rear: float, *, pillars: bool = True
    ) -> list[tuple[float, float]]:
        """Free stretches of a strip, with or without the pillars; kept from one draft to the next."""
        key = (round(top, 3), round(bottom, 3), round(side, 3), rear, pillars)
        if key not in self.known:
            shapes = self.shut if pillars else self.blocks
            self.known[key] = free_strips(self.hall.outline, shapes, top, bottom, side=side, rear=rear)
        return self.known[key]


class Unfit(Exception):
    """Something that was asked for has no place in the hall: an English msgid with its numbers."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def fitted(hall: Hall, wish: Wish) -> Fitted:
    """The fronted hall with pillars, free door zones, stage and what was wished for set in. Raises Unfit."""
    room = Fitted(hall, wheelchairs=wish.wheelchairs)
    room.pillars += [box.corners(0.05) for box in hall.pillars]
    room.blocks += [clear_zone(hall, door, limit("door_free")) for door in hall.doors]
    room.solid += room.shut
    top = bounds(hall.outline)[1]
    _speakers(room, wish, top)
    rear = [*([Thing.MEDIA] if wish.media else []), *([Thing.BOOTH] * wish.booths)]
    for kind in rear:
        _at_rear(room, kind)
    return room


def _speakers(room: Fitted, wish: Wish, top: float) -> None:
    """Rostrum, lectern and screen on the stage, or at the front where there is none."""
    stage = room.hall.stage
    if stage is not None:
        corners = stage.corners()
        left, upper, right, lower = bounds(corners)
        room.blocks.append(corners)
        room.first = lower + limit("stage_gap")
    else:
        stretch = _widest(room, top, top + SPEAKER_DEPTH)
        left, right = stretch
        upper, lower = top, top + SPEAKER_DEPTH
        room.first = lower + (0.8 if wish.rostrum else 0.0)
    middle = (left + right) / 2
    room.middle, room.focus = middle, (middle, upper + 0.8)
    if wish.screen:
        width = min(SCREEN[0], right - left)
        room.items.append(Item(Thing.SCREEN, middle, upper + 0.15, width, SCREEN[1]))
    if wish.rostrum:
        _rostrum(room, wish.rostrum, left, right, upper, lower)
    if wish.lectern:
        _lectern(room, left, right, lower)


def _rostrum(room: Fitted, seats: int, left: float, right: float, upper: float, lower: float) -> None:
    """Rows of tables facing the audience; raises Unfit when the stage is too small."""
    row = int((right - left - 1.6 + 1e-6) / HEAD_SEAT)
    rows = -(-seats // row) if row > 0 else 99
    if row < 1 or lower - upper < 0.5 + rows * 1.5:
        raise Unfit(ROSTRUM_SMALL, seats=seats, most=max(0, row * int((lower - upper - 0.5) / 1.5)))
    left_over, y = seats, lower - 0.4
    for number in range(1, rows + 1):
        here = min(row, left_over) if number == rows else -(-left_over // (rows - number + 1))
        left_over -= here
        middle, width = (left + right) / 2, here * HEAD_SEAT
        tables = max(1, round(width / 1.5))
        for each in range(tables):
            x = middle - width / 2 + (each + 0.5) * width / tables
            room.items.append(Item(Thing.HEAD, x, y - HEAD_DEPTH / 2, width / tables, HEAD_DEPTH, 180))
        for each in range(here):
            x = middle - width / 2 + (each + 0.5) * HEAD_SEAT
            room.seats.append(Seat(f"T{number}-{each + 1}", x, y - HEAD_DEPTH - 0.35, 180, Place.ROSTRUM, f"T{number}"))
        y -= 1.5
    if room.hall.stage is None:
        room.blocks.append(((left, upper), (right, upper), (right, lower), (left, lower)))


def _lectern(room: Fitted, left: float, right: float, lower: float) -> None:
    """At the left of the speakers as the audience sees it, where nothing else stands."""
    for x in (left + 0.5, right - 0.5, left + 1.5, right - 1.5):
        box = Box(x, lower - 0.4 if room.hall.stage else lower - 1.2, *LECTERN)
        taken = [item.box.corners() for item in room.items] + [seat.box.corners() for seat in room.seats] + room.solid
        if inside(room.hall.outline, box.corners()) and all(apart(box.corners(0.05), shape) for shape in taken):
            room.items.append(Item(Thing.LECTERN, box.x, box.y, box.width, box.depth, 180))
            room.focus = (box.x, box.y)
            if room.hall.stage is None:
                room.blocks.append(box.corners(GAP))
            return
    raise Unfit(NO_LECTERN)


def _widest(room: Fitted, top: float, bottom: float) -> tuple[float, float]:
    stretches = free_strips(room.hall.outline, room.shut, top + 0.01, bottom, side=0.3, rear=0.0)
    if not stretches:
        raise Unfit(NO_FRONT)
    return max(stretches, key=lambda each: each[1] - each[0])


def _at_rear(room: Fitted, kind: Thing) -> None:
    """A booth or the media zone at the back wall, or as far back as it fits; keeps the way along it free."""
    width, depth = BOOTH if kind is Thing.BOOTH else MEDIA
    _left, top, _right, bottom = bounds(room.hall.outline)
    y = bottom - WALL - depth
    while y > (top + bottom) / 2:
        for low, high in _best(room, y, y + depth):
            if high - low >= width:
                middle = (low + high) / 2
                x = middle if kind is Thing.MEDIA else low + width / 2
                box = Box(x, y + depth / 2, width, depth)
                room.items.append(Item(kind, box.x, box.y, width, depth))
                room.blocks.append(box.corners(limit("aisle")))
                room.solid.append(box.corners())
                return
        y -= 0.5
    raise Unfit(NO_BOOTH if kind is Thing.BOOTH else NO_MEDIA)


def _best(room: Fitted, top: float, bottom: float) -> list[tuple[float, float]]:
    stretches = free_strips(room.hall.outline, room.shut, top, bottom, side=WALL, rear=0.0)
    return sorted(stretches, key=lambda each: each[0] - each[1])
