"""Spaces, rooms, halls with parts, equipment."""

from itertools import count
from typing import Any

from guanjia.foundation.sites.public import Site
from guanjia.places.public import Building, Equipment, Floor, Room, RoomStyle, Space, Style

_next = count(1)


def make_floor(site: Site, level: int = 1, building: str = "M") -> Floor:
    house, _made = Building.objects.get_or_create(site=site, code=building, defaults={"name": f"Building {building}"})
    floor, _made = Floor.objects.get_or_create(
        building=house, section=None, level=level, defaults={"name": f"{level}F"}
    )
    return floor


def make_space(site: Site, code: str = "", **fields: Any) -> Space:
    code = code or f"S{next(_next)}"
    return Space.objects.create(site=site, code=code, name=fields.pop("name", code), **fields)


def make_room(
    site: Site,
    code: str = "",
    *,
    spaces: list[Space] | None = None,
    styles: dict[Style, int] | None = None,
    equipment: dict[str, int] | None = None,
    **fields: Any,
) -> Room:
    """A room on a space of its own unless `spaces` are given; no buffers, 30 seats in theatre style unless told."""
    code = code or f"R{next(_next)}"
    buffers = {"setup_minutes": fields.pop("setup_minutes", 0), "cleardown_minutes": fields.pop("cleardown_minutes", 0)}
    room = Room.objects.create(site=site, code=code, name=fields.pop("name", f"Room {code}"), **buffers, **fields)
    room.spaces.set([make_space(site, code)] if spaces is None else spaces)
    seats = {Style.THEATRE: 30} if styles is None else styles
    RoomStyle.objects.bulk_create(RoomStyle(room=room, style=style, capacity=many) for style, many in seats.items())
    Equipment.objects.bulk_create(
        Equipment(site=site, room=room, kind=kind, count=many) for kind, many in (equipment or {}).items()
    )
    return room


def make_hall(site: Site, code: str = "HALL", parts: int = 3, **fields: Any) -> tuple[Room, list[Room]]:
    """A dividable hall: the whole of it as one room, and each of its parts as a room."""
    spaces = [make_space(site, f"{code}-{letter}") for letter in "ABCDEFGH"[:parts]]
    whole = make_room(site, code, spaces=spaces, styles={Style.THEATRE: 100 * parts}, **fields)
    return whole, [
        make_room(site, space.code, spaces=[space], styles={Style.THEATRE: 100}, **fields) for space in spaces
    ]
