"""What somebody at the counter typed or scanned: a phone, its tail, a plate, a card, a unit, a number of ours, a name."""

import re
import unicodedata

from guanjia.foundation.persons.rules.values import PLATE, PLATE_NOISE
from guanjia.places.rules.units import units_in

NUMBER = re.compile(r"[A-Z]{2,3}-?\d{8}-?\d{3,6}")
PHONE = re.compile(r"\+?\d[\d\s-]{5,18}\d")
CARD = re.compile(r"[0-9A-Za-z][0-9A-Za-z:\-]{5,31}")
TAIL = re.compile(r"\d{4}")
DOOR = re.compile(r"\d{3,4}")


def ways(text: str) -> list[str]:
    """How to look the text up, the surest way first: number, unit, plate, phone, tail, card, door, name. Empty for none."""
    calm = unicodedata.normalize("NFKC", text).strip()
    tight = re.sub(r"\s", "", calm)
    found = []
    if NUMBER.fullmatch(tight.upper()):
        found.append("number")
    if units_in(calm):
        found.append("unit")
    if PLATE.fullmatch(PLATE_NOISE.sub("", calm).upper()):
        found.append("plate")
    if PHONE.fullmatch(calm) and 7 <= len(re.sub(r"\D", "", calm)) <= 15:
        found.append("phone")
    if TAIL.fullmatch(tight):
        found.append("tail")
    if DOOR.fullmatch(tight):
        found.append("door")
    if CARD.fullmatch(tight) and any(letter.isdigit() for letter in tight) and "unit" not in found:
        found.append("card")
    if any(letter.isalpha() for letter in calm) and len(calm) <= 40 and not {"number", "unit", "plate"} & set(found):
        found.append("name")
    return found
