"""Rooms from a sheet."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.public import Row, Taken
from guanjia.places.actions.master import save_room
from guanjia.places.models import Building, Equipment, Floor, Room, Space
from guanjia.places.rules.styles import Style

ROOM_FIELDS = ("name", "setup_minutes", "cleardown_minutes", "exits", "fire_ok", "outdoor")


def check_rooms(site: Site, rows: Sequence[Row]) -> None:
    """Set the fate of each row; refuse parts that are neither space nor row of the sheet, and rooms without seats."""
    known = {room.code: room for room in Room.objects.filter(site=site)}
    spaces = set(Space.objects.filter(site=site).values_list("code", flat=True))
    spaces |= {row.values["code"] for row in rows if not row.values["parts"]}
    for row in rows:
        missing = [code for code in row.values["parts"] if code not in spaces]
        if missing:
            row.refuse("parts", _("no such space: %(codes)s") % {"codes": ", ".join(missing)})
        if not any(row.values[style.value] for style in Style):
            row.refuse("theatre", _("no capacity for any style"))
        if row.values["code"] in known:
            row.fate = "update"


def take_rooms(*, site: Site, rows: Sequence[Row], actor: Any, at: datetime) -> Taken:
    """Make or change a room per row, undivided ones first, so that halls find their parts. By code: nothing doubles."""
    known = {room.code: room for room in Room.objects.filter(site=site)}
    created = updated = 0
    for row in sorted(rows, key=lambda row: len(row.values["parts"])):
        room = known.get(row.values["code"])
        created, updated = (created, updated + 1) if room else (created + 1, updated)
        _take(site, room or Room(code=row.values["code"]), row.values, actor, at)
    return Taken(created=created, updated=updated)


def _take(site: Site, room: Room, values: dict[str, Any], actor: Any, at: datetime) -> None:
    for name in ROOM_FIELDS:
        setattr(room, name, values[name])
    capacities = {style.value: values[style.value] for style in Style if values[style.value]}
    parts = list(Space.objects.filter(site=site, code__in=values["parts"] or [room.code]))
    save_room(room=room, site=site, spaces=parts, capacities=capacities, at=at, actor=actor)
    if not values["parts"]:
        _place(site, room, values["building"], values["floor"], values["area_m2"])
    if values["equipment"]:
        room.equipment.all().delete()
        Equipment.objects.bulk_create(
            Equipment(site=site, room=room, kind=kind, count=many) for kind, many in values["equipment"].items()
        )


def _place(site: Site, room: Room, building: str, level: int | None, area: Decimal | None) -> None:
    space = room.spaces.get()
    space.name, space.area_m2 = room.name, area or space.area_m2
    if building and level is not None:
        house, _made = Building.objects.get_or_create(site=site, code=building, defaults={"name": building})
        space.floor, _made = Floor.objects.get_or_create(
            building=house, section=None, level=level, defaults={"name": f"{level}F"}
        )
    space.save()
