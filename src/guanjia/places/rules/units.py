"""Units: their kinds, and how people write them (W19, FIELD 21)."""

import re

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class UnitKind(State):
    """What a unit is used for."""

    HOME = "home", N_("Home"), "blue"
    SHOP = "shop", N_("Shop"), "orange"
    OFFICE = "office", N_("Office"), "indigo"
    PARKING = "parking", N_("Parking space"), "secondary"
    STORAGE = "storage", N_("Storage room"), "secondary"


DIGITS = {word: str(value) for value, word in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
WORDS = r"[0-9A-Za-z零〇一二两三四五六七八九十百]+"
SPOKEN = re.compile(
    rf"(?P<building>{WORDS})\s*(?:栋|幢|号楼|座|楼)\s*(?:(?P<section>{WORDS})\s*单元)?\s*(?P<number>{WORDS})\s*(?:室|号|房)?"
)
DASHED = re.compile(
    r"(?<![0-9A-Za-z-])(?P<building>[0-9A-Za-z]{1,3})-(?:(?P<section>[0-9A-Za-z]{1,2})-)?(?P<number>[0-9]{3,5}[A-Za-z]?)(?![0-9A-Za-z-])"
)
DASHES = str.maketrans("－—–−~～#＃", "--------")
WIDE = {ord("０") + each: ord("0") + each for each in range(10)}


def unit_code(building: str, section: str, number: str) -> str:
    """The code of a unit: "3-2-1201", without a section "3-1201"."""
    return "-".join(part for part in (building.strip(), section.strip(), number.strip()) if part)


def units_in(text: str) -> list[str]:
    """Codes of the units that a text names, in order, each once: "3-2-1201", "三栋二单元1201", "3号楼2单元1201室".

    It only reads; whether such a unit exists is for the caller to ask.
    """
    calm = text.translate(WIDE).translate(DASHES)
    found = [(match.start(), match) for pattern in (SPOKEN, DASHED) for match in pattern.finditer(calm)]
    codes = [
        unit_code(plain_number(match["building"]), plain_number(match["section"] or ""), plain_number(match["number"]))
        for _start, match in sorted(found, key=lambda each: each[0])
    ]
    return list(dict.fromkeys(codes))


def plain_number(word: str) -> str:
    """Chinese numerals up to 99 as digits; anything else as it stands: 三 -> 3, 二十一 -> 21, A -> A."""
    if word == "十":
        return "10"
    if "十" in word:
        tens, _ten, ones = word.partition("十")
        return str(int(DIGITS.get(tens, tens) or 1) * 10 + int(DIGITS.get(ones, ones) or 0))
    return "".join(DIGITS.get(letter, letter) for letter in word)
