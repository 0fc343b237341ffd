"""How often a code may be guessed at a kiosk, and how early somebody may come."""

from datetime import timedelta

MOST_TRIES = 10
"""So many codes that nobody has close the field of a kiosk."""

TRIES_FORGOTTEN_AFTER = timedelta(minutes=10)
LOCKED_FOR = timedelta(minutes=10)
EARLY = timedelta(hours=2)
"""A pass may be shown at the kiosk this long before it begins."""
