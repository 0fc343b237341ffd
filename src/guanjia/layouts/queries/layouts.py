"""Layouts of rooms and events, with what was measured of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from guanjia.conference.public import NOT_BEGUN, Block, ClientLink, Event, Scheme
from guanjia.foundation.sites.public import Site
from guanjia.layouts.models import Layout, RoomOutline
from guanjia.layouts.queries.halls import wheelchairs_asked
from guanjia.layouts.rules.design import STYLES
from guanjia.layouts.rules.fire import Finding, judge
from guanjia.layouts.rules.plan import Place, Thing, furniture
from guanjia.places.public import Room, RoomStyle, Style

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class RoomLine:
    """A room in the list: its outline, if it has one, and how many templates."""

    room: Room
    outline: RoomOutline | None
    templates: int


def room_lines(site: Site) -> list[RoomLine]:
    """All open rooms of the site. Three queries."""
    rooms = list(Room.objects.filter(site=site, is_open=True).order_by("code"))
    outlines = {each.room_id: each for each in RoomOutline.objects.filter(site=site)}
    counted = Layout.objects.filter(site=site, event=None).values("room_id").annotate(many=Count("pk"))
    templates = {row["room_id"]: row["many"] for row in counted}
    return [RoomLine(room, outlines.get(room.pk), templates.get(room.pk, 0)) for room in rooms]


@dataclass(frozen=True)
class MeetingLine:
    """A meeting ahead and the layout that its room is set up in, None while nobody has chosen one."""

    block: Block
    chosen: Layout | None
    open_comments: int


def meetings_ahead(site: Site, now: datetime) -> list[MeetingLine]:
    """Meetings that begin within a fortnight, the ones without a layout too. Three queries."""
    blocks = Block.objects.filter(site=site, state__in=NOT_BEGUN, starts_at__range=(now, now + AHEAD))
    rows = list(blocks.select_related("event", "room").order_by("starts_at", "pk")[:200])
    layouts = Layout.objects.filter(site=site, event_id__in={block.event_id for block in rows}, chosen=True)
    counted = layouts.annotate(waiting=Count("comments", filter=Q(comments__settled_at=None)))
    known = {(each.event_id, each.room_id, each.block_id): each for each in counted}
    lines = []
    for block in rows:
        own = known.get((block.event_id, block.room_id, block.pk))
        found = own or known.get((block.event_id, block.room_id, None))
        lines.append(MeetingLine(block, found, getattr(found, "waiting", 0)))
    return lines


def layout_of_block(block: Block) -> Layout | None:
    """The layout that the crew sets up for this meeting: its own, else the one of its event in this room."""
    chosen = Layout.objects.filter(event_id=block.event_id, room_id=block.room_id, chosen=True)
    own = chosen.filter(block_id=block.pk).first()
    return own or chosen.filter(block=None).first()


def rooms_of(event: Event) -> list[Room]:
    """The rooms of an event: of its meetings, else of its schemes."""
    ids = set(Block.objects.filter(event=event).exclude(state="cancelled").values_list("room_id", flat=True))
    ids = ids or set(Scheme.objects.filter(event=event).exclude(state="withdrawn").values_list("room_id", flat=True))
    return list(Room.objects.filter(pk__in=ids, site=event.site_id).order_by("code"))


def findings_of(layout: Layout) -> list[Finding]:
    """What is measured of the stored plan, in its stored hall, against what the guests of its event need."""
    return judge(layout.room_hall, layout.drawn, wheelchairs_asked(layout.event_id))


def furniture_of(layout: Layout) -> list[tuple[str, str, int]]:
    """What the crew carries: label, size, how many."""
    return [(kind.label, size, many) for kind, size, many in furniture(layout.drawn)]


def compared(layouts: Iterable[Layout]) -> list[dict[str, Any]]:
    """The numbers of several layouts beside each other: seats, people, wheelchairs, the longest way, the pieces."""
    made, asked = [], dict[int | None, int]()
    for layout in layouts:
        if layout.event_id not in asked:
            asked[layout.event_id] = wheelchairs_asked(layout.event_id)
        judged = judge(layout.room_hall, layout.drawn, asked[layout.event_id])
        found = {finding.code: finding for finding in judged}
        plan = layout.drawn
        way = next((found[c] for c in ("way_out", "way_out_sprinklers", "one_door_way") if c in found), None)
        made.append(
            {
                "layout": layout,
                "seats": plan.count,
                "people": plan.people,
                "wheelchairs": sum(seat.kind is Place.WHEELCHAIR for seat in plan.seats),
                "too_few": "wheelchair_asked" in found and not found["wheelchair_asked"].ok,
                "way": way.value if way else None,
                "hidden": int(found["sight_blocked"].value) if "sight_blocked" in found else 0,
                "pieces": sum(many for kind, _size, many in furniture(plan) if kind is not Thing.CHAIR),
                "area": round(layout.room_hall.area / plan.count, 2) if plan.count else None,
            }
        )
    return made


def style_lines(outline: RoomOutline) -> list[dict[str, Any]]:
    """Every style with the most people by the drawing and what the register says."""
    register = dict(RoomStyle.objects.filter(room_id=outline.room_id).values_list("style", "capacity"))
    return [
        {
            "style": style,
            "label": Style(style).label,
            "most": outline.most.get(style),
            "register": register.get(style),
            "over": bool(outline.most) and (register.get(style) or 0) > outline.most.get(style, 0),
        }
        for style in STYLES
    ]


def shown_to_client(link: ClientLink) -> list[Layout]:
    """The layouts that a client's link shows, the chosen one first: of the scheme's room for a scheme, else of the event.

    Never one of a controlled meeting; none is stored.
    """
    layouts = Layout.objects.filter(event_id=link.event_id).select_related("site", "room", "event")
    if link.kind == ClientLink.Kind.SCHEME:
        room = Scheme.objects.filter(pk=link.target_id).values_list("room_id", flat=True).first()
        layouts = layouts.filter(room_id=room)
    return list(layouts.order_by("-chosen", "pk")[:6])


def has_twin(link: ClientLink) -> bool:
    """Whether the client of this link has a layout to look at."""
    return bool(shown_to_client(link))
