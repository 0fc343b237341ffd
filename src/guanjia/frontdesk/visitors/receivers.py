"""What visitors do when something below them happens."""

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.frontdesk.visitors.actions.access import free_for_order
from guanjia.servicedesk.events import OrderMoved
from guanjia.servicedesk.public import OrderState, WorkOrder


@receives(OrderMoved)
def free_facility(event: OrderMoved, entry: Entry) -> None:
    """A ramp whose work order is completed, or called off, is open again on the map."""
    if event.new in {OrderState.COMPLETED, OrderState.CANCELLED}:
        order = WorkOrder.objects.filter(pk=event.order_id).first()
        if order is not None:
            free_for_order(order, entry.at)
