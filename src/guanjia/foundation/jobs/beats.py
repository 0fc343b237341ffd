"""The beats of the clock process: who is due, who may run it."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from guanjia.foundation.jobs.lease import LEASE, LeaseKeeper
from guanjia.foundation.jobs.models import Beat
from guanjia.kernel import clock

log = logging.getLogger(__name__)
Run = Callable[[datetime], Any]


@dataclass(frozen=True, slots=True)
class BeatFunction:
    """A registered beat: every how many seconds which function is called with the present."""

    name: str
    seconds: float
    run: Run


_beats: dict[str, BeatFunction] = {}


def every(name: str, seconds: float) -> Callable[[Run], Run]:
    """Register `fn(now)` as a beat of the clock, from a module's tasks.py; `now` is the wall clock's, aware, UTC.

    Its runs do not overlap, on however many hosts. After an outage it runs once, not once for each turn missed. It must
    be safe to run twice, late, or not at all for an hour. A name taken by another function raises ValueError.
    """

    def take(fn: Run) -> Run:
        known = _beats.setdefault(name, BeatFunction(name, seconds, fn))
        if known.run is not fn:
            raise ValueError(f"beat {name!r} is registered twice")
        return fn

    return take


def beats() -> list[BeatFunction]:
    """All registered beats by name."""
    return [_beats[name] for name in sorted(_beats)]


def run_beats(now: datetime) -> int:
    """Run every beat that is due and not leased to another clock; the count of those that ran.

    A beat that raises is written down and tried again at its next turn; the others run all the same.
    """
    due = dict(Beat.objects.values_list("name", "next_at"))
    if missing := [beat.name for beat in beats() if beat.name not in due]:
        Beat.objects.bulk_create([Beat(name=name, next_at=now) for name in missing], ignore_conflicts=True)
    return sum(_run(beat, now) for beat in beats() if due.get(beat.name, now) <= now)


def next_turn(now: datetime) -> datetime:
    """When the next registered beat is due, `now` at the earliest."""
    rows = Beat.objects.filter(name__in=[beat.name for beat in beats()]).order_by("next_at")
    return max(now, rows.values_list("next_at", flat=True).first() or now)


def _run(beat: BeatFunction, now: datetime) -> bool:
    """Claim the beat's row and run it; False when another clock has it or had this turn."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    claim = Beat.objects.filter(free, name=beat.name, next_at__lte=now)
    if not claim.update(leased_until=now + LEASE, started_at=now, next_at=now + timedelta(seconds=beat.seconds)):
        return False
    outcome: dict[str, Any] = {"last_error": "", "failure_count": 0}
    try:
        with LeaseKeeper(beat.name):
            beat.run(now)
    except Exception:
        log.exception("beat %s failed", beat.name)
        outcome = {"last_error": traceback.format_exc()[-2000:], "failure_count": F("failure_count") + 1}
    Beat.objects.filter(name=beat.name, started_at=now).update(
        leased_until=None, finished_at=clock.now(), run_count=F("run_count") + 1, **outcome
    )
    return True
