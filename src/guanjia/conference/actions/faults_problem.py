"""A fault that comes again within days opens a problem note."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.conference.models import FaultRecord
from guanjia.conference.rules.faults import FaultClass, recurs
from guanjia.foundation.sites.public import local
from guanjia.servicedesk.public import OrderKind, Report, WorkOrder, open_order


def note_recurrence(*, fault: FaultRecord, actor: Any, at: datetime) -> WorkOrder | None:
    """Open a problem note for the room when a fault of this class was there within a week; one a room, class and month."""
    same = FaultRecord.objects.filter(block__room=fault.block.room_id, kind=fault.kind).exclude(pk=fault.pk)
    if not fault.kind or not recurs(same.values_list("reported_at", flat=True), fault.reported_at):
        return None
    room, kind = fault.block.room, FaultClass(fault.kind)
    report = Report(
        title=_("Comes again: %(kind)s, %(room)s") % {"kind": _(kind.label), "room": room.name},
        kind=OrderKind.PROBLEM,
        place_id=fault.order.place_id,
        subject=("conference.fault", fault.pk),
        source_key=f"problem:{room.pk}:{kind}:{local(fault.site, at):%Y%m}",
    )
    return open_order(site=fault.site, report=report, actor=actor, at=at)
