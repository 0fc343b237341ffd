"""What dispatch learns of orders."""

from guanjia.dispatch.actions.proposing import settle_proposal
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.servicedesk.events import OrderMoved
from guanjia.servicedesk.public import OrderState


@receives(OrderMoved)
def note_given(event: OrderMoved, entry: Entry) -> None:
    """An order was given, taken or ended elsewhere than on the board: its open proposal is decided by that."""
    if event.new != OrderState.NEW:
        settle_proposal(order_id=event.order_id, at=entry.at)
