"""Tables of the counter."""

from guanjia.frontdesk.desk.models.aed import Aed
from guanjia.frontdesk.desk.models.call import Call
from guanjia.frontdesk.desk.models.machine import Machine, Pin, Sitting
from guanjia.frontdesk.desk.models.note import Note
from guanjia.frontdesk.desk.models.proxy import ProxyService
from guanjia.frontdesk.desk.models.quick import QuickCase, QuickStep

__all__ = ["Aed", "Call", "Machine", "Note", "Pin", "ProxyService", "QuickCase", "QuickStep", "Sitting"]
