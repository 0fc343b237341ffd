"""The signed messages of a telephone system: who may send them, and when."""

import hashlib
import hmac
from datetime import datetime, timedelta

DRIFT = timedelta(minutes=5)
"""A message older or younger than this is a replay or a wrong clock."""
KINDS = frozenset({"ringing", "answered", "hangup"})


def signature(secret: str, stamp: int, body: bytes) -> str:
    """The hex HMAC-SHA256 of "stamp.body"."""
    return hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


def is_genuine(secret: str, header: str, body: bytes) -> bool:
    """Whether the header `t=<unix seconds>,v1=<hex>` was made with the secret for this body."""
    stamp, given = parts(header)
    return stamp is not None and hmac.compare_digest(signature(secret, stamp, body), given)


def is_fresh(header: str, at: datetime) -> bool:
    """Whether the message was signed within five minutes of `at`, before or after."""
    stamp, _given = parts(header)
    return stamp is not None and abs(at.timestamp() - stamp) <= DRIFT.total_seconds()


def parts(header: str) -> tuple[int | None, str]:
    """The stamp and the signature of a header; (None, "") where it is none."""
    found = dict(part.strip().partition("=")[::2] for part in header.split(","))
    stamp = found.get("t", "")
    return (int(stamp), found.get("v1", "")) if stamp.isdecimal() and len(stamp) < 12 else (None, "")
