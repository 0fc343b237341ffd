"""What guests answer by their own page, and who approves it: 请假 and 替会 need an approver (FIELD 15)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.actions.admission import GUEST
from guanjia.conference.actions.guest_links import OPEN_FOR
from guanjia.conference.actions.guests import Draft, move_guest, send_substitute
from guanjia.conference.actions.invitations import invite_guests
from guanjia.conference.models import Guest
from guanjia.conference.models.guest import sealed_wishes
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_HELD
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked


def refuse_over(guest: Guest, at: datetime) -> None:
    """Pass while the guest's page is open; else Refused with a sentence for the guest."""
    event = guest.event
    if event.stage in NOT_HELD:
        raise Refused("", _("This event has been called off."))
    if event.ends_at is not None and at > event.ends_at + OPEN_FOR:
        raise Refused("", _("This event is over. Thank you for your interest."))
    if guest.answer is GuestState.WITHDRAWN:
        raise Refused("", _("You are no longer on the list. Please call us if that is wrong."))


def _refuse_settled(guest: Guest, at: datetime) -> None:
    refuse_over(guest, at)
    if guest.admitted_at is not None:
        raise Refused("", _("You are here already: there is nothing left to answer."))
    if guest.answer is GuestState.REPLACED:
        raise Refused("", _("Somebody comes in your place. Please call us if that changes."))


@transaction.atomic
def answer_invitation(*, guest: Guest, comes: bool, reason: str, at: datetime) -> Guest:
    """The guest comes, or asks for leave (请假) with a reason, which the co-ordinator approves. The same answer again is nothing.

    Raises Refused when there is nothing left to answer or the reason is missing, SecretRefused.
    """
    _refuse_settled(guest, at)
    refuse_marked({"reason": reason}, site=guest.site)
    to = GuestState.CONFIRMED if comes else GuestState.EXCUSED
    if not comes and not reason.strip():
        raise Refused("reason", _("Please give a reason."))
    if guest.answer is to:
        return guest
    return move_guest(guest=guest, to=to, actor=None, at=at, reason=reason.strip()[:200])


@transaction.atomic
def tell_wishes(*, guest: Guest, diet: str, needs: str, at: datetime) -> bool:
    """What the guest eats and needs, for kitchen and hall (GUES-014); False when nothing changes. Raises Refused, SecretRefused."""
    _refuse_settled(guest, at)
    told = {"diet": diet.strip()[:120], "needs": needs.strip()[:200]}
    refuse_marked(told, site=guest.site)
    if told == {"diet": guest.diet, "needs": guest.needs}:
        return False
    guest.wishes = sealed_wishes(guest.person, told["diet"], told["needs"])
    Guest.objects.filter(pk=guest.pk).update(wishes=guest.wishes)
    record(site=guest.site, at=at, actor=None, action="guest.wishes", subject=(GUEST, guest.pk))
    return True


@transaction.atomic
def name_substitute(*, guest: Guest, draft: Draft, at: datetime) -> Guest:
    """The guest names who comes instead (替会), who is invited at once; the co-ordinator approves. Raises Refused, BadValue."""
    _refuse_settled(guest, at)
    if not draft.name.strip():
        raise Refused("name", _("Who stands in?"))
    made = send_substitute(guest=guest, draft=draft, actor=None, at=at)
    invite_guests(event=guest.event, guest_ids=[made.pk], actor=None, at=at)
    return made


@transaction.atomic
def approve_answer(*, guest: Guest, actor: Any, at: datetime) -> bool:
    """The actor approves a leave or a substitute. A second call changes nothing: False."""
    approved = Guest.objects.filter(pk=guest.pk, approved_by=None).update(approved_by=actor)
    if approved:
        record(
            site=guest.site, at=at, actor=actor, action="guest.approve", subject=(GUEST, guest.pk), to_state=guest.state
        )
    return bool(approved)
