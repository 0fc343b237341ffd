"""Halls of a programme: those the site has by name, and new ones for the rest."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room, RoomStyle, Space, Style

_CODE = 40


def halls(*, site: Site, wanted: Mapping[str, int | None], actor: Any, at: datetime) -> dict[str, Room]:
    """A room for each name of `wanted` (name -> capacity or None), by hall_key of the name.

    A room of the site with that name or code is taken, whatever its case; else one is made, on a space of its own,
    with the usual buffers, and seated in theatre style where the programme gives a capacity. A second call makes none.
    """
    known: dict[str, Room] = {}
    for room in Room.objects.filter(site=site).order_by("-code"):
        known[hall_key(room.code)] = room
    for room in Room.objects.filter(site=site).order_by("-code"):
        known[hall_key(room.name)] = room
    missing: dict[str, str] = {}
    for name in wanted:
        if hall_key(name) not in known:
            missing.setdefault(hall_key(name), name)
    made = _make(site, missing.values(), wanted)
    record_many(
        site=site,
        at=at,
        actor=actor,
        action="import_programme",
        subject_kind="places.room",
        rows=[{"id": room.pk, "changes": {"code": room.code}} for room in made],
    )
    known.update(dict(zip(missing, made, strict=True)))
    return {hall_key(name): known[hall_key(name)] for name in wanted}


def hall_key(name: str) -> str:
    """What two spellings of one hall have in common: case and spaces do not count."""
    return " ".join(name.casefold().split())


def _make(site: Site, names: Iterable[str], capacities: Mapping[str, int | None]) -> list[Room]:
    wanted = list(names)
    if not wanted:
        return []
    codes = _codes(site, wanted)
    spaces = Space.objects.bulk_create(
        Space(site=site, code=code, name=name) for code, name in zip(codes, wanted, strict=True)
    )
    rooms = Room.objects.bulk_create(
        Room(site=site, code=code, name=name) for code, name in zip(codes, wanted, strict=True)
    )
    link = Room.spaces.through
    link.objects.bulk_create(
        link(room_id=room.pk, space_id=space.pk) for room, space in zip(rooms, spaces, strict=True)
    )
    RoomStyle.objects.bulk_create(
        RoomStyle(room=room, style=Style.THEATRE, capacity=capacity)
        for room, name in zip(rooms, wanted, strict=True)
        if (capacity := capacities[name])
    )
    return rooms


def _codes(site: Site, names: Iterable[str]) -> list[str]:
    """A code for each name: the name itself where it is free and short, else numbered."""
    taken = set(Room.objects.filter(site=site).values_list("code", flat=True))
    taken |= set(Space.objects.filter(site=site).values_list("code", flat=True))
    codes = []
    for name in names:
        code, number = name[:_CODE].strip(), 1
        while code in taken:
            number += 1
            code = f"{name[: _CODE - 5].strip()}-{number}"
        taken.add(code)
        codes.append(code)
    return codes
