"""The door of places."""

from guanjia.places.actions.closures import close_room
from guanjia.places.actions.master import set_capacity
from guanjia.places.actions.slots import (
    Claim,
    SlotTaken,
    claim_slot,
    claim_slots,
    confirm_slot,
    move_slot,
    move_slots,
    release_slot,
    release_slots,
)
from guanjia.places.actions.units import Saved, UnitDraft, differs, save_units
from guanjia.places.models import Building, Closure, Equipment, Floor, Room, RoomStyle, Section, Slot, Space, Unit
from guanjia.places.queries.free_rooms import FreeRoom, free_rooms
from guanjia.places.queries.takers import Taken, named, slots_between
from guanjia.places.rules.capacity import seats_needed
from guanjia.places.rules.equipment import EquipmentKind
from guanjia.places.rules.layout import Proposal, Purpose, propose_layout
from guanjia.places.rules.styles import Style
from guanjia.places.rules.taking import EndsBeforeStart
from guanjia.places.rules.units import UnitKind, plain_number, unit_code, units_in
from guanjia.places.rules.venue import Criterion, Venue, VenueScore, score_venue

__all__ = [
    "Building",
    "Claim",
    "Closure",
    "Criterion",
    "EndsBeforeStart",
    "Equipment",
    "EquipmentKind",
    "Floor",
    "FreeRoom",
    "Proposal",
    "Purpose",
    "Room",
    "RoomStyle",
    "Saved",
    "Section",
    "Slot",
    "SlotTaken",
    "Space",
    "Style",
    "Taken",
    "Unit",
    "UnitDraft",
    "UnitKind",
    "Venue",
    "VenueScore",
    "claim_slot",
    "claim_slots",
    "close_room",
    "confirm_slot",
    "differs",
    "free_rooms",
    "move_slot",
    "move_slots",
    "named",
    "plain_number",
    "propose_layout",
    "release_slot",
    "release_slots",
    "save_units",
    "score_venue",
    "seats_needed",
    "set_capacity",
    "slots_between",
    "unit_code",
    "units_in",
]
