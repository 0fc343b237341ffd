"""The door of wayfinding: screens ask for arrows, guests' pages for the way."""

from guanjia.wayfinding.actions.drawing import topic
from guanjia.wayfinding.models import WaySpot
from guanjia.wayfinding.queries.asking import Pointer, entrance_way, nearest_exit, pointers
from guanjia.wayfinding.queries.finding import is_english
from guanjia.wayfinding.queries.graphs import english_rooms
from guanjia.wayfinding.queries.telling import Told
from guanjia.wayfinding.rules.names import english_floor

__all__ = [
    "Pointer",
    "Told",
    "WaySpot",
    "english_floor",
    "english_rooms",
    "entrance_way",
    "is_english",
    "nearest_exit",
    "pointers",
    "topic",
]
