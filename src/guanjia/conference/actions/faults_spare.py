"""The spare scheme: a movable piece or one from a free room is brought, and comes back through custody."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.faults import mitigate
from guanjia.conference.models import FaultRecord
from guanjia.conference.queries.spares import spares_for
from guanjia.conference.rules.refusals import Refused
from guanjia.custody.public import ItemKind, Thing, take_item
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.places.public import Equipment


@transaction.atomic
def put_spare(
    *, fault: FaultRecord, words: str, actor: Any, at: datetime, equipment_id: int | None = None
) -> FaultRecord:
    """Put the spare scheme in force so that the meeting goes on (EQFT-006).

    With `equipment_id` a piece of the pool or of a room that is free is lent to this room: it is in custody until somebody
    signs it back. Its row is held first, so two who reach for it at once do not both get it. Without, `words` say what
    else was done (rented, dial-in, another room). Raises Refused for a piece that is taken meanwhile, or for neither.
    """
    item = None
    if equipment_id is not None:
        list(Equipment.objects.select_for_update().filter(pk=equipment_id, site=fault.site).values_list("pk"))
        found = next((each for each in spares_for(fault, at) if each.equipment.pk == equipment_id), None)
        if found is None:
            raise Refused("equipment", _("This piece is in use by now; choose another one."))
        thing = Thing(
            name=str(found.equipment.name or found.label),
            subject=("conference.block", fault.block_id),
            place=found.whence,
            holder=fault.block.room.name,
            due_at=fault.block.ends_at,
        )
        item = take_item(site=fault.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=actor, actor=actor, at=at)
        words = words.strip() or f"{thing.name} ({found.whence})"
    if not words.strip():
        raise Refused("words", _("Say what keeps the meeting going."))
    refuse_marked({"words": words}, site=fault.site)
    return mitigate(fault, actor, at, spare=words.strip()[:300], spare_item=item)
