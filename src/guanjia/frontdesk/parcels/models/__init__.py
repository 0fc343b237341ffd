"""Tables of parcels."""

from guanjia.frontdesk.parcels.models.gate_pass import GatePass
from guanjia.frontdesk.parcels.models.locker import Locker
from guanjia.frontdesk.parcels.models.loss import LossReport
from guanjia.frontdesk.parcels.models.parcel import Parcel
from guanjia.frontdesk.parcels.models.tries import DeskTries
from guanjia.frontdesk.parcels.models.wish import HouseholdWish

__all__ = ["DeskTries", "GatePass", "HouseholdWish", "Locker", "LossReport", "Parcel"]
