"""Outlines of rooms are saved, by hand or from a building model."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.layouts.models import OutlineSource, RoomOutline
from guanjia.layouts.rules.design import STYLES, design
from guanjia.layouts.rules.hall import Hall, faults, plain, snapped
from guanjia.layouts.rules.refusals import LayoutRefused, StaleLayout
from guanjia.layouts.rules.room import Unfit, Wish
from guanjia.places.public import Room

OUTLINE = "layouts.outline"


def save_outline(
    *,
    room: Room,
    hall: Hall,
    rev: int,
    actor: Any,
    at: datetime,
    source: OutlineSource = OutlineSource.HAND,
    source_name: str = "",
) -> RoomOutline:
    """Store walls, pillars, doors and stage of the room; `rev` is the revision that was read, 0 for the first outline.

    Raises LayoutRefused with the first fault (a side that crosses another is named), StaleLayout, SecretRefused.
    """
    refuse_marked({"source_name": source_name}, site=room.site)
    for fault in faults(hall):
        raise LayoutRefused(fault.field, _(fault.message) % fault.values)
    data = plain(snapped(hall))
    try:
        with transaction.atomic():
            return _store(room, data, rev, actor, at, source, source_name)
    except IntegrityError as error:
        raise StaleLayout(str(error)) from error


def _store(
    room: Room, data: dict[str, Any], rev: int, actor: Any, at: datetime, source: OutlineSource, source_name: str
) -> RoomOutline:
    fields = {
        "data": data,
        "most": {},
        "source": source,
        "source_name": source_name[:200],
        "saved_at": at,
        "saved_by": actor,
    }
    if rev == 0:
        outline = RoomOutline.objects.create(site=room.site, room=room, **fields)
    else:
        if not RoomOutline.objects.filter(room=room, rev=rev).update(**fields, rev=rev + 1):
            raise StaleLayout
        outline = RoomOutline.objects.get(room=room)
    changes = {"room": room.code, "corners": len(data["outline"]), "doors": len(data["doors"]), "source": source.value}
    record(site=room.site, at=at, actor=actor, action="outline", subject=(OUTLINE, outline.pk), changes=changes)
    return outline


def count_styles(*, outline: RoomOutline) -> dict[str, int]:
    """The most people in each style, counted for this outline and kept with it; 0 where a style does not fit (VENU-001)."""
    counted = {}
    for style in STYLES:
        try:
            counted[style] = design(outline.hall, style, Wish(lectern=False)).plan.count
        except Unfit:
            counted[style] = 0
    RoomOutline.objects.filter(pk=outline.pk, rev=outline.rev).update(most=counted)
    return counted
