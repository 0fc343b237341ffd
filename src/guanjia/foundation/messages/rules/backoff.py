"""How long to wait before a channel is tried again."""

from datetime import timedelta

FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)


def pause(attempts: int) -> timedelta:
    """The pause after the n-th failed attempt: a minute doubling up to an hour."""
    return min(FIRST * 2 ** min(attempts - 1, 10), LONGEST)
