"""Judging evidence: which moment counts, on time or late, and what a leader must look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from guanjia.duties.rules.states import DutyState
from guanjia.standards.rules.standard import Item, Standard

TRUSTED_DRIFT = timedelta(minutes=2)

Review = Literal["after_not_done", "same_person", "too_early", "photo_forbidden", "incomplete"]
Flag = Literal["time_untrusted", "too_fast", "single_handed", "short_notice", "from_paper"]


@dataclass(frozen=True, slots=True)
class Judged:
    """`moment` counts; `trusted` says whether it is the device's. `state` is ON_TIME or LATE."""

    moment: datetime
    trusted: bool
    state: DutyState


def counted_moment(device_at: datetime | None, received_at: datetime, drift: timedelta | None) -> tuple[datetime, bool]:
    """(the moment that counts, whether it is the device's).

    The device time counts if its drift at last contact is known and at most 2 min either way, but never later than the
    receipt; otherwise the receipt time counts and the evidence is flagged. Typed in at the desk: device_at = received_at, drift 0.
    """
    raise NotImplementedError


def judge(due_at: datetime, device_at: datetime | None, received_at: datetime, drift: timedelta | None) -> Judged:
    """On time up to and including `due_at`, late after. The same for a row already missed."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """What is known of the duty that `after` or `not_same_person_as` points to. None fields = not done."""

    done_at: datetime | None
    person_id: int | None


def reviews(
    standard: Standard,
    *,
    opens_at: datetime,
    moment: datetime,
    person_id: int | None,
    after: Predecessor | None = None,
    other: Predecessor | None = None,
    single_handed_reason: str = "",
    photos: int = 0,
    facts: Mapping[str, Any] | None = None,
    answers: Sequence["Answer"] = (),
) -> tuple[Review, ...]:
    """Why a leader must decide before this evidence ends the duty; empty = it ends it. Nothing authentic is refused."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered line. `ok` None = not answered. `value` for numbers; `note` free text; `proof_id` of photo, scan, signature."""

    item: str
    ok: bool | None
    value: Decimal | None = None
    note: str = ""
    proof_id: str = ""


def failures(items: Sequence[Item], answers: Sequence[Answer]) -> tuple[Item, ...]:
    """The failed items: answered "not in order", or a number outside its limits (the limits themselves are in order)."""
    raise NotImplementedError


def missing(items: Sequence[Item], answers: Sequence[Answer], *, photos_forbidden: bool = False) -> tuple[Item, ...]:
    """Required items without an answer or without the proof they ask for. Photo items are not asked for where forbidden."""
    raise NotImplementedError


def too_fast(standard: Standard, took: timedelta | None) -> bool:
    """Whether the checklist was answered in less than the standard's least time. Unknown is not too fast."""
    raise NotImplementedError
