"""Tables of wayfinding."""

from guanjia.wayfinding.models.closing import Closing
from guanjia.wayfinding.models.graph import WayLink, WaySpot

__all__ = ["Closing", "WayLink", "WaySpot"]
