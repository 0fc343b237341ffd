"""The ways of the demo and of a rehearsal: three floors drawn, a lift out of order for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, site_now
from guanjia.people.public import User
from guanjia.places.public import Floor, Room
from guanjia.posts.public import on_post
from guanjia.wayfinding.actions.closing import close_way, open_way
from guanjia.wayfinding.actions.drawing import SpotDraft, save_link, save_spot
from guanjia.wayfinding.models import Closing, WayLink, WaySpot
from guanjia.wayfinding.queries.graphs import graph_of
from guanjia.wayfinding.rules.graph import LinkKind, SpotKind
from guanjia.wayfinding.rules.ways import Need, shortest

K = SpotKind
LIFT, WEST, EAST = "1号客梯", "西楼梯", "东楼梯"
GROUND = (
    ("F1-IN", K.ENTRANCE, 30, 38, "南门", "South entrance", 0, "", ""),
    ("F1-P", K.PARKING, 12, 38, "地面停车场", "Car park", None, "", ""),
    ("F1-RAMP", K.RAMP, 25, 36, "南门坡道", "Ramp at the south entrance", None, "", ""),
    ("F1-LOBBY", K.CORRIDOR, 30, 32, "大堂", "Lobby", 0, "", ""),
    ("F1-DESK", K.DESK, 37, 32, "服务台", "Service desk", 270, "", "37 30 6 4"),
    ("F1-MID", K.CORRIDOR, 30, 27, "", "", None, "", ""),
    ("F1-LIFT", K.LIFT, 20, 27, LIFT, "Lift 1", 90, "", ""),
    ("F1-AED", K.AED, 40, 27, "自动体外除颤仪", "AED", None, "", ""),
    ("F1-A", K.CORRIDOR, 12, 22, "", "", None, "", ""),
    ("F1-B", K.CORRIDOR, 30, 22, "", "", None, "", ""),
    ("F1-C", K.CORRIDOR, 48, 22, "", "", None, "", ""),
    ("F1-WC", K.TOILET, 44, 26, "卫生间", "Toilets", None, "", ""),
    ("F1-WC2", K.ACCESSIBLE_TOILET, 52, 26, "无障碍卫生间", "Barrier-free toilet", None, "", ""),
    ("F1-WEST", K.STAIRS, 5, 22, WEST, "West stairs", 90, "", ""),
    ("F1-EAST", K.STAIRS, 55, 22, EAST, "East stairs", 270, "", ""),
    ("F1-XW", K.EXIT, 1, 22, "西侧安全出口", "West emergency exit", None, "", ""),
    ("F1-XE", K.EXIT, 59, 22, "东侧安全出口", "East emergency exit", None, "", ""),
    ("F1-DA", K.DOOR, 12, 18, "", "Function hall A", 180, "HALL-A", "4 4 17 14"),
    ("F1-DB", K.DOOR, 30, 18, "", "Function hall B", 180, "HALL-B", "21 4 18 14"),
    ("F1-DC", K.DOOR, 48, 18, "", "Function hall C", 180, "HALL-C", "39 4 17 14"),
)
GROUND_LINKS = (
    ("F1-P", "F1-IN", LinkKind.LEVEL, True), ("F1-IN", "F1-LOBBY", LinkKind.LEVEL, False), ("F1-IN", "F1-RAMP", LinkKind.RAMP, True),
    ("F1-RAMP", "F1-LOBBY", LinkKind.RAMP, True), ("F1-LOBBY", "F1-DESK", LinkKind.LEVEL, True),
    ("F1-LOBBY", "F1-MID", LinkKind.LEVEL, True),
    ("F1-MID", "F1-LIFT", LinkKind.LEVEL, True), ("F1-MID", "F1-AED", LinkKind.LEVEL, True), ("F1-MID", "F1-B", LinkKind.LEVEL, True),
    ("F1-A", "F1-B", LinkKind.LEVEL, True), ("F1-B", "F1-C", LinkKind.LEVEL, True), ("F1-C", "F1-WC", LinkKind.LEVEL, True),
    ("F1-C", "F1-WC2", LinkKind.LEVEL, True), ("F1-WEST", "F1-A", LinkKind.LEVEL, True), ("F1-EAST", "F1-C", LinkKind.LEVEL, True),
    ("F1-XW", "F1-WEST", LinkKind.LEVEL, True), ("F1-XE", "F1-EAST", LinkKind.LEVEL, True), ("F1-DA", "F1-A", LinkKind.LEVEL, True),
    ("F1-DB", "F1-B", LinkKind.LEVEL, True), ("F1-DC", "F1-C", LinkKind.LEVEL, True),
)  # fmt: skip


def upper(level: int, first: str, second: str) -> tuple[tuple[Any, ...], ...]:
    """An upper floor with two rooms along one corridor."""
    f = f"F{level}"
    return (
        (f"{f}-LIFT", K.LIFT, 20, 27, LIFT, "Lift 1", 0, "", ""),
        (f"{f}-HALL", K.CORRIDOR, 20, 22, f"{level}层电梯厅", f"Lift lobby, floor {level}", 0, "", ""),
        (f"{f}-REF", K.REFUGE, 15, 25, f"{level}层临时避难处", f"Refuge, floor {level}", None, "", ""),
        (f"{f}-A", K.CORRIDOR, 12, 22, "", "", None, "", ""),
        (f"{f}-B", K.CORRIDOR, 36, 22, "", "", None, "", ""),
        (f"{f}-WC", K.TOILET, 46, 25, "卫生间", "Toilets", None, "", ""),
        (f"{f}-C", K.CORRIDOR, 46, 22, "", "", None, "", ""),
        (f"{f}-WEST", K.STAIRS, 5, 22, WEST, "West stairs", 90, "", ""),
        (f"{f}-EAST", K.STAIRS, 55, 22, EAST, "East stairs", 270, "", ""),
        (f"{f}-D1", K.DOOR, 12, 19, "", f"Room {first}", 180, first, "5 8 14 11"),
        (f"{f}-D2", K.DOOR, 36, 19, "", f"Room {second}", 180, second, "28 8 16 11"),
    )


UPPER = {3: ("301", "302"), 4: ("401", "402"), 6: ("601", ""), 7: ("701", "")}
UPPER_LINKS = (
    ("LIFT", "HALL"), ("HALL", "REF"), ("A", "HALL"), ("HALL", "B"), ("B", "C"), ("C", "WC"),
    ("WEST", "A"), ("EAST", "C"), ("D1", "A"), ("D2", "B"),
)  # fmt: skip


def draw(site: Site, floors: dict[int, Floor], actor: Any, at: datetime) -> dict[str, WaySpot]:
    """Draw the ground floor and the floors above it that the site has."""
    rooms = {room.code: room for room in Room.objects.filter(site=site)}
    made: dict[str, WaySpot] = {}
    plan = [(1, GROUND), *((level, upper(level, *pair)) for level, pair in UPPER.items())]
    for level, spots in plan:
        for code, kind, x, y, name, english, heading, room, box in spots if level in floors else ():
            if kind is K.DOOR and room not in rooms:
                continue
            draft = SpotDraft(code, floors[level], kind, x, y, name, english, heading, rooms.get(room), box)
            made[code] = save_spot(site=site, draft=draft, actor=actor, at=at)
    wanted = list(GROUND_LINKS)
    wanted += [(f"F{n}-{a}", f"F{n}-{b}", LinkKind.LEVEL, True) for n in UPPER for a, b in UPPER_LINKS]
    for name, via in (("LIFT", LIFT), ("WEST", WEST), ("EAST", EAST)):
        kind = LinkKind.LIFT if name == "LIFT" else LinkKind.STAIRS
        for a, b in pairwise((1, *UPPER)):
            _join(site, made, f"F{a}-{name}", f"F{b}-{name}", kind, kind is LinkKind.LIFT, via, actor, at)
    for a, b, kind, wheels in wanted:
        _join(site, made, a, b, kind, wheels, "", actor, at)
    return made


def _join(
    site: Site,
    made: dict[str, WaySpot],
    a: str,
    b: str,
    kind: LinkKind,
    wheels: bool,
    via: str,
    actor: Any,
    at: datetime,
) -> None:
    if a in made and b in made:
        save_link(site=site, a=made[a], b=made[b], kind=kind, wheelchair=wheels, via=via, actor=actor, at=at)


def floors_by_level(site: Site) -> dict[int, Floor]:
    """The floors of the first building of a site."""
    rows = (
        Floor.objects.filter(building__site=site, section=None).select_related("building").order_by("-building__code")
    )
    return {floor.level: floor for floor in rows}


def load(site: Site, now: datetime) -> None:
    """The demo's ways. Called once."""
    draw(site, floors_by_level(site), User.objects.filter(username="coordinator").first(), now)


