"""Deletes what was sent to a person who is erased, and the person's bell."""

from datetime import datetime

from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.persons.public import Person


def erase_messages(person: Person, at: datetime) -> int:
    """Delete messages and notices to the person, with or without an account; the count."""
    count = Message.objects.filter(person_id=person.pk).delete()[0]
    for model in (Message, Notice):
        count += model.objects.filter(user__person_id=person.pk).delete()[0]
    return count
