"""What a screen shows now, derived from the meetings, the ways and the takeovers; never typed twice."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Prefetch, QuerySet

from guanjia.conference.public import Block
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.places.public import Room, Space
from guanjia.signage.models import Screen, Takeover
from guanjia.signage.rules.faces import Line, Meeting, Shown, lines_of, next_change, paged
from guanjia.signage.rules.screens import Scope, TakeoverKind
from guanjia.signage.rules.zones import Where, covers, read_zone
from guanjia.wayfinding.public import Pointer, WaySpot, english_floor, english_rooms, nearest_exit, pointers

OVER = ("ended", "restored", "cancelled")
BEGUN = ("running", "interrupted")


@dataclass(frozen=True)
class Pointed:
    """A line with the way to its room."""

    line: Line
    pointer: Pointer | None


@dataclass
class Face:
    """What a screen shows at `known_at`: `mode` is meetings, black or emergency; a new look is due at `next_at`."""

    mode: str
    known_at: datetime
    pages: list[list[Pointed]] = field(default_factory=list)
    now: Pointed | None = None
    later: list[Pointed] = field(default_factory=list)
    takeover: Takeover | None = None
    exit: tuple[Pointer, str] | None = None
    next_at: datetime | None = None


def face_of(screen: Screen, at: datetime) -> Face:
    """The face of a screen. An emergency comes before black: who must get out is told."""
    where = where_of(screen)
    taken = [each for each in open_takeovers(screen.site) if covers(read_zone(each.zone), where)]
    for kind in (TakeoverKind.EMERGENCY, TakeoverKind.BLACK):
        for each in taken:
            if each.stage is kind:
                way = nearest_exit(_spot(screen), at) if screen.spot and kind is TakeoverKind.EMERGENCY else None
                return Face(kind.value, at, takeover=each, exit=way)
    meetings = meetings_of(screen, at)
    lines = lines_of(meetings, at)
    ways = pointers(_spot(screen), {line.room for line in lines}, at) if screen.spot and lines else {}
    pointed = [Pointed(line, ways.get(line.room) if screen.scope != Scope.ROOM else None) for line in lines]
    face = Face("meetings", at, pages=paged_of(pointed, screen.lines), next_at=next_change(meetings, at))
    on = [each for each in pointed if each.line.shown is not Shown.NEXT]
    face.now = on[0] if on else None
    face.later = [each for each in pointed if each is not face.now]
    return face


def paged_of(pointed: list[Pointed], most: int) -> list[list[Pointed]]:
    """Pages of lines with their arrows."""
    by_line = {id(each.line): each for each in pointed}
    return [[by_line[id(line)] for line in page] for page in paged([each.line for each in pointed], most)]


def _spot(screen: Screen) -> WaySpot:
    """The place of the screen on the drawing, looking where its reader looks."""
    spot = screen.spot
    assert spot is not None
    spot.heading = spot.heading if screen.heading is None else screen.heading
    return spot


def open_takeovers(site: Site) -> list[Takeover]:
    """What takes screens over now, the newest first."""
    return list(Takeover.objects.filter(site=site, lifted_at=None).select_related("by"))


def where_of(screen: Screen) -> Where:
    """To which rooms, floors and buildings a screen belongs: what it shows and where it hangs."""
    rooms: set[int] = set()
    floors: set[int] = set()
    buildings: set[int] = set()
    if screen.room_id:
        spaces = list(Space.objects.filter(rooms=screen.room_id).select_related("floor"))
        rooms |= set(Room.objects.filter(spaces__in=spaces).values_list("pk", flat=True)) | {screen.room_id}
        floors |= {space.floor_id for space in spaces if space.floor_id}
        buildings |= {space.floor.building_id for space in spaces if space.floor}
    if screen.floor is not None:
        floors.add(screen.floor.pk)
        buildings.add(screen.floor.building_id)
    if screen.building_id:
        buildings.add(screen.building_id)
    if screen.spot is not None:
        floors.add(screen.spot.floor_id)
        buildings.add(screen.spot.floor.building_id)
    return Where(frozenset(rooms), frozenset(floors), frozenset(buildings))


def meetings_of(screen: Screen, at: datetime) -> list[Meeting]:
    """The meetings of the rest of the local day that a screen is about, and what still runs from before; three queries."""
    site = screen.site
    day = local(site, at).date()
    end = to_utc(site, datetime.combine(day + timedelta(days=1), time()))
    rows = Block.objects.filter(
        site=site, placed=True, starts_at__lt=end, starts_at__gt=at - timedelta(days=2)
    ).exclude(state__in=OVER)
    rows = _about(screen, rows).select_related("room", "event").order_by("starts_at", "pk").distinct()
    spaces = Prefetch("room__spaces", Space.objects.select_related("floor"))
    called = english_rooms(site) if "en" in screen.languages.split(",") else {}
    return [_meeting(block, at, called) for block in rows.prefetch_related(spaces, "sessions")]


def _about(screen: Screen, rows: QuerySet[Block]) -> QuerySet[Block]:
    if screen.scope == Scope.ROOM:
        shared = Room.objects.filter(spaces__in=Space.objects.filter(rooms=screen.room_id))
        return rows.filter(room__in=shared)
    if screen.scope == Scope.FLOOR:
        return rows.filter(room__spaces__floor=screen.floor_id)
    if screen.scope == Scope.BUILDING:
        return rows.filter(room__spaces__floor__building=screen.building_id)
    return rows


def _meeting(block: Block, at: datetime, called: dict[int, str]) -> Meeting:
    floor = next((space.floor for space in block.room.spaces.all() if space.floor), None)
    secrecy, title, sitting = str(block.event.secrecy), "", ""
    if secrecy == "ordinary":
        title = block.event.title
        running = [
            each
            for each in block.sessions.all()
            if each.starts_at and each.ends_at and each.starts_at <= at < each.ends_at
        ]
        sitting = running[0].title if running and running[0].title != title else ""
    return Meeting(
        block.pk, block.room_id, block.room.name, floor.name if floor else "", title, secrecy, block.starts_at, block.ends_at,
        block.state in BEGUN, sitting, called.get(block.room_id, ""), english_floor(floor.name, floor.level) if floor else "",
    )  # fmt: skip
