"""What seating does when somebody comes, does not come, or sends somebody else."""

from guanjia.conference.events import GuestAnswered
from guanjia.conference.public import Guest
from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.people.public import User
from guanjia.seating.actions.reseating import follow_guest


@receives(GuestAnswered)
def seat_again(event: GuestAnswered, entry: Entry) -> None:
    """Plans where the guest sits follow the answer, unless whoever took it moved the seats already."""
    guest = Guest.objects.filter(pk=event.guest_id).first()
    if guest is None:
        return
    actor = User.objects.filter(pk=entry.actor_id).first()
    follow_guest(guest=guest, reason=f"{guest.name}: {guest.answer.label}", actor=actor, at=entry.at)
