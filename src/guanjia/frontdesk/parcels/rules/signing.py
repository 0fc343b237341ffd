"""Signed words between the house and a locker: HMAC over moment and body, good for five minutes."""

import hashlib
import hmac

GOOD_FOR_S = 300


def sign(secret: str, moment: int, body: bytes) -> str:
    """The signature of a body at a moment (seconds since 1970)."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def is_genuine(secret: str, moment: int, body: bytes, signature: str, now: int) -> bool:
    """Whether the signature is of this body and its moment no further than five minutes away."""
    if not secret or abs(now - moment) > GOOD_FOR_S:
        return False
    return hmac.compare_digest(sign(secret, moment, body), signature)
