"""Screens: where they hang, what they are about, when one is late."""

from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

LATE_AFTER = timedelta(minutes=5)
"""A screen that has not asked for so long is shown late to the site."""


class Spot(Word):
    """Where a screen hangs."""

    LOBBY = "lobby", N_("Lobby")
    LIFT = "lift", N_("Lift")
    FLOOR = "floor", N_("Floor")
    DOOR = "door", N_("Door of a room")


class Scope(Word):
    """What a screen is about."""

    ROOM = "room", N_("One room")
    FLOOR = "floor", N_("One floor")
    BUILDING = "building", N_("One building")
    SITE = "site", N_("Everywhere on the site")


class Tongue(Word):
    """In which languages it speaks; two take turns."""

    ZH = "zh-hans", N_("Chinese")
    EN = "en", N_("English")
    BOTH = "zh-hans,en", N_("Chinese and English in turn")


class Shape(Word):
    """How it hangs."""

    WIDE = "wide", N_("Landscape")
    TALL = "tall", N_("Portrait")


class Contact(State):
    """Whether a screen asks."""

    NEVER = "never", N_("Never asked yet"), "secondary"
    HEARD = "heard", N_("In contact"), "green"
    LATE = "late", N_("Out of touch"), "red"


def contact_of(last_seen_at: datetime | None, at: datetime) -> Contact:
    """Whether the screen is in contact at a moment: late from five minutes on."""
    if last_seen_at is None:
        return Contact.NEVER
    return Contact.LATE if at - last_seen_at >= LATE_AFTER else Contact.HEARD


class TakeoverKind(State):
    """What takes the screens of a zone over."""

    BLACK = "black", N_("Black"), "secondary"
    EMERGENCY = "emergency", N_("Emergency"), "red"
