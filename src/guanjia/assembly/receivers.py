"""What assemblies do when the agenda moves on, and when somebody answers."""

from guanjia.agenda.events import AgendaReplanned, ItemFinished, ItemStarted
from guanjia.agenda.public import Agenda
from guanjia.assembly.actions.assembling import follow_guests
from guanjia.assembly.actions.noting import topic_of
from guanjia.assembly.models import Assembly
from guanjia.conference.events import GuestAnswered
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.live.public import touch


@receives(ItemStarted)
def show_item(event: ItemStarted, entry: Entry) -> None:
    """Pages of the meeting show the next item; tablets that somebody held for the one before are signed out."""
    _look_again(event.agenda_id)


@receives(ItemFinished)
def show_gap(event: ItemFinished, entry: Entry) -> None:
    """Pages of the meeting show that the item is over."""
    _look_again(event.agenda_id)


@receives(AgendaReplanned)
def show_plan(event: AgendaReplanned, entry: Entry) -> None:
    """Pages of the meeting show the changed times."""
    _look_again(event.agenda_id)


@receives(GuestAnswered)
def follow_answer(event: GuestAnswered, entry: Entry) -> None:
    """Who comes, does not come or sends somebody else: the right to vote follows, for motions that open from now."""
    for assembly in Assembly.objects.select_related("site").filter(event=event.event_id).exclude(state="closed"):
        follow_guests(assembly)
        touch(topic_of(assembly))


def _look_again(agenda_id: int) -> None:
    rows = Assembly.objects.filter(block__in=Agenda.objects.filter(pk=agenda_id).values("block"))
    for assembly in rows.exclude(state="closed"):
        touch(topic_of(assembly))
