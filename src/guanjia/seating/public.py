"""The door of seating."""

from guanjia.seating.rules.charts import Chart, Place

__all__ = ["Chart", "Place"]
