"""Tablets of the house: set up, taken by somebody with their code, freed, switched off."""

import secrets
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.assembly.actions.noting import note
from guanjia.assembly.models import Assembly, Attendee, SharedTablet
from guanjia.assembly.queries.agenda import current_key
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import AssemblyState
from guanjia.conference.public import guest_of_code


@transaction.atomic
def make_tablet(*, assembly: Assembly, name: str, actor: Any, at: datetime) -> SharedTablet:
    """A tablet of this name for the meeting; the same name again is the same tablet with a new address."""
    text = name.strip()
    if not text or len(text) > 40:
        raise AssemblyRefused("name", _("A tablet has a name of 1 to 40 characters."))
    if assembly.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    defaults = {"made_by": actor, "made_at": at}
    try:
        with transaction.atomic():
            tablet, fresh = SharedTablet.objects.get_or_create(assembly=assembly, name=text, defaults=defaults)
    except IntegrityError:
        tablet, fresh = SharedTablet.objects.get(assembly=assembly, name=text), False
    if not fresh:
        SharedTablet.objects.filter(pk=tablet.pk).update(
            serial=F("serial") + 1, revoked_at=None, attendee=None, hold="", last_used_at=None, item=""
        )
        tablet.refresh_from_db()
    note(assembly, "tablet.make", actor=actor, at=at, changes={"tablet": tablet.pk})
    return tablet


@transaction.atomic
def revoke_tablet(*, tablet: SharedTablet, actor: Any, at: datetime) -> None:
    """Its address opens nothing any more, and whoever held it is signed out."""
    SharedTablet.objects.filter(pk=tablet.pk).update(revoked_at=at, attendee=None, hold="", last_used_at=None, item="")
    note(tablet.assembly, "tablet.revoke", actor=actor, at=at, changes={"tablet": tablet.pk})


@transaction.atomic
def take_tablet(*, tablet: SharedTablet, code: str, at: datetime) -> SharedTablet:
    """Whoever shows the code of their badge holds the tablet from now; whoever held it before is signed out.

    Raises AssemblyRefused for a code that is none, or of somebody who is not of this meeting.
    """
    assembly = tablet.assembly
    if assembly.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    guest = guest_of_code(code)
    attendee = Attendee.objects.filter(assembly=assembly, guest=guest).first() if guest else None
    if attendee is None:
        raise AssemblyRefused(
            "code",
            _("This is not the code of somebody of this meeting. Hold the badge's code before the camera, or type it."),
        )
    values = {
        "attendee": attendee,
        "hold": secrets.token_urlsafe(18),
        "last_used_at": at,
        "item": current_key(assembly, at),
    }
    SharedTablet.objects.filter(pk=tablet.pk).update(**values)
    note(assembly, "tablet.hold", actor=None, at=at, changes={"tablet": tablet.pk, "attendee": attendee.pk})
    tablet.refresh_from_db()
    return tablet


@transaction.atomic
def free_tablet(*, tablet: SharedTablet, at: datetime) -> None:
    """Handed back: nobody holds it."""
    if (
        SharedTablet.objects.filter(pk=tablet.pk)
        .exclude(hold="")
        .update(attendee=None, hold="", last_used_at=None, item="")
    ):
        note(tablet.assembly, "tablet.free", actor=None, at=at, changes={"tablet": tablet.pk})


def used(tablet: SharedTablet, at: datetime) -> None:
    """Somebody touched it: the time without a touch begins anew."""
    SharedTablet.objects.filter(pk=tablet.pk, hold=tablet.hold).update(last_used_at=at)
