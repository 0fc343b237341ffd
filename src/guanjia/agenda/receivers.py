"""What the agenda does when its meeting moves or ends."""

from guanjia.agenda.actions.keeping import AGENDA, items_changed
from guanjia.agenda.actions.running import close_with_meeting
from guanjia.agenda.models import Agenda
from guanjia.conference.events import BlockEnded, EventRearranged
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.people.public import User


@receives(EventRearranged)
def move_with_the_meeting(event: EventRearranged, entry: Entry) -> None:
    """Items count from the meeting's start, so only their duties and screens have to be told."""
    for agenda in Agenda.objects.filter(event=event.event_id).select_related("site"):
        changed(AGENDA, [agenda.pk], site=agenda.site, at=entry.at)
        items_changed(agenda, None, entry.at)
        touch(f"event:{event.event_id}:agenda")


@receives(BlockEnded)
def end_with_the_meeting(event: BlockEnded, entry: Entry) -> None:
    """What still runs is over with the meeting, what is to come was left out."""
    agenda = Agenda.objects.filter(block=event.block_id).first()
    if agenda is not None:
        actor = User.objects.filter(pk=entry.actor_id).first()
        close_with_meeting(agenda=agenda, actor=actor, at=entry.at)
