"""The graph of a site from its rows, in three queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from guanjia.wayfinding.models import Closing, WayLink, WaySpot
from guanjia.wayfinding.rules.graph import Graph, Link, LinkKind, Spot, SpotKind


@dataclass
class SiteGraph:
    """The graph with the rows that it was made of and the closings in force."""

    graph: Graph
    rows: dict[int, WaySpot]
    links: list[WayLink]
    closings: list[Closing]


def closings_at(site: Site, at: datetime) -> list[Closing]:
    """What is closed at a moment."""
    rows = Closing.objects.filter(Q(until=None) | Q(until__gt=at), site=site, lifted_at=None, since__lte=at)
    return list(rows.select_related("link__a", "link__b", "by"))


def graph_of(site: Site, at: datetime, *, english: bool = False) -> SiteGraph:
    """The site's graph at a moment; names in one language."""
    rows = {row.pk: row for row in WaySpot.objects.filter(site=site).select_related("floor__building", "room")}
    links = list(WayLink.objects.filter(site=site))
    closings = closings_at(site, at)
    vias = {closing.via for closing in closings if closing.via}
    shut = {closing.link_id for closing in closings if closing.link_id}
    called = english_vias(rows.values()) if english else {}
    spots = [spot_of(row, english=english) for row in rows.values()]
    edges = [
        Link(
            row.pk,
            row.a_id,
            row.b_id,
            LinkKind(row.kind),
            row.metres,
            row.wheelchair,
            row.pk in shut or row.via in vias,
            called.get(row.via, row.via),
        )
        for row in links
    ]
    return SiteGraph(Graph.of(spots, edges), rows, links, closings)


def english_vias(rows: Iterable[WaySpot]) -> dict[str, str]:
    """What lifts and stairs are called in English: as their places are."""
    return {row.name: row.name_en for row in rows if row.kind in (SpotKind.LIFT, SpotKind.STAIRS) and row.name_en}


def english_rooms(site: Site) -> dict[int, str]:
    """By room what its door is called in English, where somebody has written that."""
    rows = WaySpot.objects.filter(site=site, kind=SpotKind.DOOR).exclude(room=None).exclude(name_en="")
    return dict(rows.order_by("-code").values_list("room_id", "name_en"))


def spot_of(row: WaySpot, *, english: bool = False) -> Spot:
    """A row as a place of the graph; a door without a name is called like its room."""
    name = (row.name_en if english else "") or row.name or (row.room.name if row.room else "")
    return Spot(row.pk, row.floor_id, row.floor.level, SpotKind(row.kind), row.x, row.y, name, row.heading, row.room_id)


def doors_by_room(site: Site) -> dict[int, frozenset[int]]:
    """By room the rooms whose doors lead into it: itself where it has one, else those that share a space with it."""
    rooms = list(Room.objects.filter(site=site).prefetch_related("spaces"))
    spaces = {room.pk: frozenset(space.pk for space in room.spaces.all()) for room in rooms}
    own = set(WaySpot.objects.filter(site=site).exclude(room=None).values_list("room_id", flat=True))
    found: dict[int, frozenset[int]] = {}
    for room in rooms:
        shares = frozenset(other for other in own if spaces.get(other, frozenset()) & spaces[room.pk])
        found[room.pk] = frozenset({room.pk}) if room.pk in own else shares or frozenset({room.pk})
    return found


def doors_of(room: Room) -> frozenset[int]:
    """The rooms whose doors lead into this one."""
    return doors_by_room(room.site).get(room.pk, frozenset({room.pk}))


def rooms_named(ids: Iterable[int]) -> dict[int, str]:
    """Names of rooms."""
    return dict(Room.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
