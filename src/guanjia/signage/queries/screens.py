"""The screens of a site as its people see them."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.places.public import Building, Floor, Room
from guanjia.signage.models import Screen, Takeover
from guanjia.signage.queries.facing import open_takeovers, where_of
from guanjia.signage.rules.screens import Contact, Scope, Spot, TakeoverKind, contact_of
from guanjia.signage.rules.zones import Where, covers, read_zone


@dataclass(frozen=True)
class ScreenLine:
    """A screen with its contact and what has taken it over."""

    screen: Screen
    contact: Contact
    taken: Takeover | None

    @property
    def hangs(self) -> Spot:
        """Where it hangs, with its label."""
        return Spot(self.screen.hangs)

    @property
    def scope(self) -> Scope:
        """What it is about, with its label."""
        return Scope(self.screen.scope)


@dataclass(frozen=True)
class ZoneLine:
    """A zone that has screens: how many, and what has taken just this zone over."""

    code: str
    name: str
    screens: int
    black: Takeover | None
    emergency: Takeover | None


def screens_of(site: Site) -> list[Screen]:
    """The screens that hang."""
    rows = Screen.objects.filter(site=site, retired_at=None)
    return list(rows.select_related("site", "room", "floor__building", "building", "spot__floor"))


def overview(site: Site, at: datetime) -> tuple[list[ScreenLine], list[ZoneLine]]:
    """Every screen, and every zone with screens: the site, buildings, floors, rooms."""
    screens, taken = screens_of(site), open_takeovers(site)
    where = {screen.pk: where_of(screen) for screen in screens}
    lines = [
        ScreenLine(screen, contact_of(screen.last_seen_at, at), _first(taken, where[screen.pk])) for screen in screens
    ]
    return lines, zones(site, list(where.values()), taken)


def _first(taken: list[Takeover], where: Where) -> Takeover | None:
    found = [each for each in taken if covers(read_zone(each.zone), where)]
    return min(found, key=lambda each: each.stage is not TakeoverKind.EMERGENCY, default=None)


def zones(site: Site, where: list[Where], taken: list[Takeover]) -> list[ZoneLine]:
    """The zones that hold at least one screen, or are taken over."""
    named: list[tuple[str, str]] = [("site", site.name)]
    named += [(f"building:{row.pk}", row.name) for row in Building.objects.filter(site=site)]
    floors = Floor.objects.filter(building__site=site).select_related("building")
    named += [(f"floor:{row.pk}", f"{row.building.name} {row.name}") for row in floors]
    named += [(f"room:{row.pk}", row.name) for row in Room.objects.filter(site=site)]
    open_now = {(each.zone, each.stage): each for each in taken}
    lines = []
    for code, name in named:
        count = sum(covers(read_zone(code), each) for each in where)
        black, emergency = open_now.get((code, TakeoverKind.BLACK)), open_now.get((code, TakeoverKind.EMERGENCY))
        if count or black or emergency:
            lines.append(ZoneLine(code, name, count, black, emergency))
    return lines
