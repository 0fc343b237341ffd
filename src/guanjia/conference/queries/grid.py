"""Rooms against time: a day by the minute, a week and a month by the day."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max

from guanjia.conference.models import Block
from guanjia.conference.rules.states import NOT_BEGUN, BlockState, Secrecy
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.places.public import Closure, Room, Slot

OPENS, SHUTS = time(7), time(22)


@dataclass
class Booked:
    """A block on the grid; wall times of the site, buffers in minutes. `title` is "" where it must not be shown."""

    block: Block
    begin: str
    minutes: int
    before: int
    after: int
    title: str
    movable: bool


@dataclass
class Lane:
    """A room with what is in it."""

    room: Room
    capacity: int
    booked: list[Booked] = field(default_factory=list)
    closed: list[tuple[str, int, str]] = field(default_factory=list)


@dataclass
class DayGrid:
    """One day: the axis runs from `start` to `end` (wall times), wider than the house's hours where a block is."""

    on: date
    start: str
    end: str
    now: str
    lanes: list[Lane]


def title_of(block: Block) -> str:
    """What may be written on a shared screen: an internal or controlled meeting has no title there (FIELD 16)."""
    return block.event.title if block.event.secrecy == Secrecy.ORDINARY else ""


def blocks_between(site: Site, begin: datetime, end: datetime) -> list[Block]:
    """Placed blocks that touch the time, in order of start; one query."""
    rows = Block.objects.filter(site=site, placed=True, starts_at__lt=end, ends_at__gt=begin)
    return list(rows.exclude(state=BlockState.CANCELLED).select_related("event", "room").order_by("starts_at", "pk"))


def day_grid(site: Site, on: date, now: datetime) -> DayGrid:
    """The day of every room of the site, in five queries whatever their number."""
    begin, end = _span(site, on, 1)
    blocks = blocks_between(site, begin, end)
    rooms = Room.objects.filter(site=site, is_open=True).annotate(most=Max("styles__capacity"))
    lanes = {room.pk: Lane(room, room.most or 0) for room in rooms}
    buffers = _buffers([block.pk for block in blocks])
    for block in blocks:
        if block.room_id in lanes:
            lanes[block.room_id].booked.append(_booked(site, block, buffers.get(block.pk)))
    closures = Closure.objects.filter(site=site, lifted_at=None, starts_at__lt=end, ends_at__gt=begin)
    for closure in closures:
        if closure.room_id in lanes:
            first, last = max(closure.starts_at, begin), min(closure.ends_at, end)
            minutes = int((last - first).total_seconds() // 60)
            lanes[closure.room_id].closed.append((_wall(site, first), minutes, closure.reason))
    starts = [local(site, max(block.starts_at, begin)).replace(tzinfo=None) for block in blocks]
    ends = [local(site, min(block.ends_at, end)).replace(tzinfo=None) for block in blocks]
    first = min([datetime.combine(on, OPENS), *starts])
    last = max([datetime.combine(on, SHUTS), *ends])
    return DayGrid(on, f"{first:%Y-%m-%dT%H}:00", f"{last:%Y-%m-%dT%H:%M}", _wall(site, now), list(lanes.values()))


def _booked(site: Site, block: Block, slot: tuple[datetime, datetime] | None) -> Booked:
    starts_at, ends_at = slot or (block.starts_at, block.ends_at)
    return Booked(
        block,
        _wall(site, block.starts_at),
        int((block.ends_at - block.starts_at).total_seconds() // 60),
        int((block.starts_at - starts_at).total_seconds() // 60),
        int((ends_at - block.ends_at).total_seconds() // 60),
        title_of(block),
        block.stage in NOT_BEGUN,
    )


def _buffers(ids: list[int]) -> dict[int, tuple[datetime, datetime]]:
    """What the slots of blocks span, set-up and clear-down included."""
    rows = Slot.objects.filter(holder_kind="conference.block", holder_id__in=ids)
    return {holder: (starts, ends) for holder, starts, ends in rows.values_list("holder_id", "starts_at", "ends_at")}


@dataclass
class CalendarDay:
    """A day of a week or month; `other` lies outside the month that was asked for."""

    on: date
    blocks: list[tuple[Block, str]]
    other: bool
    today: bool


def calendar(site: Site, on: date, view: str, now: datetime) -> list[list[CalendarDay]]:
    """Weeks of seven days from Monday: the week of `on`, or all weeks that its month touches; one query."""
    first = on if view == "week" else on.replace(day=1)
    last = on if view == "week" else on.replace(day=monthrange(on.year, on.month)[1])
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    count = (sunday - monday).days + 1
    begin, end = _span(site, monday, count)
    by_day: dict[date, list[tuple[Block, str]]] = {}
    for block in blocks_between(site, begin, end):
        by_day.setdefault(local(site, block.starts_at).date(), []).append((block, title_of(block)))
    today = local(site, now).date()
    days = [monday + timedelta(days=number) for number in range(count)]
    cells = [CalendarDay(d, by_day.get(d, []), view == "month" and d.month != on.month, d == today) for d in days]
    return [cells[number : number + 7] for number in range(0, count, 7)]


def step(on: date, view: str, forward: bool) -> date:
    """The day, week or month beside the one of `on`."""
    if view == "month":
        first = on.replace(day=1)
        return (first + timedelta(days=32)).replace(day=1) if forward else (first - timedelta(days=1)).replace(day=1)
    span = timedelta(days=7 if view == "week" else 1)
    return on + span if forward else on - span


def _span(site: Site, on: date, days: int) -> tuple[datetime, datetime]:
    return (
        to_utc(site, datetime.combine(on, time())),
        to_utc(site, datetime.combine(on + timedelta(days=days), time())),
    )


def _wall(site: Site, moment: datetime) -> Any:
    return f"{local(site, moment):%Y-%m-%dT%H:%M}"
