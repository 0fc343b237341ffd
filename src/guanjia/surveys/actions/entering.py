"""Somebody who is known opens a survey by themselves: a personal way in, good once, without a letter."""

import secrets

from guanjia.foundation.persons.public import Person
from guanjia.surveys.models import Study, StudyInvitation


def way_in(*, study: Study, person: Person) -> StudyInvitation:
    """The person's way in, the one that was written to them or a new one; twice or at once gives the same."""
    fresh = {"token": secrets.token_urlsafe(24)}
    return StudyInvitation.objects.get_or_create(study=study, person=person, defaults=fresh)[0]
