"""How many times at the desk somebody may keep from home, and how far ahead."""

from guanjia.kernel.words import gettext_noop as N_

DAYS_AHEAD = 14
MOST_BOOKED = 2
"""So many times may be kept at once by one person: more would leave none for the neighbours."""


def may_book(booked: int) -> str:
    """Why no further time is given, an English msgid; "" when it is."""
    if booked >= MOST_BOOKED:
        return N_("You keep two times already. Call one off first.")
    return ""
