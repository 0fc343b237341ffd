"""On which shelf a parcel goes: by building, by alphabet, or in zones of room numbers (PARC-011, PARC-012)."""

import re

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

UNKNOWN = "0"
FLOORS_A_ZONE = 10


class ShelfRule(State):
    """How shelves are divided."""

    BUILDING = "building", N_("By building"), "blue"
    ALPHABET = "alphabet", N_("By first letter of the surname"), "teal"
    ROOM = "room", N_("In zones of room numbers"), "indigo"


def shelf_for(rule: ShelfRule, *, building: str, number: str, initials: str) -> str:
    """The shelf's mark: "3", "W", "3-B"; UNKNOWN for a parcel whose recipient is not known.

    Zones hold ten storeys each: 101 and 901 are in A, 1001 and 1902 in B.
    """
    if rule is ShelfRule.ALPHABET:
        return initials[:1].upper() or UNKNOWN
    if not building:
        return UNKNOWN
    if rule is ShelfRule.BUILDING:
        return building
    return f"{building}-{zone_of_room(number)}"


def zone_of_room(number: str) -> str:
    """The zone of a room number: its storey is what stands before the last two digits."""
    digits = re.sub(r"\D", "", number)
    storey = int(digits[:-2] or 0) if digits else 0
    return chr(ord("A") + min(25, storey // FLOORS_A_ZONE))


def is_watched(shelf: str, camera_zone: str, unwatched: str) -> bool:
    """Whether a thing may be stored there: under a camera that has a name, and on no shelf that none sees (PARC-009)."""
    blind = {each.strip().upper() for each in re.split("[,，、\\s]+", unwatched) if each.strip()}
    return bool(camera_zone.strip()) and shelf.strip().upper() not in blind
