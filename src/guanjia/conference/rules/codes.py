"""The code that a guest shows at the door: short enough for a QR code on a phone, signed so that nobody can make one."""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

PREFIX = "GJ1"
SHAPE = ">IQHI"
SIGNATURE = 10


@dataclass(frozen=True)
class GuestCode:
    """What the code says. `serial` grows when a code is given out anew, so that the old one no longer opens."""

    event_id: int
    guest_id: int
    serial: int
    valid_until: datetime


class BadCode(Exception):
    """Not one of our codes, or altered."""


def write_code(code: GuestCode, key: bytes) -> str:
    """The text of the QR code."""
    body = struct.pack(SHAPE, code.event_id, code.guest_id, code.serial, int(code.valid_until.timestamp()))
    return f"{PREFIX}.{_text(body + _sign(body, key))}"


def read_code(text: str, key: bytes) -> GuestCode:
    """What a scanned text says; raises BadCode. A code out of date is read all the same: who asks must look."""
    prefix, _dot, rest = text.strip().partition(".")
    if prefix != PREFIX or len(rest) > 80:
        raise BadCode
    try:
        raw = base64.urlsafe_b64decode(rest + "=" * (-len(rest) % 4))
    except ValueError:
        raise BadCode from None
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if len(body) != struct.calcsize(SHAPE) or not hmac.compare_digest(signature, _sign(body, key)):
        raise BadCode
    event_id, guest_id, serial, until = struct.unpack(SHAPE, body)
    return GuestCode(event_id, guest_id, serial, datetime.fromtimestamp(until, UTC))


def _sign(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:SIGNATURE]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
