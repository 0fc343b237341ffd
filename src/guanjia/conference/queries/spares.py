"""What may stand in for a piece that failed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from guanjia.conference.models import FaultRecord
from guanjia.conference.rules.faults import SPARES, FaultClass
from guanjia.custody.public import Item, ItemState
from guanjia.places.public import Equipment, EquipmentKind, Slot


@dataclass(frozen=True)
class Spare:
    """A piece that is free until the meeting ends; `whence` is the pool or the room it is borrowed from."""

    equipment: Equipment
    label: str
    whence: str


def spares_for(fault: FaultRecord, at: datetime) -> list[Spare]:
    """Pieces that fit the class of the fault: first the movable pool, then rooms nobody uses before the meeting ends.

    A piece that was lent to another meeting and has not come back is left out while its count is used up.
    """
    if not fault.kind:
        return []
    block = fault.block
    end = max(block.ends_at, at)
    busy = Slot.objects.filter(site=fault.site, starts_at__lt=end, ends_at__gt=at).values("space")
    rows = Equipment.objects.filter(site=fault.site, kind__in=SPARES[FaultClass(fault.kind)]).select_related("room")
    rows = rows.exclude(room=block.room_id).exclude(room__spaces__in=busy).distinct()
    out = Item.objects.filter(site=fault.site, state__in=[ItemState.OUT, ItemState.BROKEN])
    lent = list(out.values_list("name", "place"))
    found = [_spare(each) for each in rows.order_by("pk")]
    free = [s for s in found if lent.count((s.equipment.name or s.label, s.whence)) < s.equipment.count]
    return sorted(free, key=lambda spare: (spare.equipment.room_id is not None, spare.equipment.pk))


def _spare(each: Equipment) -> Spare:
    label = _(EquipmentKind(each.kind).label)
    return Spare(each, label, each.room.name if each.room is not None else _("Movable pool"))
