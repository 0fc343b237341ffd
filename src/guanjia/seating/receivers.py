"""What seating does when somebody comes, does not come, or sends somebody else."""

from guanjia.conference.events import GuestAnswered
from guanjia.conference.public import Guest
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from guanjia.seating.actions.reseating import follow_event


@receives(GuestAnswered)
def seat_again(event: GuestAnswered, entry: Entry) -> None:
    """Plans of the event follow the answer; the list of moves names the guest by id only."""
    guest = Guest.objects.select_related("event__site").filter(pk=event.guest_id).first()
    if guest is None:
        return
    actor = User.objects.filter(pk=entry.actor_id).first()
    follow_event(event=guest.event, reason=f"{guest.name}: {guest.answer.label}", actor=actor, at=entry.at)
