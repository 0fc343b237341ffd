"""Log-in codes: how many, how long, how often. All limits in one place."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DIGITS = 6
VALID = timedelta(minutes=5)
MOST_TRIES = 5
AGAIN_AFTER = timedelta(seconds=60)
PER_PHONE = ((timedelta(hours=1), 5), (timedelta(days=1), 10))
PER_SENDER = ((timedelta(hours=1), 30),)


@dataclass(frozen=True, slots=True)
class Wait:
    """No further code now; `until` is when the next may be asked for."""

    until: datetime


def new_code() -> str:
    """Six digits of chance."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def may_ask(phone: Sequence[datetime], sender: Sequence[datetime], now: datetime) -> Wait | None:
    """None if another code may be asked for; else how long to wait.

    `phone` and `sender` are the moments of earlier asks for this phone and from this address. A phone: one a minute, five
    an hour, ten a day; an address: thirty an hour (a whole estate may stand behind one).
    """
    waits = [moment + AGAIN_AFTER for moment in phone if now - moment < AGAIN_AFTER]
    for moments, limits in ((phone, PER_PHONE), (sender, PER_SENDER)):
        for span, most in limits:
            inside = sorted(moment for moment in moments if now - moment < span)
            if len(inside) >= most:
                waits.append(inside[-most] + span)
    return Wait(max(waits)) if waits else None


def is_alive(*, expires_at: datetime, tries: int, used: bool, now: datetime) -> bool:
    """Whether a code can still be answered: before its end, under five tries, and once."""
    return not used and tries < MOST_TRIES and now < expires_at


def veiled(name: str) -> str:
    """A name on a page that anybody with the phone may see: the family name's first sign and stars."""
    calm = name.strip()
    return calm[:1] + "*" * max(min(len(calm) - 1, 3), 1) if calm else "*"
