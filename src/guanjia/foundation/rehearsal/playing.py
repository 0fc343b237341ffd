"""Plays a stage to its end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from guanjia.foundation.rehearsal.registry import clockworks, invariants, troupes
from guanjia.foundation.rehearsal.stage import Stage

STEP = timedelta(seconds=1)


def play(stage: Stage, *, until: datetime, told: Callable[[datetime], None] = lambda moment: None) -> None:
    """Move the clock from one thing to happen to the next until `until`; `told` hears each moment, for a progress bar.

    At each moment first the people act, then the clock process wakes, unless it is dead; what it makes due at once is
    done before the clock moves on.
    """
    while True:
        acted = stage.perform_due()
        if stage.clock_runs:
            for work in clockworks.values():
                work.run(stage)
        if acted and (following := stage.next_moment()) is not None and following <= stage.now:
            continue
        moment = _next_moment(stage)
        if moment is None or moment > until:
            stage.move_to(until)
            told(stage.now)
            return
        stage.move_to(max(moment, stage.now + STEP) if not acted else moment)
        told(stage.now)


def _next_moment(stage: Stage) -> datetime | None:
    moments = [stage.next_moment()]
    if stage.clock_runs:
        moments += [work.wakes(stage) for work in clockworks.values()]
    elif stage.clock_dead_until is not None:
        moments.append(stage.clock_dead_until)
    known = [moment for moment in moments if moment is not None]
    return min(known, default=None)


def broken_invariants(stage: Stage) -> list[str]:
    """Names of the invariants that do not hold, with what broke them, in alphabetical order; empty is what we want."""
    found = []
    for name in sorted(invariants):
        found += [f"{name}: {what}" for what in invariants[name].broken(stage.site)]
    return found


def report(stage: Stage) -> dict[str, object]:
    """What every troupe has to say, in one object."""
    told: dict[str, object] = {}
    for troupe in troupes.values():
        told |= troupe.report(stage)
    return told | {"broken_invariants": broken_invariants(stage)}
