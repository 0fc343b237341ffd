"""An event is filed under a client that the house knows."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.actions.opening import controlled_words
from guanjia.conference.models import Event
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.journal.public import record
from guanjia.people.public import Organisation


@transaction.atomic
def file_under(*, event: Event, organisation: Organisation, actor: Any, at: datetime) -> Event:
    """Note whose event it is. The same client again is nothing; of a controlled event no client is kept (FIELD 1): Refused."""
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused("", controlled_words())
    if event.organisation_id == organisation.pk:
        return event
    old = event.organisation_id
    Event.objects.filter(pk=event.pk).update(organisation=organisation)
    event.organisation = organisation
    changes = {"organisation": [old, organisation.pk]}
    record(site=event.site, at=at, actor=actor, action="file_under", subject=(EVENT, event.pk), changes=changes)
    return event
