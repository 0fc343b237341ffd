"""Zones: a room, a floor, a building, the whole site; which screens lie in one."""

from dataclasses import dataclass

KINDS = ("room", "floor", "building")


class BadZone(ValueError):
    """The text names no zone."""


@dataclass(frozen=True, slots=True)
class Zone:
    """`kind` is site, room, floor or building; `key` the row's, 0 for the site."""

    kind: str
    key: int = 0

    def __str__(self) -> str:
        return "site" if self.kind == "site" else f"{self.kind}:{self.key}"


def read_zone(text: str) -> Zone:
    """The zone of "site" or "room:12". Raises BadZone."""
    if text == "site":
        return Zone("site")
    kind, _colon, number = text.partition(":")
    if kind not in KINDS or not (number.isascii() and number.isdecimal() and len(number) < 19):
        raise BadZone(text)
    return Zone(kind, int(number))


@dataclass(frozen=True, slots=True)
class Where:
    """Where a screen hangs and what it is about: rooms, floors and buildings it belongs to."""

    rooms: frozenset[int]
    floors: frozenset[int]
    buildings: frozenset[int]


def covers(zone: Zone, where: Where) -> bool:
    """Whether a zone takes the screen in."""
    found = {"room": where.rooms, "floor": where.floors, "building": where.buildings}
    return zone.kind == "site" or zone.key in found[zone.kind]
