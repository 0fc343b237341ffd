"""Tables of the agenda."""

from guanjia.agenda.models.agenda import Agenda, AgendaItem, ItemPerson

__all__ = ["Agenda", "AgendaItem", "ItemPerson"]
