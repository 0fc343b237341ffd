"""The PIN with which somebody signs in at a desk machine (FIELD 8)."""

import itertools
from datetime import datetime, timedelta

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

TRIES = 5
"""So many wrong ones in a row lock the PIN."""
LOCKED_FOR = timedelta(minutes=15)
SHORTEST, LONGEST = 4, 8


class PinAnswer(State):
    """What became of a try."""

    RIGHT = "right", N_("Signed in"), "green"
    WRONG = "wrong", N_("Card or PIN is wrong."), "red"
    LOCKED = "locked", N_("Too many wrong tries. The PIN is locked for a quarter of an hour."), "red"


def is_locked(tries: int, last_try_at: datetime | None, at: datetime) -> bool:
    """Whether no PIN is looked at now: after the fifth wrong one until the time is over."""
    return tries >= TRIES and last_try_at is not None and at - last_try_at < LOCKED_FOR


def next_tries(tries: int) -> int:
    """The count after one more wrong try; after a lock that has run out it begins anew."""
    return 1 if tries >= TRIES else tries + 1


def weak(pin: str) -> bool:
    """Whether a PIN may not be chosen: not 4 to 8 digits, one digit throughout, or digits that count up or down."""
    if not pin.isdecimal() or not SHORTEST <= len(pin) <= LONGEST:
        return True
    steps = {int(after) - int(before) for before, after in itertools.pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, -1}


def is_idle(seen_at: datetime, at: datetime, limit: timedelta) -> bool:
    """Whether nobody has touched the machine for longer than it may stand open."""
    return at - seen_at > limit
