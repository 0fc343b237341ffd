"""The beats of the clock process: who is due, who may run it."""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from guanjia.foundation.jobs.models import Beat
from guanjia.kernel import clock

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class BeatFunction:
    """A registered beat: every how many seconds which function is called with the present."""

    name: str
    seconds: float
    run: Callable[[datetime], Any]


_beats: dict[str, BeatFunction] = {}


def every(name: str, seconds: float) -> Callable[[Callable[[datetime], Any]], Callable[[datetime], Any]]:
    """Register `fn(now)` as a beat of the clock, from a module's tasks.py.

    Its runs never overlap, on however many hosts.

    A beat must be safe to run twice, late, or not at all for an hour. A name taken by another function raises
    ValueError.
    """

    def take(fn: Callable[[datetime], Any]) -> Callable[[datetime], Any]:
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
    known = {beat.name: beat for beat in Beat.objects.all()}
    missing = [Beat(name=beat.name, next_at=now) for beat in beats() if beat.name not in known]
    if missing:
        Beat.objects.bulk_create(missing, ignore_conflicts=True)
        known |= {beat.name: beat for beat in missing}
    return sum(_run(beat, now) for beat in beats() if known[beat.name].next_at <= now)


def _run(beat: BeatFunction, now: datetime) -> bool:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    claim = Beat.objects.filter(free, name=beat.name, next_at__lte=now)
    if not claim.update(leased_until=now + LEASE, started_at=now, next_at=now + timedelta(seconds=beat.seconds)):
        return False
    outcome: dict[str, Any] = {"last_error": "", "failure_count": 0}
    try:
        beat.run(now)
    except Exception:
        log.exception("beat %s failed", beat.name)
        outcome = {"last_error": traceback.format_exc()[-2000:], "failure_count": F("failure_count") + 1}
    Beat.objects.filter(name=beat.name, started_at=now).update(
        leased_until=None, finished_at=clock.now(), run_count=F("run_count") + 1, **outcome
    )
    return True