def cast(stage: Stage) -> None:
    """The floors are drawn before the event; on its morning the lift stops for an hour."""
    if WaySpot.objects.filter(site=stage.site).exists():
        return
    floors = floors_by_level(stage.site)
    if 1 in floors:
        draw(stage.site, floors, _leader(stage), stage.now)
        stage.at(stage.now + timedelta(hours=2), LiftStops())


def _leader(stage: Stage) -> Any:
    people = on_post(stage.site, "conference.leader", stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class LiftStops:
    """The lift is out of order; an hour later somebody looks and opens it."""

    def __call__(self, stage: Stage) -> None:
        """Close what is there, plan to open it."""
        if WayLink.objects.filter(site=stage.site, via=LIFT).exists() and not Closing.objects.filter(
            site=stage.site, via=LIFT, lifted_at=None
        ):
            closing = close_way(
                site=stage.site,
                via=LIFT,
                reason="电梯故障，等待维保",
                until=stage.now + timedelta(hours=1),
                actor=_leader(stage),
                at=stage.now,
            )
            stage.counts["ways_closed"] += 1
            stage.at(stage.now + timedelta(minutes=58), LiftRuns(closing.pk))


@dataclass(frozen=True)
class LiftRuns:
    """It runs again."""

    closing_id: int

    def __call__(self, stage: Stage) -> None:
        """Open it."""
        closing = Closing.objects.select_related("site").filter(pk=self.closing_id).first()
        if closing is not None:
            open_way(closing=closing, actor=_leader(stage), at=stage.now)


def wheels_on_stairs(site: Site) -> list[str]:
    """Wheelchair ways from an entrance to a room that touch stairs or a link that is none for wheelchairs."""
    known = graph_of(site, site_now(site))
    wrong = []
    for start in known.graph.of_kind(SpotKind.ENTRANCE):
        for key, spot in known.graph.spots.items():
            way = shortest(known.graph, start, {key}, Need(wheelchair=True)) if spot.room else None
            if way and any(not link.wheelchair or link.kind is LinkKind.STAIRS or link.closed for link in way.links):
                wrong.append(f"way to {spot.name}")
    return wrong


def closed_twice(site: Site) -> list[str]:
    """Lifts and stairs that are closed by two closings at once."""
    open_ones = list(Closing.objects.filter(site=site, lifted_at=None).values_list("via", "link"))
    return [f"{each}" for each in set(open_ones) if open_ones.count(each) > 1]


INVARIANTS = (
    Invariant("no wheelchair on stairs", wheels_on_stairs),
    Invariant("a way is closed once", closed_twice),
)
TROUPE = Troupe("wayfinding", cast, lambda stage: {"ways_closed": stage.counts["ways_closed"]}, play=EVENT)
