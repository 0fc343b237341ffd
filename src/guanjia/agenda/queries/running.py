"""How the meeting stands against its agenda at a moment: what runs, how long still, how late, when it will end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.queries.reading import hard_end, items_of, lines_of, to_come
from guanjia.agenda.rules.line import pushed
from guanjia.agenda.rules.prices import Frame
from guanjia.agenda.rules.proposals import Proposal, propose
from guanjia.agenda.rules.states import ItemState


@dataclass(frozen=True)
class Course:
    """Where the meeting is. `over` seconds the running item is past its time (negative: left), `late` minutes that the next item
    waits against its plan, `ends_at` when everything will be over if nobody does anything; minutes count from the start."""

    agenda: Agenda
    items: tuple[AgendaItem, ...]
    now: AgendaItem | None
    next: AgendaItem | None
    free_at: int
    late: int
    aim: int
    ends: int
    over: int

    @property
    def ends_at(self) -> datetime:
        """When it will be over."""
        return self.agenda.moment(self.ends)

    @property
    def begun(self) -> bool:
        """Whether any item has begun."""
        return any(item.started_at is not None for item in self.items)

    @property
    def finished(self) -> bool:
        """Whether nothing runs and nothing is to come."""
        return self.now is None and self.next is None


def course_of(agenda: Agenda, at: datetime, *, more: int = 0, items: Sequence[AgendaItem] | None = None) -> Course:
    """The course at `at`; `more` minutes are what the running item still needs beyond its time or, when it is over that, from now."""
    rows = list(items_of(agenda) if items is None else items)
    running = next((item for item in rows if item.stage is ItemState.RUNNING), None)
    waiting = to_come(rows)
    free = free_minute(agenda, running, at, more)
    lines = lines_of(rows)
    late = max(0, free - lines[0].begins) if lines else 0
    spans = pushed(lines, free)
    aim = max((item.begins + item.minutes for item in rows if item.stage is not ItemState.DROPPED), default=0)
    ends = spans[-1][1] if spans else free
    over = int((at - running.planned_end).total_seconds()) if running is not None else 0
    return Course(agenda, tuple(rows), running, waiting[0] if waiting else None, free, late, aim, ends, over)


def free_minute(agenda: Agenda, running: AgendaItem | None, at: datetime, more: int = 0) -> int:
    """The minute at which the next item can begin."""
    if running is not None and running.started_at is not None:
        ends = max(running.planned_end, at)
        return agenda.minute(ends + timedelta(minutes=more))
    return max(0, agenda.minute(at))


def proposals_of(course: Course) -> list[Proposal]:
    """Two or three ways to get on, none when the meeting is on time."""
    limit = course.agenda.minute(hard_end(course.agenda.block))
    return propose(lines_of(course.items), Frame(course.free_at, course.aim, limit))
