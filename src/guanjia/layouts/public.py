"""The door of layouts."""

from guanjia.layouts.queries.layouts import has_twin, layout_of_block
from guanjia.layouts.rules.plan import Place, Plan, Seat

__all__ = ["Place", "Plan", "Seat", "has_twin", "layout_of_block"]
