"""Letting guests in: one UPDATE decides, so that a code scanned by fifty desks at once opens one door."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext

from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.admission import Refusal
from guanjia.conference.rules.codes import BadCode, GuestCode, read_code, write_code
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.states import NOT_HELD
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local

GUEST = "conference.guest"
EVENT = "conference.event"
GRACE = timedelta(hours=12)


def _quoted(states: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{state.value}'" for state in sorted(states))


ADMIT = """
UPDATE conference_guest SET admitted_at = %s, admitted_desk = %s
 WHERE id = %s AND event_id = %s AND serial = %s AND admitted_at IS NULL AND state IN (MAY_ENTER)
   AND (stands_in_for_id IS NULL OR approved_by_id IS NOT NULL)
   AND EXISTS (SELECT 1 FROM conference_event WHERE conference_event.id = conference_guest.event_id
               AND conference_event.state NOT IN (GONE)
               AND (conference_guest.identity_seen_at IS NOT NULL OR NOT conference_event.real_name))
RETURNING id, name, seat, position, wishes, delegation_id
""".replace("MAY_ENTER", _quoted(MAY_ENTER)).replace("GONE", _quoted(NOT_HELD))


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


def guest_of_code(text: str) -> Guest | None:
    """Whose badge this code is, whatever their state; None for what is none of our codes, or was given out anew."""
    try:
        code = read_code(text, code_key())
    except BadCode:
        return None
    return Guest.objects.filter(pk=code.guest_id, event=code.event_id, serial=code.serial).exclude(name="").first()


def admit_by_code(*, site: Site, event_id: int, text: str, desk: str, actor: Any, at: datetime) -> Answer:
    """Admit whoever's code this is, or say why not. Refusals are journalled on the event, admissions on the guest."""
    try:
        code = read_code(text, code_key())
    except BadCode:
        return _refuse(site, event_id, None, Refusal.FORGED, desk, actor, at)
    if code.event_id != event_id:
        return _refuse(site, event_id, None, Refusal.FOREIGN, desk, actor, at)
    if at > code.valid_until and _is_over(event_id, at):
        return _refuse(site, event_id, code.guest_id, Refusal.EXPIRED, desk, actor, at)
    return _admit(site, event_id, code.guest_id, code.serial, desk, actor, at)


def _is_over(event_id: int, at: datetime) -> bool:
    """Whether the event is over for the door: a code given out before the event moved to a later day still opens."""
    ends_at = Event.objects.filter(pk=event_id).values_list("ends_at", flat=True).first()
    return ends_at is None or at > ends_at + GRACE


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
    with connection.cursor() as cursor:
        moment = at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)
        cursor.execute(ADMIT, [moment, desk[:40], guest_id, event_id, serial])
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None or row[4] is None:
        return row and (*row[:4], "", row[5])
    needs = Guest.objects.select_related("person").get(pk=guest_id).needs
    return (*row[:4], needs, row[5])


def _why_not(site: Site, event_id: int, guest_id: int, serial: int, desk: str, actor: Any, at: datetime) -> Answer:
    guest = Guest.objects.filter(pk=guest_id, event=event_id).select_related("event").first()
    if guest is None:
        return _refuse(site, event_id, None, Refusal.UNKNOWN, desk, actor, at)
    if guest.event.stage in NOT_HELD:
        return _refuse(site, event_id, guest_id, Refusal.CALLED_OFF, desk, actor, at)
    if guest.serial != serial:
        return _refuse(site, event_id, guest_id, Refusal.REISSUED, desk, actor, at)
    if guest.admitted_at is not None:
        return _refuse(site, event_id, guest_id, Refusal.USED, desk, actor, at, guest.admitted_at)
    if guest.answer not in MAY_ENTER:
        return _refuse(site, event_id, guest_id, Refusal.NOT_EXPECTED, desk, actor, at)
    if guest.unapproved:
        return _refuse(site, event_id, guest_id, Refusal.UNAPPROVED, desk, actor, at)
    return _refuse(site, event_id, guest_id, Refusal.IDENTITY, desk, actor, at)


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
    said = {"at": _said_time(site, used_at, at) if used_at else ""}
    return Answer(guest_id, reason=reason, sentence=gettext(reason.sentence) % said)


def _said_time(site: Site, then: datetime, now: datetime) -> str:
    """The time on the site's clock, with the day when that is another."""
    first, today = local(site, then), local(site, now)
    return f"{first:%H:%M}" if first.date() == today.date() else f"{first:%Y-%m-%d %H:%M}"


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
