"""From a plate to a goal: the way, or why there is none and what to do then."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import get_language

from guanjia.places.public import Floor, Room
from guanjia.wayfinding.models import Closing, WaySpot
from guanjia.wayfinding.queries.graphs import SiteGraph, doors_by_room, english_rooms, graph_of
from guanjia.wayfinding.queries.telling import Told, tell
from guanjia.wayfinding.rules.graph import SpotKind
from guanjia.wayfinding.rules.names import english_floor
from guanjia.wayfinding.rules.steps import floors_of
from guanjia.wayfinding.rules.ways import Need, Way, shortest

NEAREST = {
    "exit": (SpotKind.EXIT,), "toilet": (SpotKind.TOILET, SpotKind.ACCESSIBLE_TOILET), "desk": (SpotKind.DESK,),
    "aed": (SpotKind.AED,), "entrance": (SpotKind.ENTRANCE,), "parking": (SpotKind.PARKING,),
}  # fmt: skip
"""What somebody asks for without a name: the nearest of these."""


class NoGoal(Exception):
    """The goal is none of this site's."""


@dataclass
class Route:
    """What a plate's page shows: the way (None: none leads there), its steps, what is closed, whether the refuge is near."""

    known: SiteGraph
    way: Way | None
    goal: str
    steps: list[Told] = field(default_factory=list)
    floors: list[int] = field(default_factory=list)
    refuge: Way | None = None
    refuge_steps: list[Told] = field(default_factory=list)

    @property
    def closings(self) -> list[Closing]:
        """What is closed and may be why."""
        return self.known.closings

    @property
    def minutes(self) -> int:
        """About how long it takes at 60 m a minute, whole minutes, at least one."""
        return max(1, round(self.way.metres / 60)) if self.way else 0


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def floor_name(floor: Floor) -> str:
    """The floor in the reader's language."""
    return english_floor(floor.name, floor.level) if is_english() else floor.name


def room_name(room: Room) -> str:
    """The room in the reader's language, where its door bears an English name."""
    return english_rooms(room.site).get(room.pk, room.name) if is_english() else room.name


def route(spot: WaySpot, to: str, *, wheelchair: bool, at: datetime) -> Route:
    """The way from a plate to `to`: "room:<pk>", or a key of NEAREST. A fire exit is found without lifts. Raises NoGoal."""
    known = graph_of(spot.site, at, english=is_english())
    goals, label = goals_of(spot, to, known)
    fire = to == "exit"
    if to == "toilet" and wheelchair:
        goals = known.graph.of_kind(SpotKind.ACCESSIBLE_TOILET)
    way = shortest(known.graph, spot.pk, goals, Need(wheelchair=wheelchair, fire=fire))
    found = Route(known, way, label)
    names = {row.floor_id: floor_name(row.floor) for row in known.rows.values()}
    if way is not None:
        found.steps, found.floors = tell(known.graph, way, names), floors_of(way)
    elif fire:
        found.refuge = shortest(known.graph, spot.pk, known.graph.of_kind(SpotKind.REFUGE), Need(wheelchair, True))
        if found.refuge is not None:
            found.refuge_steps, found.floors = tell(known.graph, found.refuge, names), floors_of(found.refuge)
    return found


def goals_of(spot: WaySpot, to: str, known: SiteGraph) -> tuple[frozenset[int], str]:
    """The places that `to` means, and its name. Raises NoGoal."""
    if to in NEAREST:
        return known.graph.of_kind(*NEAREST[to]), ""
    kind, _colon, number = to.partition(":")
    room = (
        Room.objects.filter(site=spot.site, pk=int(number)).first() if kind == "room" and _is_number(number) else None
    )
    if room is None:
        raise NoGoal(to)
    return known.graph.doors(doors_by_room(spot.site).get(room.pk, frozenset())), room_name(room)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
