"""What people forgets when a person is erased."""

from datetime import datetime

from guanjia.foundation.persons.public import Person
from guanjia.people.models import Contact, Presence, User


def erase_person_rows(person: Person, at: datetime) -> int:
    """Delete the person's contacts, cut the link of stays and account; returns how many rows that touched."""
    gone, _per_model = Contact.objects.filter(person_id=person.pk).delete()
    cut = Presence.objects.filter(person_id=person.pk).update(person_id=None)
    return gone + cut + User.objects.filter(person_id=person.pk).update(person_id=None)
