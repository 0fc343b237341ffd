"""A deadline over a working calendar with pauses, and its explanation as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from guanjia.kernel.intervals import Interval, intersect, subtract, union
from guanjia.kernel.span import Span
from guanjia.kernel.walltime import midnight, to_wall
from guanjia.kernel.worktime import WorkCalendar

FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from `begin` to `end` (None = still does). `cause` names the move, `reason` says why."""

    begin: datetime
    end: datetime | None
    reason: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step of the explanation, in order of time.

    kind: start | counted | closed (outside the weekly hours) | holiday | paused | due. `amount` is the time that
    counted (kind counted) or did not (kind paused); `day` is the holiday's date, `note` its name or the pause's reason.
    """

    kind: Literal["start", "counted", "closed", "holiday", "paused", "due"]
    begin: datetime
    end: datetime
    amount: timedelta = NOTHING
    day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """`due_at` disregards a pause that has not ended; `paused` says that there is one, so the clock stands."""

    due_at: datetime
    paused: bool
    stretches: tuple[Stretch, ...]

    def total(self, kind: str) -> timedelta:
        """The amounts of one kind of stretch together."""
        return sum((each.amount for each in self.stretches if each.kind == kind), NOTHING)


def deadline(started_at: datetime, target: Span, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """When `target` after `started_at` is used up, counting only time outside the pauses and, for a working span,
    inside working hours. Pauses may overlap and come in any order; one that begins at or after the due moment
    changes nothing. ValueError for a negative target.
    """
    if target.days < 0 or target.time < NOTHING:
        raise ValueError("a timer's target lies after its start")
    ended = [each for each in pauses if each.end is not None and each.end > started_at]
    holes = union(Interval(each.begin, each.end) for each in ended if each.end is not None)
    due_at = calendar.shift(started_at, target)
    counted = list(_counted(Interval(started_at, due_at), target, calendar))
    if any(intersect(hole, Interval(started_at, due_at)) for hole in holes):
        needed = sum((each.length for each in counted), NOTHING)
        counted = list(_consume(started_at, needed, target, calendar, holes))
        due_at = counted[-1].end if counted else started_at
    stretches = _explain(started_at, due_at, counted, target, calendar, ended)
    return Deadline(due_at, any(each.end is None for each in pauses), stretches)


def _counted(whole: Interval, target: Span, calendar: WorkCalendar) -> Iterator[Interval]:
    if whole.begin >= whole.end:
        return
    if not target.working:
        yield whole
        return
    for piece in calendar.forward(whole.begin):
        if piece.begin >= whole.end:
            return
        yield Interval(piece.begin, min(piece.end, whole.end))


def _consume(
    begin: datetime, needed: timedelta, target: Span, calendar: WorkCalendar, holes: list[Interval]
) -> Iterator[Interval]:
    """The counted pieces outside the holes, until `needed` is used up."""
    running = calendar.forward(begin) if target.working else iter([Interval(begin, FOREVER)])
    for whole in running:
        for piece in subtract(whole, holes):
            if piece.length >= needed:
                yield Interval(piece.begin, piece.begin + needed)
                return
            needed -= piece.length
            yield piece


def _explain(
    started_at: datetime,
    due_at: datetime,
    counted: list[Interval],
    target: Span,
    calendar: WorkCalendar,
    pauses: list[Pause],
) -> tuple[Stretch, ...]:
    steps = [Stretch("start", started_at, started_at)]
    reached = started_at
    for piece in counted:
        steps += _gap(Interval(reached, piece.begin), target, calendar, pauses)
        steps.append(Stretch("counted", piece.begin, piece.end, piece.length))
        reached = piece.end
    steps += _gap(Interval(reached, due_at), target, calendar, pauses)
    return (*steps, Stretch("due", due_at, due_at))


def _gap(gap: Interval, target: Span, calendar: WorkCalendar, pauses: list[Pause]) -> list[Stretch]:
    """Why the time between two counted pieces did not count: pauses first, then holidays, then closed hours."""
    steps: list[Stretch] = []
    free = [gap] if gap.begin < gap.end else []
    for pause in sorted(pauses, key=lambda each: each.begin):
        hole = Interval(pause.begin, pause.end or FOREVER)
        for part in (cut for each in free if (cut := intersect(each, hole))):
            lost = calendar.between(part.begin, part.end) if target.working else part.length
            steps.append(Stretch("paused", part.begin, part.end, lost, note=pause.reason))
        free = [left for each in free for left in subtract(each, [hole])]
    for part in free:
        steps += _rest(part, calendar)
    return sorted(steps, key=lambda step: step.begin)


def _rest(part: Interval, calendar: WorkCalendar) -> Iterator[Stretch]:
    """Closed hours and holidays of a stretch, neighbouring closed hours as one."""
    closed_from, begin = part.begin, part.begin
    while begin < part.end:
        day = to_wall(calendar.zone, begin).date()
        end = min(midnight(calendar.zone, day + timedelta(days=1)), part.end)
        holiday = calendar.look(day).holiday
        if holiday:
            if closed_from < begin:
                yield Stretch("closed", closed_from, begin)
            yield Stretch("holiday", begin, end, day=day, note=holiday[0])
            closed_from = end
        begin = end
    if closed_from < part.end:
        yield Stretch("closed", closed_from, part.end)
