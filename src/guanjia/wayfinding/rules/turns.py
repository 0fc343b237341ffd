"""Left and right from the drawing: bearings clockwise from its top, y grows downwards."""

from math import atan2, degrees

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_
from guanjia.wayfinding.rules.graph import Spot

STRAIGHT_WITHIN, ROUND_FROM = 35.0, 145.0


class Side(Word):
    """Where to turn."""

    AHEAD = "ahead", N_("straight on")
    LEFT = "left", N_("to the left")
    RIGHT = "right", N_("right")
    BACK = "back", N_("back")


def bearing(a: Spot, b: Spot) -> float:
    """The direction from one place to another of its floor: 0 up the drawing, 90 to the right."""
    return degrees(atan2(b.x - a.x, a.y - b.y)) % 360


def turned(old: float, new: float) -> float:
    """How far one turns from one bearing to another: -180 to 180, to the right is positive."""
    return (new - old + 180) % 360 - 180


def side_of(old: float, new: float) -> Side:
    """The word for that turn."""
    by = turned(old, new)
    if abs(by) < STRAIGHT_WITHIN:
        return Side.AHEAD
    if abs(by) > ROUND_FROM:
        return Side.BACK
    return Side.RIGHT if by > 0 else Side.LEFT


def octant(old: float, new: float) -> int:
    """The arrow for a sign whose reader looks along `old`: 0 straight on, then by eighths clockwise, 2 right, 4 back, 6 left."""
    return round((new - old) % 360 / 45) % 8
