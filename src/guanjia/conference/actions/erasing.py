"""What conferences forget when a person is erased."""

from datetime import datetime

from guanjia.conference.models import Delegation, Guest
from guanjia.foundation.persons.public import Person


def forget_wishes(event_id: int) -> int:
    """Erase what guests of an event eat and need from its list; how many rows (SOCR-004: seven days after the event)."""
    return Guest.objects.filter(event=event_id).exclude(wishes=None).update(wishes=None)


def erase_guest_rows(person: Person, at: datetime) -> int:
    """Empty the person's lines on guest lists, keeping that somebody came; forget them as contact; how many rows that touched."""
    lines = Guest.objects.filter(person=person).update(
        name="", pinyin="", initials="", position="", wishes=None, language=""
    )
    return lines + Delegation.objects.filter(contact=person).update(contact=None, contact_name="")
