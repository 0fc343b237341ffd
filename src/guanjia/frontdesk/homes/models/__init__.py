"""Tables of homes."""

from guanjia.frontdesk.homes.models.arrears import Arrears, ArrearsSheet
from guanjia.frontdesk.homes.models.letter import Letter
from guanjia.frontdesk.homes.models.outage import Outage, OutageScope, OutageTold
from guanjia.frontdesk.homes.models.passage import Passage
from guanjia.frontdesk.homes.models.renovation import Renovation, Violation, Worker

__all__ = [
    "Arrears",
    "ArrearsSheet",
    "Letter",
    "Outage",
    "OutageScope",
    "OutageTold",
    "Passage",
    "Renovation",
    "Violation",
    "Worker",
]
