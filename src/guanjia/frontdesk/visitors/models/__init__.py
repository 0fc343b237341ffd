from guanjia.frontdesk.visitors.models.access import AccessNeed, Facility
from guanjia.frontdesk.visitors.models.asking import HostQuestion
from guanjia.frontdesk.visitors.models.epidemic import (
    Area,
    Delivery,
    Disinfection,
    EpidemicPolicy,
    Isolation,
    Screening,
    Supply,
    SupplyMove,
)
from guanjia.frontdesk.visitors.models.gate import Gate, GateScan
from guanjia.frontdesk.visitors.models.muster import Muster, MusterLine
from guanjia.frontdesk.visitors.models.visit import VISIT, Visit

__all__ = [
    "VISIT",
    "AccessNeed",
    "Area",
    "Delivery",
    "Disinfection",
    "EpidemicPolicy",
    "Facility",
    "Gate",
    "GateScan",
    "HostQuestion",
    "Isolation",
    "Muster",
    "MusterLine",
    "Screening",
    "Supply",
    "SupplyMove",
    "Visit",
]
