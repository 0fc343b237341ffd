"""The door of the queue: numbers, appointments, peaks that other modules know of."""

from guanjia.frontdesk.queues.actions.appointing import appoint, make_appointment, move_appointment
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.peaks import add_peak
from guanjia.frontdesk.queues.actions.taking import arrive, take_number
from guanjia.frontdesk.queues.models import Appointment, Business, Counter, Ticket
from guanjia.frontdesk.queues.queries.row import forecast
from guanjia.frontdesk.queues.queries.slots import free_times
from guanjia.frontdesk.queues.rules.slots import AppointmentState
from guanjia.frontdesk.queues.rules.tickets import Priority

__all__ = [
    "Appointment",
    "AppointmentState",
    "Business",
    "Counter",
    "Priority",
    "QueueRefused",
    "Ticket",
    "add_peak",
    "appoint",
    "arrive",
    "forecast",
    "free_times",
    "make_appointment",
    "move_appointment",
    "take_number",
]
