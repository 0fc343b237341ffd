from guanjia.places.models.room import Equipment, Room, RoomStyle
from guanjia.places.models.slot import Closure, Slot
from guanjia.places.models.tree import Building, Floor, Section, Space
from guanjia.places.models.unit import Unit

__all__ = ["Building", "Closure", "Equipment", "Floor", "Room", "RoomStyle", "Section", "Slot", "Space", "Unit"]
