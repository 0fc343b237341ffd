"""Judging evidence: which moment counts, on time or late, and what a leader must look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from guanjia.duties.rules.answers import Answer, missing
from guanjia.duties.rules.states import DutyState
from guanjia.standards.rules.standard import Standard

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
    receipt; otherwise the receipt time counts and the evidence is flagged. At a desk: device_at = received_at, drift 0.
    """
    if device_at is None or drift is None or abs(drift) > TRUSTED_DRIFT:
        return received_at, False
    if device_at - received_at > TRUSTED_DRIFT:
        return received_at, False
    return min(device_at, received_at), True


def judge(due_at: datetime, device_at: datetime | None, received_at: datetime, drift: timedelta | None) -> Judged:
    """On time up to and including `due_at`, late after. The same for a row already missed."""
    moment, trusted = counted_moment(device_at, received_at, drift)
    return Judged(moment, trusted, state_at(due_at, moment))


def state_at(due_at: datetime, moment: datetime) -> DutyState:
    """ON_TIME up to and including the due moment, else LATE."""
    return DutyState.ON_TIME if moment <= due_at else DutyState.LATE


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
    answers: Sequence[Answer] = (),
) -> tuple[Review, ...]:
    """Why a leader must decide before this evidence ends the duty; empty = it ends it. Nothing authentic is refused.

    `after` and `other` are the duties that `after` and `not_same_person_as` name; None when the subject has none of
    that standard (filtered out, withdrawn), which asks for nothing. A single-handed reason lifts `same_person` where
    allowed.
    """
    found: list[Review] = []
    if standard.after and after is not None and (after.done_at is None or after.done_at > moment):
        found.append("after_not_done")
    excused = standard.single_handed and bool(single_handed_reason.strip())
    if standard.not_same_person_as and not excused and other is not None and other.person_id == person_id is not None:
        found.append("same_person")
    if moment < opens_at:
        found.append("too_early")
    banned = photos_forbidden(standard, facts or {})
    if banned and photos:
        found.append("photo_forbidden")
    if missing(standard.items, answers, photos_forbidden=banned):
        found.append("incomplete")
    return tuple(found)


def photos_forbidden(standard: Standard, facts: Mapping[str, Any]) -> bool:
    """Whether no photo may be asked for or accepted about this subject. An unknown fact forbids nothing."""
    return bool(standard.photo_forbidden_where and facts.get(standard.photo_forbidden_where))


def too_fast(standard: Standard, took: timedelta | None) -> bool:
    """Whether the checklist was answered in less than the standard's least time. Unknown is not too fast."""
    return took is not None and standard.least_time is not None and took < standard.least_time
