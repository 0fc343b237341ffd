"""What seating stores."""

from guanjia.seating.models.floor import FloorRun
from guanjia.seating.models.order import OrderLine, SignedOrder
from guanjia.seating.models.plan import Reseating, Seated, SeatPlan, Wish

__all__ = ["FloorRun", "OrderLine", "Reseating", "SeatPlan", "Seated", "SignedOrder", "Wish"]
