"""What a place is called, so that it can be said aloud and found in the hall."""

import re

from guanjia.kernel.words import gettext_noop as N_
from guanjia.seating.rules.states import Scene

ROW = re.compile(r"^R(\d+)-(\d+)$")
TABLE = re.compile(r"^T(\d+)-(\d+)$")
CAR = re.compile(r"^C(\d+)-(.+)$")

CAR_SEATS = {
    "F-right": N_("front right"), "M-left": N_("middle left"), "M-right": N_("middle right"), "R-left": N_("rear left"),
    "R-right": N_("rear right"), "B-left": N_("back left"), "B-middle": N_("back middle"), "B-right": N_("back right"),
}  # fmt: skip
SIDES = {"G": N_("guest %(n)s"), "H": N_("host %(n)s")}


def spot_words(scene: Scene, key: str) -> tuple[str, dict[str, object]]:
    """(English msgid with fields, their values) of a place: the row and the place from the audience's left, table and seat."""
    if scene is Scene.FLOOR or not key:
        return (key or "–", {})
    if scene is not Scene.LONG_TABLE and scene is not Scene.BANQUET and (found := ROW.match(key)):
        return (N_("row %(row)s, %(n)s from the left"), {"row": int(found[1]), "n": int(found[2])})
    if found := TABLE.match(key):
        return (N_("table %(table)s, seat %(n)s"), {"table": int(found[1]), "n": int(found[2])})
    if found := CAR.match(key):
        seat = CAR_SEATS.get(found[2], found[2])
        return (N_("car %(car)s, %(seat)s"), {"car": int(found[1]), "seat": seat})
    if key[0] in SIDES and key[1:].isdecimal():
        return (SIDES[key[0]], {"n": int(key[1:])})
    return (HELPERS.get(key.split("-")[-1].rstrip("0123456789"), key), {})


HELPERS = {
    "interpreter": N_("interpreter's place"),
    "notes": N_("note-taker's place"),
    "assistant": N_("assistant's place"),
}
