"""The monthly sample of owners' units, drawn so that an auditor can draw it again (CUST-001)."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from math import ceil

SHARE_PERCENT = 10
NEW_OWNER_DAYS = 90
MONTHS_OFF = 6
"""Whoever was sampled within so many months is left in peace."""

EXCLUDED = ("opted_out", "sampled_lately", "no_contact")
FIRST = ("new_owner", "former_complainant")


@dataclass(frozen=True, slots=True)
class Entry:
    """One owners' unit of the frame: its code, whom to call, why it goes first or stays out ("" for neither)."""

    unit_id: int
    code: str
    person_id: int
    first: str = ""
    excluded: str = ""


def is_new_owner(since: date | None, on: date) -> bool:
    """Whether the ownership began within the last 90 days."""
    return since is not None and timedelta(0) <= on - since <= timedelta(days=NEW_OWNER_DAYS)


def was_sampled_lately(month: str, earlier: str, months_off: int = MONTHS_OFF) -> bool:
    """Whether a sample of `earlier` ("2026-01") lies so near that `month` leaves the household out."""
    return 0 < _count(month) - _count(earlier) < months_off


def _count(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number)


def frame_hash(frame: Sequence[Entry]) -> str:
    """SHA-256 over the frozen frame in its one way of writing."""
    text = json.dumps(
        [asdict(each) for each in _sorted(frame)], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


def seed_of(site_code: str, month: str) -> str:
    """The published seed: everybody may know it, nobody can choose it."""
    return f"guanjia:{site_code}:{month}"


def rank(seed: str, code: str) -> str:
    """The unit's place in the draw: HMAC-SHA256 of its code under the seed, the smallest first."""
    return hmac.new(seed.encode(), code.encode(), hashlib.sha256).hexdigest()


def size_of(units: int, percent: int = SHARE_PERCENT) -> int:
    """How many of so many owners' units are called: the share, rounded up."""
    return ceil(units * percent / 100)


def draw(frame: Sequence[Entry], seed: str, percent: int = SHARE_PERCENT) -> list[Entry]:
    """The sample in calling order: new owners and former complainants first, then the others, each by rank.

    Its size is the share of the whole frame, or all that may be called when those are fewer. The order in which the frame
    is given does not matter.
    """
    open_ = [each for each in frame if not each.excluded]
    ordered = sorted(open_, key=lambda each: (not each.first, rank(seed, each.code)))
    return ordered[: size_of(len(frame), percent)]


def _sorted(frame: Sequence[Entry]) -> list[Entry]:
    return sorted(frame, key=lambda each: each.code)
