"""The door of the agenda."""

from guanjia.agenda.actions.planning import confirm_agenda, make_agenda, set_items
from guanjia.agenda.actions.running import finish_item, start_item
from guanjia.agenda.models import Agenda, AgendaItem, ItemPerson
from guanjia.agenda.queries.programme import ProgrammeRow, programme_rows
from guanjia.agenda.queries.reading import agenda_of, agenda_of_block, current_item, items_of
from guanjia.agenda.queries.running import Course, course_of
from guanjia.agenda.rules.draft import ItemDraft
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.agenda.rules.states import AgendaState, ItemState, Kind, Part

__all__ = [
    "Agenda",
    "AgendaItem",
    "AgendaRefused",
    "AgendaStale",
    "AgendaState",
    "Course",
    "ItemDraft",
    "ItemPerson",
    "ItemState",
    "Kind",
    "Part",
    "ProgrammeRow",
    "agenda_of",
    "agenda_of_block",
    "confirm_agenda",
    "course_of",
    "current_item",
    "finish_item",
    "items_of",
    "make_agenda",
    "programme_rows",
    "set_items",
    "start_item",
]
