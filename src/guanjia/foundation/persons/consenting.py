"""Records what a person agreed to."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.making import KIND
from guanjia.foundation.persons.models import Consent, Person
from guanjia.foundation.sites.public import Site


@transaction.atomic
def give_consent(
    person: Person, *, purpose: str, version: str, text: str, actor: Any, at: datetime, site: Site, how: str = "screen"
) -> Consent:
    """Record that the person agreed to `text` for `purpose`; the same version again returns the same row."""
    known = Consent.objects.filter(
        person=person, site=site, purpose=purpose, version=version, withdrawn_at__isnull=True
    ).first()
    if known is not None:
        return known
    consent = Consent.objects.create(
        person=person, site=site, purpose=purpose, version=version, text=text, given_at=at, given_how=how
    )
    changes = {"purpose": purpose, "version": version}
    record(site=site, at=at, actor=actor, action="give_consent", subject=(KIND, person.pk), changes=changes)
    return consent


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, actor: Any, at: datetime, site: Site) -> int:
    """End every open consent of the person for the purpose; how many were open."""
    rows = Consent.objects.filter(person=person, site=site, purpose=purpose, withdrawn_at__isnull=True)
    count = rows.update(withdrawn_at=at)
    if count:
        changes = {"purpose": purpose}
        record(site=site, at=at, actor=actor, action="withdraw_consent", subject=(KIND, person.pk), changes=changes)
    return count


def has_consent(person: Person, purpose: str, *, site: Site) -> bool:
    """Whether the person agreed to the purpose and has not withdrawn."""
    return Consent.objects.filter(person=person, site=site, purpose=purpose, withdrawn_at__isnull=True).exists()
