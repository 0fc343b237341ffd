"""Requests, work orders and what belongs to them."""

from guanjia.servicedesk.models.incident import Incident
from guanjia.servicedesk.models.label import Label
from guanjia.servicedesk.models.mail import IncomingMail
from guanjia.servicedesk.models.mapping import ColumnMapping
from guanjia.servicedesk.models.order import WorkOrder
from guanjia.servicedesk.models.request import CallBack, RequestNote, ServiceRequest
from guanjia.servicedesk.models.work import Labour, PartUsed, PriceItem, Quote, StockItem

__all__ = [
    "CallBack",
    "ColumnMapping",
    "Incident",
    "IncomingMail",
    "Label",
    "Labour",
    "PartUsed",
    "PriceItem",
    "Quote",
    "RequestNote",
    "ServiceRequest",
    "StockItem",
    "WorkOrder",
]
