"""Whether the check-in desks will manage before the start (GUES-010), and how long the door holds where entry is limited."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

LOOK_BACK = timedelta(minutes=5)
BEGINS = timedelta(minutes=60)
LASTS = timedelta(minutes=15)
LIMIT = 0.8


@dataclass(frozen=True)
class Flow:
    """What is known at the door: open desks, admissions of the last five minutes, guests still to come, minutes to the start."""

    desks: int
    admitted: int
    to_come: int
    minutes_left: float


@dataclass(frozen=True)
class QueueHint:
    """`busy` is the share of what the desks can do, in percent; `wanted` how many desks the rest needs; `minutes` they need now."""

    busy: int
    desks: int
    wanted: int
    minutes: int

    @property
    def congested(self) -> bool:
        """Whether more desks should open now."""
        return self.wanted > self.desks or self.busy >= LIMIT * 100


def in_rush(starts_at: datetime, now: datetime) -> bool:
    """Whether guests come now: from an hour before the start until a quarter of an hour after it."""
    return starts_at - BEGINS <= now <= starts_at + LASTS


def queue_hint(flow: Flow, per_minute: int) -> QueueHint:
    """What the desks can do at `per_minute` guests each, against what comes. Late comers are wanted in within five minutes."""
    desks = max(flow.desks, 1)
    least = LOOK_BACK / timedelta(minutes=1)
    able = desks * per_minute
    return QueueHint(
        busy=round(100 * flow.admitted / (able * least)),
        desks=desks,
        wanted=math.ceil(flow.to_come / (per_minute * max(flow.minutes_left, least))),
        minutes=math.ceil(flow.to_come / able),
    )


MINUTE = timedelta(minutes=1)
LEAST_A_MINUTE, MOST_A_MINUTE = 1, 600


def hold_s(limit: int, passed: Collection[datetime], now: datetime) -> int:
    """Seconds that the door holds so that no minute sees more than `limit` people pass, in or out (INMT-002); 0 = go on."""
    recent = sorted(moment for moment in passed if now - MINUTE < moment <= now)
    if len(recent) < limit:
        return 0
    return math.ceil((recent[-limit] + MINUTE - now).total_seconds())
