"""What is typed about requests and work orders."""

from guanjia.servicedesk.forms.order import OpenForm
from guanjia.servicedesk.forms.request import RequestForm

__all__ = ["OpenForm", "RequestForm"]
