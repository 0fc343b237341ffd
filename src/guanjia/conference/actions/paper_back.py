"""The sign-in sheet comes back from paper: equal to a scan (FIELD 15)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.conference.actions.admission import EVENT, GUEST
from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_HELD
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record, record_many
from guanjia.foundation.live.public import touch

PAPER = "paper"
SHEET = "conference.sign_in"


@transaction.atomic
def admit_from_paper(
    *,
    event: Event,
    guest_ids: Collection[int],
    signed_at: datetime,
    identity_seen: bool,
    files: Collection[StoredFile],
    actor: Any,
    at: datetime,
) -> int:
    """Admit whoever signed the paper, as of `signed_at`; who was admitted already stays so; how many came in by this.

    `files` are photos of the sheet, which are kept with the event. Raises Refused for a moment to come, an event called off,
    a substitute whom nobody approved and, at a real-name event, when nobody looked at identities.
    """
    if event.stage in NOT_HELD:
        raise Refused("", gettext("This event has been called off."))
    if signed_at > at:
        raise Refused("signed_at", gettext("The written time lies in the future."))
    if event.real_name and not identity_seen:
        raise Refused("identity", gettext("This event admits by real name: say that the identities were looked at."))
    rows = Guest.objects.select_for_update().filter(
        event=event, pk__in=list(guest_ids), admitted_at=None, state__in=MAY_ENTER
    )
    found = list(rows)
    if waiting := [guest.name for guest in found if guest.unapproved]:
        words = gettext("Who stands in is approved first: %(names)s")
        raise Refused("guest", words % {"names": "、".join(waiting)})
    ids = [guest.pk for guest in found]
    seen = {"identity_seen_at": signed_at} if event.real_name else {}
    Guest.objects.filter(pk__in=ids).update(admitted_at=signed_at, admitted_desk=PAPER, **seen)
    for file in files:
        hold(file, (SHEET, event.pk))
    lines = [{"id": pk, "to_state": "admitted", "changes": {"desk": PAPER}} for pk in ids]
    record_many(site=event.site, at=at, actor=actor, action="guest.admit", subject_kind=GUEST, rows=lines)
    changes = {"admitted": len(ids), "signed_at": signed_at.isoformat(), "photos": [file.pk for file in files]}
    record(site=event.site, at=at, actor=actor, action="guest.paper", subject=(EVENT, event.pk), changes=changes)
    touch(f"event:{event.pk}:hall")
    return len(ids)
