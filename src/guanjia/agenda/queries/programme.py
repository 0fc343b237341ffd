"""The agenda as a guest may read it: of an ordinary meeting, once the organiser confirmed it, with the times of now."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.agenda.models import AgendaItem
from guanjia.agenda.queries.reading import agenda_of
from guanjia.agenda.rules.states import AgendaState, ItemState
from guanjia.conference.public import Event, Guest


@dataclass(frozen=True)
class ProgrammeRow:
    """A line of the programme; `mine` when the reader speaks or interprets in it."""

    item: AgendaItem
    begins_at: datetime
    people: str
    mine: bool


def programme_rows(event: Event, guest: Guest | None = None) -> list[ProgrammeRow]:
    """What is held, in order of time; empty for an internal or controlled meeting and for a draft. Names as the agenda has them."""
    if event.secrecy != "ordinary":
        return []
    rows = []
    for item in agenda_of(event):
        if item.agenda.stage is AgendaState.DRAFT or item.stage is ItemState.DROPPED:
            continue
        people = [row for row in item.people.all() if str(row)]
        mine = guest is not None and any(row.comes is not None and row.comes.pk == guest.pk for row in people)
        rows.append(ProgrammeRow(item, item.planned_at, "、".join(str(row) for row in people), mine))
    return rows
