"""Parts and labour that an order takes."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.servicedesk.actions.moving import OrderRefused
from guanjia.servicedesk.models import Labour, PartUsed, StockItem, WorkOrder
from guanjia.servicedesk.subjects import ORDER


@transaction.atomic
def use_part(*, order: WorkOrder, item: StockItem, count: int, actor: Any, at: datetime) -> PartUsed:
    """Take a part from the shelf for the order; a negative count puts it back. OrderRefused when the shelf has not that
    many, also when two take the last one at once, or when more comes back than was taken."""
    if count == 0 or item.site_id != order.site_id:
        raise OrderRefused(_("Say how many of which part."))
    taken = sum(order.parts.filter(item=item).values_list("count", flat=True))
    if taken + count < 0:
        raise OrderRefused(_("More comes back than was taken."))
    rows = StockItem.objects.filter(pk=item.pk, on_hand__gte=max(count, 0))
    if not rows.update(on_hand=F("on_hand") - count):
        raise OrderRefused(_("There are not that many on the shelf: %(part)s") % {"part": item.name})
    used = PartUsed.objects.create(order=order, item=item, count=count, at=at, user=actor)
    _note(order, "part", actor, at, {"item": item.code, "count": count})
    return used


@transaction.atomic
def note_labour(*, order: WorkOrder, minutes: int, note: str = "", actor: Any, at: datetime) -> Labour:
    """Time that the actor worked on the order, a minute to a day."""
    if not 0 < minutes <= LONGEST_MINUTES:
        raise OrderRefused(_("Minutes of work are from 1 to 1440."))
    labour = Labour.objects.create(order=order, user=actor, minutes=minutes, note=note.strip()[:200], at=at)
    _note(order, "labour", actor, at, {"minutes": minutes})
    return labour


LONGEST_MINUTES = 24 * 60


def _note(order: WorkOrder, action: str, actor: Any, at: datetime, changes: dict[str, Any]) -> None:
    record(
        site=order.site, at=at, actor=actor, action=action, subject=(ORDER, order.pk), from_state=order.state,
        to_state=order.state, changes=changes,
    )  # fmt: skip
