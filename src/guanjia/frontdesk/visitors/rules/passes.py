"""The pass: signed by the site, read and judged by a gate that has no network (VISI-006, VISI-009).

The gate holds public keys only: whoever steals a tablet can read passes and make none. frontend/lib/pass.ts judges the
same way in the same order.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

PREFIX = "GJ2"
HALF = 32
LONGEST = 600
EARLY = timedelta(minutes=15)
STALE = timedelta(hours=24)
TRUSTED_DRIFT = timedelta(minutes=2)
MANY, LOOK = "m", "l"


@dataclass(frozen=True, slots=True)
class Pass:
    """What the QR code says. `serial` grows when it is given out anew; `flags`: m opens many times, l look at a paper."""

    site_id: int
    visit_id: int
    serial: int
    key_no: int
    valid_from: datetime
    valid_until: datetime
    zones: tuple[str, ...]
    flags: str = ""
    name: str = ""


class BadPass(Exception):
    """Not one of our passes, or altered."""


def write_pass(one: Pass, key: ec.EllipticCurvePrivateKey) -> str:
    """The text of the QR code. Two calls give two texts; both open."""
    body = "|".join(
        (
            str(one.site_id),
            str(one.visit_id),
            str(one.serial),
            str(one.key_no),
            str(int(one.valid_from.timestamp())),
            str(int(one.valid_until.timestamp())),
            ",".join(one.zones),
            one.flags,
            one.name.replace("|", " "),
        )
    ).encode()
    r, s = decode_dss_signature(key.sign(body, ec.ECDSA(SHA256())))
    return f"{PREFIX}.{_text(body)}.{_text(r.to_bytes(HALF, 'big') + s.to_bytes(HALF, 'big'))}"


def read_pass(text: str, keys: dict[int, ec.EllipticCurvePublicKey]) -> Pass:
    """What a scanned text says; raises BadPass. A pass out of date is read all the same: `judge` looks at that."""
    parts = text.strip().split(".")
    if len(parts) != 3 or parts[0] != PREFIX or len(text) > LONGEST:
        raise BadPass
    try:
        body, signature = _raw(parts[1]), _raw(parts[2])
        site, visit, serial, key_no, start, end, zones, flags, name = body.decode().split("|")
        key = keys[int(key_no)]
        half = (int.from_bytes(signature[:HALF], "big"), int.from_bytes(signature[HALF:], "big"))
        key.verify(encode_dss_signature(*half), body, ec.ECDSA(SHA256()))
        moments = (datetime.fromtimestamp(int(start), UTC), datetime.fromtimestamp(int(end), UTC))
        return Pass(
            int(site),
            int(visit),
            int(serial),
            int(key_no),
            *moments,
            tuple(filter(None, zones.split(","))),
            flags,
            name,
        )
    except (ValueError, KeyError, OverflowError, OSError, InvalidSignature):
        raise BadPass from None


@dataclass(frozen=True, slots=True)
class Use:
    """What a gate knows of a pass: `inside` now, first used `at` (None: never) at the gate called `where`."""

    at: datetime | None = None
    where: str = ""
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """The gate that judges: where it is, what it opens. An `inner` one lets people pass who are inside already."""

    site_id: int
    zone: str
    inner: bool
    clock: tzinfo


def judge(one: Pass, door: Door, *, at: datetime, revoked: frozenset[tuple[int, int]], use: Use) -> str:
    """Why the pass does not open this gate now, "" when it does. Both ends of its time count (VISI-006, CARD-007)."""
    return _paper(one, door, revoked) or _time(one, door, at) or _reach(one, door) or _use(one, door, use)


def _paper(one: Pass, door: Door, revoked: frozenset[tuple[int, int]]) -> str:
    if one.site_id != door.site_id:
        return "elsewhere"
    return "revoked" if (one.visit_id, one.serial) in revoked else ""


def _time(one: Pass, door: Door, at: datetime) -> str:
    if at < one.valid_from - EARLY:
        return "wrong_day" if _day(at, door.clock) != _day(one.valid_from, door.clock) else "early"
    if at > one.valid_until:
        return "wrong_day" if _day(at, door.clock) != _day(one.valid_until, door.clock) else "expired"
    return ""


def _reach(one: Pass, door: Door) -> str:
    return "" if door.zone in one.zones else "wrong_zone"


def _use(one: Pass, door: Door, use: Use) -> str:
    if use.inside:
        return "" if door.inner else "inside" if MANY in one.flags else "used"
    return "used" if use.at is not None and MANY not in one.flags else ""


def is_stale(fetched_at: datetime, at: datetime) -> bool:
    """Whether a gate has been without contact too long to decide by itself."""
    return at - fetched_at > STALE


def counted_moment(device_at: datetime, offset: timedelta | None, received_at: datetime) -> tuple[datetime, bool]:
    """When a scan at a gate happened, and whether that is doubtful: the device's moment counts when its drift is known
    and at most two minutes, never later than its arrival; else the receipt counts and the row is flagged (DESIGN 2)."""
    if offset is None or abs(offset) > TRUSTED_DRIFT:
        return received_at, True
    return min(device_at + offset, received_at), False


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
