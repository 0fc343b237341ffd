from guanjia.frontdesk.visitors.models.access import AccessNeed, Facility
from guanjia.frontdesk.visitors.models.epidemic import (
    Area,
    Delivery,
    Disinfection,
    EpidemicPolicy,
    Screening,
    Supply,
    SupplyMove,
)
from guanjia.frontdesk.visitors.models.gate import Gate, GateScan
from guanjia.frontdesk.visitors.models.visit import Visit

__all__ = [
    "AccessNeed",
    "Area",
    "Delivery",
    "Disinfection",
    "EpidemicPolicy",
    "Facility",
    "Gate",
    "GateScan",
    "Screening",
    "Supply",
    "SupplyMove",
    "Visit",
]
