"""Shows a private value unmasked, and writes down that it did."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.making import KIND, data_key
from guanjia.foundation.persons.models import Person, PersonLink, PrivateValue
from guanjia.foundation.persons.rules import cipher
from guanjia.foundation.persons.rules.values import FIELDS
from guanjia.foundation.sites.public import Site


class ReasonNeeded(Exception):
    """A value of class P3 is shown for a stated reason only; str() says so in the reader's language."""

    def __str__(self) -> str:
        return _("Say why you need to see this. The reason is written down.")


class NotSeen(Exception):
    """The site has no link to the person."""


@transaction.atomic
def reveal(person: Person, field: str, *, actor: Any, at: datetime, site: Site, reason: str = "") -> list[str]:
    """The person's plain values of a private field, with a journal row "reveal" in the same transaction.

    Raises ReasonNeeded (class P3 without reason), NotSeen, CannotDecrypt. An empty list is logged too.
    """
    if FIELDS[field].grade == 3 and not reason.strip():
        raise ReasonNeeded(field)
    if not PersonLink.objects.filter(site=site, person=person).exists():
        raise NotSeen
    record(
        site=site,
        at=at,
        actor=actor,
        action="reveal",
        subject=(KIND, person.pk),
        reason=reason,
        changes={"fields": [field]},
    )
    return private_values(person, field)


def private_values(person: Person, field: str) -> list[str]:
    """The plain values for a machine that needs them (sending a message): not logged, never shown. [] once erased."""
    rows = PrivateValue.objects.filter(person=person, field=field).order_by("ordinal")
    if not rows or not person.wrapped_key:
        return []
    key = data_key(person)
    return [cipher.unseal(key, bytes(row.sealed), f"{person.key_id}:{field}").decode() for row in rows]
