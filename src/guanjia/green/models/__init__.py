"""Tables of green."""

from guanjia.green.models.meal import Meal
from guanjia.green.models.needs import GuestNeeds, KitchenNote
from guanjia.green.models.sheet import GreenSheet, MeterReading, SiteFactor, Tally, Weighing

__all__ = ["GreenSheet", "GuestNeeds", "KitchenNote", "Meal", "MeterReading", "SiteFactor", "Tally", "Weighing"]
