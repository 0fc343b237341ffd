"""The door of assembly."""

from guanjia.assembly.models import Assembly, Motion
from guanjia.assembly.queries.rooms import room_path_of

__all__ = ["Assembly", "Motion", "room_path_of"]
