"""The door of homes."""

from guanjia.frontdesk.homes.actions.outages import announce_outage, end_outage, extend_outage
from guanjia.frontdesk.homes.actions.passages import open_passage
from guanjia.frontdesk.homes.actions.people import welcome
from guanjia.frontdesk.homes.models import Outage, Passage, Renovation, Worker
from guanjia.frontdesk.homes.queries.hours import Allowed, allowed_at
from guanjia.frontdesk.homes.queries.outages import open_outages, outages_at, told_people, units_reached
from guanjia.frontdesk.homes.queries.workers import is_worker_allowed, workers_allowed
from guanjia.frontdesk.homes.rules.outage import OutageKind, OutageState

__all__ = [
    "Allowed",
    "Outage",
    "OutageKind",
    "OutageState",
    "Passage",
    "Renovation",
    "Worker",
    "allowed_at",
    "announce_outage",
    "end_outage",
    "extend_outage",
    "is_worker_allowed",
    "open_outages",
    "open_passage",
    "outages_at",
    "told_people",
    "units_reached",
    "welcome",
    "workers_allowed",
]
