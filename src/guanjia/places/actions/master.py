"""Rooms, spaces, floors, buildings, equipment: master data of a site."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site
from guanjia.places.models import Equipment, Room, RoomStyle, Space
from guanjia.places.queries.takers import ROOM


@transaction.atomic
def save_room(
    *,
    room: Room,
    site: Site,
    spaces: Sequence[Space],
    capacities: Mapping[str, int],
    at: datetime,
    actor: Any,
) -> Room:
    """Store a new or changed room with its spaces and the capacity of each style; a style without one is taken away.

    Without spaces the room gets one of its own, of the same code and name.
    """
    fresh = room.pk is None
    room.site = site
    room.save()
    own = list(spaces)
    if not own:
        named = {"name": room.name}
        own = [Space.objects.get_or_create(site=site, code=room.code, defaults=named)[0]]
    room.spaces.set(own)
    room.styles.exclude(style__in=capacities).delete()
    rows = [RoomStyle(room=room, style=style, capacity=many) for style, many in capacities.items()]
    RoomStyle.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["room", "style"], update_fields=["capacity"]
    )
    action = "places.add_room" if fresh else "places.change_room"
    record(site=site, at=at, actor=actor, action=action, subject=(ROOM, room.pk), changes={"code": room.code})
    return room


@transaction.atomic
def set_capacity(*, room: Room, style: str, capacity: int, at: datetime, actor: Any) -> None:
    """Write how many people the room takes in one style; the other styles stay. A second call changes nothing."""
    known = RoomStyle.objects.filter(room=room, style=style).values_list("capacity", flat=True).first()
    if known == capacity:
        return
    RoomStyle.objects.update_or_create(room=room, style=style, defaults={"capacity": capacity})
    changes = {"code": room.code, "style": style, "capacity": [known, capacity]}
    record(site=room.site, at=at, actor=actor, action="places.set_capacity", subject=(ROOM, room.pk), changes=changes)


@transaction.atomic
def save_place(*, row: models.Model, site: Site, at: datetime, actor: Any) -> None:
    """Store a new or changed building, section, floor, space or piece of equipment."""
    fresh, noun = row.pk is None, row._meta.model_name
    row.save()
    action = f"places.{'add' if fresh else 'change'}_{noun}"
    record(site=site, at=at, actor=actor, action=action, subject=(f"places.{noun}", row.pk))


@transaction.atomic
def remove_equipment(*, equipment: Equipment, at: datetime, actor: Any) -> None:
    """Take a piece of equipment out of the register."""
    changes = {"kind": equipment.kind, "count": equipment.count, "room": equipment.room_id}
    subject = ("places.equipment", equipment.pk)
    record(
        site=equipment.site,
        at=at,
        actor=actor,
        action="places.remove_equipment",
        subject=subject,
        changes=changes,
    )
    equipment.delete()
