"""What is on now: the one place where the agenda is read."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.agenda.public import AgendaItem, ItemState, Part, agenda_of_block
from guanjia.agenda.public import items_of as items_of_agenda
from guanjia.assembly.models import Assembly

STATES = {ItemState.PLANNED: "planned", ItemState.RUNNING: "running", ItemState.DONE: "done"}


@dataclass(frozen=True)
class Item:
    """One item as this meeting needs it, by its actual times where there are any. `state` is planned, running or done."""

    key: str
    title: str
    speakers: str
    starts_at: datetime
    ends_at: datetime
    state: str


def items_of(assembly: Assembly, at: datetime) -> list[Item]:
    """The items of the meeting in their order, without those left out; of a meeting without an agenda its sittings."""
    agenda = agenda_of_block(assembly.block)
    if agenda is not None:
        return [_item(row) for row in items_of_agenda(agenda) if row.stage in STATES]
    rows = assembly.block.sessions.exclude(state="cancelled").exclude(starts_at=None).order_by("starts_at", "pk")
    return [
        Item(f"s{row.pk}", row.title, "", row.starts_at, row.ends_at, _state(row.starts_at, row.ends_at, at))
        for row in rows
    ]


def _item(row: AgendaItem) -> Item:
    speakers = "、".join(str(person) for person in row.people.all() if person.part == Part.SPEAKER)
    starts, ends = row.started_at or row.planned_at, row.ended_at or row.planned_end
    return Item(f"a{row.pk}", row.title, speakers, starts, ends, STATES[row.stage])


def _state(starts_at: datetime, ends_at: datetime, at: datetime) -> str:
    return "planned" if at < starts_at else "running" if at < ends_at else "done"


def current_key(assembly: Assembly, at: datetime) -> str:
    """The key of what is on; "" between items."""
    return next((item.key for item in items_of(assembly, at) if item.state == "running"), "")
