"""The floor graph: places people can stand at, links people can walk along, what is closed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import hypot

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class SpotKind(Word):
    """What a place of the graph is."""

    ENTRANCE = "entrance", N_("Entrance")
    DOOR = "door", N_("Door of a room")
    CORRIDOR = "corridor", N_("Corridor")
    LIFT = "lift", N_("Lift")
    STAIRS = "stairs", N_("Stairs")
    RAMP = "ramp", N_("Ramp")
    EXIT = "exit", N_("Emergency exit")
    REFUGE = "refuge", N_("Refuge")
    DESK = "desk", N_("Information desk")
    TOILET = "toilet", N_("Toilet")
    ACCESSIBLE_TOILET = "accessible_toilet", N_("Barrier-free toilet")
    AED = "aed", N_("AED")
    PARKING = "parking", N_("Car park")


class LinkKind(Word):
    """How one gets along a link."""

    LEVEL = "level", N_("Level floor")
    RAMP = "ramp", N_("Ramp")
    STAIRS = "stairs", N_("Stairs")
    LIFT = "lift", N_("Lift")


VERTICAL = frozenset({LinkKind.STAIRS, LinkKind.LIFT})
LANDMARKS = frozenset({
    SpotKind.DESK, SpotKind.TOILET, SpotKind.ACCESSIBLE_TOILET, SpotKind.AED, SpotKind.LIFT, SpotKind.STAIRS, SpotKind.ENTRANCE,
})  # fmt: skip
"""What people recognise in passing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place. Metres run to the right (`x`) and down the drawing (`y`); `heading` is where one looks who reads the sign

    there or steps out of it: degrees clockwise from the top of the drawing, None when nobody has said.
    """

    key: int
    floor: int
    level: int
    kind: SpotKind
    x: float
    y: float
    name: str = ""
    heading: int | None = None
    room: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A way between two places, both directions. `via` names the lift or the stairs; stairs never take a wheelchair."""

    key: int
    a: int
    b: int
    kind: LinkKind
    metres: float
    wheelchair: bool = True
    closed: bool = False
    via: str = ""


@dataclass
class Graph:
    """Places by key, and what leaves each of them."""

    spots: dict[int, Spot] = field(default_factory=dict)
    links: dict[int, list[tuple[int, Link]]] = field(default_factory=dict)

    @classmethod
    def of(cls, spots: Iterable[Spot], links: Iterable[Link]) -> "Graph":
        """The graph of these; a link to a place that is not among them is left out."""
        graph = cls({spot.key: spot for spot in spots})
        for link in links:
            if link.a in graph.spots and link.b in graph.spots:
                graph.links.setdefault(link.a, []).append((link.b, link))
                graph.links.setdefault(link.b, []).append((link.a, link))
        return graph

    def of_kind(self, *kinds: SpotKind) -> frozenset[int]:
        """Every place of these kinds."""
        return frozenset(key for key, spot in self.spots.items() if spot.kind in kinds)

    def doors(self, rooms: Iterable[int]) -> frozenset[int]:
        """Every place that is a door of one of these rooms."""
        wanted = frozenset(rooms)
        return frozenset(key for key, spot in self.spots.items() if spot.room in wanted)


def apart(a: Spot, b: Spot) -> float:
    """Metres as the crow flies between two places of one floor."""
    return hypot(a.x - b.x, a.y - b.y)
