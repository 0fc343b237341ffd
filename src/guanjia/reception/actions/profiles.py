"""Guests of rank and honoured owners on file: mark, service scheme, butler (VIPP-008, VIPP-009, VIPP-011, VIPP-016)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.reception.models import Profile

PROFILE = "reception.profile"


@transaction.atomic
def set_profile(*, profile: Profile, marked: bool, scheme: str, butler: Any, actor: Any, at: datetime) -> bool:
    """The mark the desk sees, the service scheme, who is the guest's butler; False when nothing changes. Raises SecretRefused.

    A scheme is what the house does, never what a guest wishes: wishes lie encrypted with the person.
    """
    refuse_marked({"scheme": scheme}, site=profile.site)
    row = Profile.objects.select_for_update(of=("self",), no_key=True).get(pk=profile.pk)
    fresh = {"marked": marked, "scheme": scheme.strip()[:300], "butler_id": getattr(butler, "pk", None)}
    news = sorted(name for name, value in fresh.items() if getattr(row, name) != value)
    if not news:
        return False
    Profile.objects.filter(pk=row.pk).update(**fresh)
    record(
        site=profile.site,
        at=at,
        actor=actor,
        action="profile.change",
        subject=(PROFILE, row.pk),
        changes={"fields": news},
    )
    return True
