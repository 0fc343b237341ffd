"""The door of seating."""

from guanjia.seating.models import SeatPlan
from guanjia.seating.rules.charts import Chart, Place
from guanjia.seating.rules.floor import Seat

__all__ = ["Chart", "Place", "Seat", "SeatPlan"]
