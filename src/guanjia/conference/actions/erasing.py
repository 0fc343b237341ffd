"""What conferences forget when a person is erased."""

from datetime import datetime

from guanjia.conference.models import Delegation, Guest
from guanjia.foundation.persons.public import Person


def erase_guest_rows(person: Person, at: datetime) -> int:
    """Empty the person's lines on guest lists, keeping that somebody came; forget them as contact; how many rows that touched."""
    lines = Guest.objects.filter(person=person).update(
        name="", pinyin="", initials="", position="", wishes=None, language=""
    )
    return lines + Delegation.objects.filter(contact=person).update(contact=None, contact_name="")
