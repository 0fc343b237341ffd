"""A period as the rules need it: rooms with what closes them, requests as meetings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.conference.public import NOT_HELD, BlockState
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Closure, Equipment, Room, slots_between
from guanjia.scheduling.models import Period, Request
from guanjia.scheduling.queries.axis import Axis, axis_of
from guanjia.scheduling.rules import period as rules
from guanjia.scheduling.rules.states import PRICES, Part

BLOCK = "conference.block"
NOON = 12 * 60


@dataclass(frozen=True)
class Task:
    """`requests` stand in the order of `period.meetings`, `rooms` in that of its halls; `names` are the people by number.

    `left_out` are requests that stay where they are because they do not lie on the grains of the period.
    """

    axis: Axis
    period: rules.Period
    requests: tuple[Request, ...]
    rooms: tuple[Room, ...]
    names: tuple[str, ...]
    left_out: tuple[Request, ...] = ()


def task_of(period: Period, at: datetime) -> Task:
    """Everything a search needs, in eight queries whatever the number of requests."""
    axis = axis_of(period)
    rows = Request.objects.filter(period=period).select_related("event", "block", "room", "wished_room")
    requests = [row for row in rows if not _called_off(row)]
    rooms = rooms_of(period)
    on_grid = {request.pk for request in requests if _place(request, axis, rooms) is not None}
    movable = [r for r in requests if not r.fixed and (r.room_id is None or (r.may_move and r.pk in on_grid))]
    standing = [request for request in requests if request.pk in on_grid and request not in movable]
    inside = {request.block_id for request in (*movable, *standing) if request.block_id}
    halls = _halls(period.site, axis, rooms, inside, at)
    people: dict[str, int] = {}
    seats = {(style.room_id, style.style): style.capacity for room in rooms for style in room.styles.all()}
    kept = (*movable, *standing)
    meetings = tuple(_meeting(request, axis, rooms, seats, people) for request in kept)
    names = tuple(people)
    task = rules.Period(meetings, halls, axis.numbers, rules.HOUSE)
    left_out = tuple(request for request in requests if request not in kept)
    return Task(axis, task, kept, tuple(rooms), names, left_out)


def _called_off(request: Request) -> bool:
    """Its meeting is not held: it asks for no place and keeps none."""
    event, block = request.event, request.block
    return (event is not None and event.stage in NOT_HELD) or (
        block is not None and block.stage is BlockState.CANCELLED
    )


def rooms_of(period: Period) -> list[Room]:
    """Rooms of the period that can be booked and keep the fire rules (VENU-004)."""
    rows = Room.objects.filter(site=period.site, is_open=True, fire_ok=True, styles__isnull=False).distinct()
    chosen = list(period.rooms.values_list("pk", flat=True))
    if chosen:
        rows = rows.filter(pk__in=chosen)
    return list(rows.prefetch_related("styles", "spaces", "equipment").order_by("code"))


def _halls(
    site: Site, axis: Axis, rooms: Iterable[Room], inside: set[int | None], at: datetime
) -> tuple[rules.Hall, ...]:
    begin = axis.moment(0)
    end = axis.moment(len(axis.numbers) - 1) + timedelta(minutes=axis.grain)
    closed: dict[int, set[int]] = defaultdict(set)
    for slot in slots_between(site, begin, end):
        if slot.holder_kind != BLOCK or slot.holder_id not in inside:
            closed[slot.space_id].update(axis.touched(slot.starts_at, slot.ends_at))
    closures = Closure.objects.filter(site=site, lifted_at=None, starts_at__lt=end, ends_at__gt=begin)
    for closure in closures.prefetch_related("spaces"):
        for space in closure.spaces.all():
            closed[space.pk].update(axis.touched(closure.starts_at, closure.ends_at))
    past = axis.touched(begin, at)
    carried = frozenset(
        Equipment.objects.filter(site=site, room=None).values_list("kind", flat=True)
    )  # carried to where it is needed
    return tuple(
        rules.Hall(
            id=room.pk,
            capacity=max((style.capacity for style in room.styles.all()), default=0),
            equipment=carried | {piece.kind for piece in room.equipment.all()},  # type: ignore[attr-defined]
            closed=frozenset(past).union(*(closed[space.pk] for space in room.spaces.all())),
            parts=frozenset(space.pk for space in room.spaces.all()),
            before=-(-room.setup_minutes // axis.grain),
            after=-(-room.cleardown_minutes // axis.grain),
        )
        for room in rooms
    )


def _place(request: Request, axis: Axis, rooms: list[Room]) -> rules.Place | None:
    """Where a request stands, on the grains of the period; None when it does not."""
    if request.room_id is None or request.starts_at is None:
        return None
    start = axis.exact(request.starts_at)
    room = next((number for number, room in enumerate(rooms) if room.pk == request.room_id), None)
    length = -(-request.minutes // axis.grain)
    if start is None or room is None or start % axis.per_day + length > axis.per_day:
        return None
    return rules.Place(room, start)


def _meeting(
    request: Request, axis: Axis, rooms: list[Room], seats: dict[tuple[int, str], int], people: dict[str, int]
) -> rules.Meeting:  # fmt: skip
    place, length = _place(request, axis, rooms), -(-request.minutes // axis.grain)
    fitting = (
        frozenset(n for n, room in enumerate(rooms) if seats.get((room.pk, request.style), 0) >= request.heads)
        if request.style
        else None
    )
    numbers = {name: people.setdefault(name, len(people)) for name in (*request.required, *request.preferred)}
    fixed = place if not request.may_move or request.fixed else None
    return rules.Meeting(
        id=request.pk,
        length=length,
        required=frozenset(numbers[name] for name in request.required),
        preferred=frozenset(numbers[name] for name in request.preferred if name not in request.required),
        heads=request.heads,
        equipment=frozenset(request.equipment),
        rooms=fitting,
        starts=axis.on(request.day_from, request.day_until) & axis.clear_of_pause(length),
        before=-(-request.setup_minutes // axis.grain),
        after=-(-request.cleardown_minutes // axis.grain),
        wishes=_wishes(request, axis, rooms, place),
        fixed=fixed,
        priority=request.priority,
    )


def _wishes(request: Request, axis: Axis, rooms: list[Room], place: rules.Place | None) -> tuple[rules.Wish, ...]:
    found = []
    if request.wished_day is not None:
        found.append(_wish(request, "day", starts=axis.on(request.wished_day, request.wished_day)))
    if request.wished_part:
        morning = axis.until(NOON)
        wanted = morning if request.wished_part == Part.MORNING else frozenset(range(len(axis.numbers))) - morning
        found.append(_wish(request, "part", starts=wanted))
    if request.wished_room_id is not None:
        wished = frozenset(number for number, room in enumerate(rooms) if room.pk == request.wished_room_id)
        found.append(_wish(request, "room", rooms=wished))
    if request.may_move and place is not None:
        found.append(_wish(request, "stay", starts=frozenset({place.start}), rooms=frozenset({place.room})))
    return tuple(found)


def _wish(
    request: Request, code: str, *, starts: frozenset[int] | None = None, rooms: frozenset[int] | None = None
) -> rules.Wish:
    return rules.Wish(code, PRICES[code] * request.priority, starts, rooms)
