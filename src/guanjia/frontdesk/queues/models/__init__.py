"""Tables of the queue."""

from guanjia.frontdesk.queues.models.appointment import Appointment
from guanjia.frontdesk.queues.models.counter import Business, Counter
from guanjia.frontdesk.queues.models.peak import PeakPlan
from guanjia.frontdesk.queues.models.ticket import QueueDay, Ticket

__all__ = ["Appointment", "Business", "Counter", "PeakPlan", "QueueDay", "Ticket"]
