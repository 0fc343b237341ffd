"""Pick-up codes: six digits, made anew from a secret and never kept, and what a wrong one costs (W16)."""

import hashlib
import hmac
from datetime import datetime, timedelta

DIGITS = 6
MOST_TRIES = 5
"""So many wrong codes lock a parcel, and a desk for a while."""

DESK_LOCKED_FOR = timedelta(minutes=15)
TRIES_FORGOTTEN_AFTER = timedelta(minutes=15)
"""A desk's wrong codes count together when the first of them is no older than this."""


def make_code(secret: bytes, site_id: int, number: str, salt: int) -> str:
    """The code of a parcel by its tag; another salt gives another code."""
    digest = hmac.new(secret, f"code:{site_id}:{number}:{salt}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


def code_digest(secret: bytes, site_id: int, code: str) -> str:
    """What is kept of a code: found again by it, read from it never without the secret."""
    return hmac.new(secret, f"digest:{site_id}:{code}".encode(), hashlib.sha256).hexdigest()


def is_code(text: str) -> bool:
    """Whether the text is written like a code."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()


def is_locked(tries: int) -> bool:
    """Whether so many wrong codes have locked the parcel."""
    return tries >= MOST_TRIES


def counts_on(first_at: datetime, at: datetime) -> bool:
    """Whether a wrong code adds to those before, or begins a new count."""
    return at - first_at < TRIES_FORGOTTEN_AFTER
