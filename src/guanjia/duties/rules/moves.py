"""Targets of the kinds that follow what the subject does: timer and trigger."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from guanjia.duties.rules.deadline import Pause, deadline
from guanjia.duties.rules.target import Scene, Target, Wanted, by_occurrence
from guanjia.standards.rules.when import Timer, Trigger

_NUMBER = re.compile(r"\d+(\.\d+)?")
LOOK_BACK = timedelta(days=35)
"""What was over longer ago than this is history and is not planned afterwards."""


@dataclass(slots=True)
class Cycle:
    """One run of a timer. `end` is the move and moment that ended it."""

    begin: datetime
    pauses: list[Pause] = field(default_factory=list)
    end: tuple[str, datetime] | None = None
    cancelled: bool = False

    @property
    def paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None

    def resume(self, at: datetime) -> None:
        if self.paused:
            last = self.pauses[-1]
            self.pauses[-1] = Pause(last.begin, at, last.reason, last.cause)


def cycles(when: Timer, scene: Scene) -> list[Cycle]:
    """Replay the subject's moves. A second begin while running changes nothing; ending or cancelling ends a pause."""
    found: list[Cycle] = []
    running: Cycle | None = None
    for move, moment in sorted(scene.subject.moves, key=lambda each: each[1]):
        if running is None:
            if move in when.begin:
                running = Cycle(moment)
                found.append(running)
            continue
        if move in when.end or move in when.cancel:
            running.resume(moment)
            running.end, running.cancelled = (move, moment), move in when.cancel
            running = None
        elif move in when.pause and not running.paused:
            running.pauses.append(Pause(moment, None, cause=move))
        elif move in when.resume:
            running.resume(moment)
    return found


def timer(when: Timer, scene: Scene) -> Wanted:
    found = []
    for number, cycle in enumerate(cycles(when, scene), start=1):
        if cycle.cancelled:
            continue
        due_at = deadline(cycle.begin, when.target, scene.calendar, cycle.pauses).due_at
        target = Target(
            occurrence=f"{when.name}:{number}",
            natural_at=due_at,
            opens_at=cycle.begin,
            closes_at=scene.closes(due_at),
            born=cycle.end is None or cycle.end[1] >= scene.history_floor(LOOK_BACK),
            paused=cycle.paused,
            pauses=tuple(cycle.pauses),
            ended=cycle.end,
        )
        found.append(target)
    return by_occurrence(found), "cancelled"


def trigger(when: Trigger, scene: Scene) -> Wanted:
    """What has happened does not move: rows that exist keep their dates, and a withdrawn one does not come back."""
    found = {each.occurrence: each for each in _there(scene)}
    for target in _fired(when, scene):
        found.setdefault(target.occurrence, target)
    return found, "no_longer_due"


def _there(scene: Scene) -> Iterator[Target]:
    for row in scene.latest().values():
        yield Target(
            occurrence=row.occurrence,
            natural_at=row.natural_at,
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            born=False,
        )


def _fired(when: Trigger, scene: Scene) -> Iterator[Target]:
    if when.fact:
        yield from _thresholds(when, scene)
    elif when.move:
        times = [moment for move, moment in sorted(scene.subject.moves, key=lambda each: each[1]) if move == when.move]
        for number, moment in enumerate(times, start=1):
            yield _after(f"move:{number}", moment, when, scene)
    else:
        for event in scene.happened:
            if event.kind == when.event:
                yield _after(event.id, event.at, when, scene)


def _after(occurrence: str, moment: datetime, when: Trigger, scene: Scene, merged: int = 1) -> Target:
    due_at = scene.calendar.shift(moment, when.within)
    return Target(
        occurrence=occurrence,
        natural_at=due_at,
        opens_at=moment,
        closes_at=scene.closes(due_at),
        born=moment >= scene.history_floor(LOOK_BACK),
        merged=merged,
    )


def _thresholds(when: Trigger, scene: Scene) -> Iterator[Target]:
    """Each multiple of `step` passed since the highest one that has a row; without any row only the last one passed."""
    value = scene.facts().get(when.fact)
    if value is None:
        return
    top = int(Decimal(value) / when.step)
    known = [Decimal(row.occurrence) for row in scene.rows if _NUMBER.fullmatch(row.occurrence)]
    bottom = int(max(known) / when.step) if known else top - 1
    passed = [when.step * number for number in range(max(bottom, 0) + 1, top + 1)]
    if scene.standard.catch_up != "each" and passed:
        merged = len(passed) if scene.standard.catch_up == "merge" else 1
        yield _after(f"{passed[-1].normalize():f}", scene.at, when, scene, merged)
        return
    for threshold in passed:
        yield _after(f"{threshold.normalize():f}", scene.at, when, scene)
