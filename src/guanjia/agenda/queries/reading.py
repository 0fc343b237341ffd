"""An agenda with its items as they stand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet

from guanjia.agenda.models import Agenda, AgendaItem, ItemPerson
from guanjia.agenda.rules.line import Line
from guanjia.agenda.rules.states import ItemState, Kind
from guanjia.conference.public import Block, Event
from guanjia.foundation.sites.public import Site, setting
from guanjia.places.public import slots_between

BREAK_FLOOR = "agenda.break_floor"
MOST_LATER = timedelta(hours=4)
BLOCK = "conference.block"


def agendas(site: Site) -> QuerySet[Agenda]:
    """Agendas of the site with what their pages read. None of a controlled meeting (FIELD 1)."""
    rows = Agenda.objects.filter(site=site).exclude(event__secrecy="controlled")
    return rows.select_related("site", "event__site", "block__room", "block__site")


def agenda_of_block(block: Block) -> Agenda | None:
    """The agenda of the meeting, if it has one."""
    return agendas(block.site).filter(block=block).first()


def items_of(agenda: Agenda) -> list[AgendaItem]:
    """The items in order with their people, in three queries at most."""
    people = Prefetch(
        "people",
        ItemPerson.objects.select_related(
            "guest__person", "guest__site", "guest__substitute__person", "guest__substitute__site"
        ),
    )
    rows = list(AgendaItem.objects.filter(agenda=agenda).prefetch_related(people).order_by("position"))
    for row in rows:
        row.agenda = agenda
    return rows


def agenda_of(event: Event) -> list[AgendaItem]:
    """The items of all meetings of the event, by time. Empty without an agenda and for a controlled event."""
    found = [item for agenda in agendas(event.site).filter(event=event) for item in items_of(agenda)]
    return sorted(found, key=lambda item: (item.planned_at, item.agenda.block_id, item.position))


def current_item(block: Block, at: datetime) -> AgendaItem | None:
    """The item that runs; None between items, before and after, and without an agenda. `at` bounds what counts as begun."""
    agenda = agenda_of_block(block)
    if agenda is None:
        return None
    running = (item for item in items_of(agenda) if item.stage is ItemState.RUNNING)
    return next((item for item in running if item.started_at is not None and item.started_at <= at), None)


def to_come(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """Items that have neither begun nor been left out, in order."""
    return [item for item in items if item.stage is ItemState.PLANNED]


def lines_of(items: Sequence[AgendaItem]) -> list[Line]:
    """The items to come as the rules see them."""
    return [
        Line(
            id=item.pk, kind=Kind(item.kind), begins=item.begins, minutes=item.minutes, shortest=item.shortest,
            optional=item.optional, fixed=item.fixed, movable=item.movable,
        )
        for item in to_come(items)
    ]  # fmt: skip


def break_floor(site: Site) -> int:
    """The shortest that a tea break may become, in minutes."""
    return int(setting(site, BREAK_FLOOR))


def hard_end(block: Block) -> datetime:
    """The last moment at which the meeting may still be in its room: the next booking's set-up less our own clear-down, at most
    four hours after the booked end, never before it."""
    clear = timedelta(minutes=block.room.cleardown_minutes)
    latest = block.ends_at + MOST_LATER
    slots = slots_between(block.site, block.ends_at, latest + clear, room_id=block.room_id)
    others = [s.starts_at for s in slots if (s.holder_kind, s.holder_id) != (BLOCK, block.pk)]
    return max(block.ends_at, min([latest, *(starts - clear for starts in others)]))
