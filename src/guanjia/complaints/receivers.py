"""A duty that found ground for complaint opens one here."""

from guanjia.complaints.actions.receiving import Heard, receive_complaint
from guanjia.complaints.rules.nature import Channel, Kind
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.servicedesk.events import OrderOpened
from guanjia.servicedesk.public import WorkOrder


@receives(OrderOpened)
def open_for_order(event: OrderOpened, entry: Entry) -> None:
    """A work order of the kind complaint (a failed line of a checklist that asks for one) opens a complaint, once."""
    if event.kind != "complaint":
        return
    order = WorkOrder.objects.select_related("site", "place", "reporter").filter(pk=event.order_id).first()
    if order is None:
        return
    heard = Heard(
        problem=order.title,
        happened_at=order.opened_at,
        place=order.place.name if order.place is not None else "",
        kind=Kind.OTHER,
        channel=Channel.DUTY,
        anonymous=True,
        subject=("servicedesk.work_order", order.pk),
        source_key=f"order:{order.pk}",
    )
    receive_complaint(site=order.site, heard=heard, actor=order.reporter, at=entry.at)
