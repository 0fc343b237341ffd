"""The door of the service desk: work orders in the first form that the conference chain needs."""

from guanjia.servicedesk.actions.moving import OrderRefused, accept_order, complete_order, dispatch_order, move_order
from guanjia.servicedesk.actions.opening import ORDER, Report, open_order
from guanjia.servicedesk.models import WorkOrder
from guanjia.servicedesk.queries import open_orders_about, order_list, orders_about, photos_of
from guanjia.servicedesk.rules.orders import OPEN_ORDER, OrderKind, OrderState, Urgency

__all__ = [
    "OPEN_ORDER",
    "ORDER",
    "OrderKind",
    "OrderRefused",
    "OrderState",
    "Report",
    "Urgency",
    "WorkOrder",
    "accept_order",
    "complete_order",
    "dispatch_order",
    "move_order",
    "open_order",
    "open_orders_about",
    "order_list",
    "orders_about",
    "photos_of",
]
