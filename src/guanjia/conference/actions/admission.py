"""Letting guests in: one UPDATE decides, so that a code scanned by fifty desks at once opens one door."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext

from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.admission import Refusal
from guanjia.conference.rules.codes import BadCode, GuestCode, read_code, write_code
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local

GUEST = "conference.guest"
EVENT = "conference.event"
GRACE = timedelta(hours=12)
ADMIT = """
UPDATE conference_guest SET admitted_at = %s, admitted_desk = %s
 WHERE id = %s AND event_id = %s AND serial = %s AND admitted_at IS NULL AND state IN %s
   AND (identity_seen_at IS NOT NULL OR NOT (SELECT real_name FROM conference_event WHERE id = event_id))
RETURNING id, name, seat, position, needs, delegation_id
"""


@dataclass(frozen=True)
class Answer:
    """What the desk is told. Refused: `reason` and the `sentence` to say; else who came in."""

    guest_id: int | None
    name: str = ""
    seat: str = ""
    position: str = ""
    needs: str = ""
    delegation_id: int | None = None
    reason: Refusal | None = None
    sentence: str = ""

    @property
    def admitted(self) -> bool:
        """Whether somebody came in just now."""
        return self.reason is None


def code_key() -> bytes:
    """The installation's key for guest codes."""
    return hashlib.sha256(b"conference.guest-code" + settings.SECRET_KEY.encode()).digest()


def code_of(guest: Guest, event: Event) -> str:
    """The text of the guest's QR code: valid until 12 hours after the event's end."""
    until = (event.ends_at or event.created_at + timedelta(days=365)) + GRACE
    return write_code(GuestCode(event.pk, guest.pk, guest.serial, until), code_key())


def admit_by_code(*, site: Site, event_id: int, text: str, desk: str, actor: Any, at: datetime) -> Answer:
    """Admit whoever's code this is, or say why not. Refusals are journalled on the event, admissions on the guest."""
    try:
        code = read_code(text, code_key())
    except BadCode:
        return _refuse(site, event_id, None, Refusal.FORGED, desk, actor, at)
    if code.event_id != event_id:
        return _refuse(site, event_id, None, Refusal.FOREIGN, desk, actor, at)
    if at > code.valid_until:
        return _refuse(site, event_id, code.guest_id, Refusal.EXPIRED, desk, actor, at)
    return _admit(site, event_id, code.guest_id, code.serial, desk, actor, at)


def admit_by_hand(*, site: Site, event_id: int, guest_id: int, desk: str, actor: Any, at: datetime) -> Answer:
    """Admit somebody found by name, pinyin or phone; the same single UPDATE decides."""
    serial = Guest.objects.filter(pk=guest_id, event=event_id).values_list("serial", flat=True).first()
    if serial is None:
        return _refuse(site, event_id, None, Refusal.UNKNOWN, desk, actor, at)
    return _admit(site, event_id, guest_id, serial, desk, actor, at)


@transaction.atomic
def _admit(site: Site, event_id: int, guest_id: int, serial: int, desk: str, actor: Any, at: datetime) -> Answer:
    row = update_returning(event_id, guest_id, serial, desk, at)
    if row is None:
        return _why_not(site, event_id, guest_id, serial, desk, actor, at)
    record(
        site=site,
        at=at,
        actor=actor,
        action="guest.admit",
        subject=(GUEST, guest_id),
        to_state="admitted",
        changes={"desk": desk},
    )
    return Answer(*row)


def update_returning(event_id: int, guest_id: int, serial: int, desk: str, at: datetime) -> tuple[Any, ...] | None:
    """The statement that admits: the guest's row if it was they who came in, None if not."""
    states = ", ".join(f"'{state.value}'" for state in sorted(MAY_ENTER))
    with connection.cursor() as cursor:
        moment = at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)
        query = ADMIT.replace("IN %s", f"IN ({states})")
        cursor.execute(query, [moment, desk[:40], guest_id, event_id, serial])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _why_not(site: Site, event_id: int, guest_id: int, serial: int, desk: str, actor: Any, at: datetime) -> Answer:
    guest = Guest.objects.filter(pk=guest_id, event=event_id).first()
    if guest is None:
        return _refuse(site, event_id, None, Refusal.UNKNOWN, desk, actor, at)
    if guest.serial != serial:
        return _refuse(site, event_id, guest_id, Refusal.REISSUED, desk, actor, at)
    if guest.admitted_at is not None:
        return _refuse(site, event_id, guest_id, Refusal.USED, desk, actor, at, guest.admitted_at)
    if guest.answer in MAY_ENTER:
        return _refuse(site, event_id, guest_id, Refusal.IDENTITY, desk, actor, at)
    return _refuse(site, event_id, guest_id, Refusal.NOT_EXPECTED, desk, actor, at)


def _refuse(
    site: Site,
    event_id: int,
    guest_id: int | None,
    reason: Refusal,
    desk: str,
    actor: Any,
    at: datetime,
    used_at: datetime | None = None,
) -> Answer:
    record(
        site=site,
        at=at,
        actor=actor,
        action="guest.refuse",
        subject=(EVENT, event_id),
        changes={"reason": reason.value, "desk": desk, "guest": guest_id},
    )
    said = {"at": f"{local(site, used_at):%H:%M}" if used_at else ""}
    return Answer(guest_id, reason=reason, sentence=gettext(reason.sentence) % said)


@transaction.atomic
def take_back(*, guest: Guest, actor: Any, at: datetime, reason: str) -> bool:
    """Undo an admission made by mistake; the guest's code opens again. False if they were not admitted."""
    undone = Guest.objects.filter(pk=guest.pk, admitted_at__isnull=False).update(
        admitted_at=None, admitted_desk="", left_at=None, present_noted=False
    )
    if undone:
        record(site=guest.site, at=at, actor=actor, action="guest.take_back", subject=(GUEST, guest.pk), reason=reason)
    return bool(undone)


@transaction.atomic
def let_out(*, guest: Guest, actor: Any, at: datetime) -> None:
    """The guest left; coming back is `let_back_in` and no second admission."""
    Guest.objects.filter(pk=guest.pk, admitted_at__isnull=False).update(left_at=at)
    record(site=guest.site, at=at, actor=actor, action="guest.leave", subject=(GUEST, guest.pk))


@transaction.atomic
def let_back_in(*, guest: Guest, actor: Any, at: datetime) -> None:
    """The guest came back."""
    Guest.objects.filter(pk=guest.pk, left_at__isnull=False).update(left_at=None)
    record(site=guest.site, at=at, actor=actor, action="guest.return", subject=(GUEST, guest.pk))
