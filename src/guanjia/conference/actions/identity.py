"""Real-name admission: an identity paper is looked at and ticked off, never copied (GUES-015, FIELD 24)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.actions.admission import EVENT, GUEST
from guanjia.conference.models import Event, Guest
from guanjia.foundation.journal.public import record


@transaction.atomic
def set_real_name(*, event: Event, on: bool, actor: Any, at: datetime) -> bool:
    """Admit to this event by real name, or no longer. The same again changes nothing: False."""
    changed = Event.objects.filter(pk=event.pk, real_name=not on).update(real_name=on)
    if changed:
        event.real_name = on
        record(site=event.site, at=at, actor=actor, action="real_name", subject=(EVENT, event.pk), changes={"on": on})
    return bool(changed)


@transaction.atomic
def note_identity(*, guest: Guest, actor: Any, at: datetime) -> bool:
    """The actor looked at the guest's identity paper and it was theirs; nothing of it is kept. A second call: False."""
    noted = Guest.objects.filter(pk=guest.pk, identity_seen_at=None).update(identity_seen_at=at)
    if noted:
        record(site=guest.site, at=at, actor=actor, action="guest.identity_seen", subject=(GUEST, guest.pk))
    return bool(noted)
