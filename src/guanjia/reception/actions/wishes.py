"""Wishes of guests (diet, health, habits): class P3, seen by those who serve them, for a reason, on the record."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Person, make_person, private_values, reveal, set_private
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.reception.models import Crew, PartyGuest, Profile, Reception
from guanjia.reception.rules.kinds import RECEPTION
from guanjia.reception.rules.receptions import MAY_READ_WISHES, OVER, STALE_DAYS, Kind, Level, Part
from guanjia.reception.rules.refusals import ReceptionRefused

LINK = "reception"
FIELDS = ("health", "habits")
"""health holds diet and allergies, habits everything else: tea, height of the chair, temperature."""


@transaction.atomic
def keep_profile(
    *, site: Site, name: str, kind: Kind, level: Level, person: Person | None = None, plate: str = "", phone: str = "",
    marked: bool = False, scheme: str = "", butler: Any = None, actor: Any, at: datetime,
) -> Profile:  # fmt: skip
    """Put a guest of rank or honoured owner on file (VIPP-008, VIPP-009, VIPP-011). Plates and telephones are class P2."""
    refuse_marked({"scheme": scheme}, site=site)
    private = {field: value for field, value in (("plate", plate), ("phone", phone)) if value.strip()}
    if person is None:
        person = make_person(site=site, name=name, private=private, link=LINK, actor=actor, at=at)
    profile, _made = Profile.objects.update_or_create(
        site=site, person=person,
        defaults={"kind": kind, "level": level, "marked": marked, "scheme": scheme.strip()[:300], "butler": butler},
    )  # fmt: skip
    return profile


def may_read(user: Any, reception: Reception) -> bool:
    """Whether the user serves these guests, so that what they wish concerns him. After the reception nobody does."""
    if reception.stage in OVER:
        return False
    return Crew.objects.filter(reception=reception, user=user, part__in=MAY_READ_WISHES).exists()


def note_wishes(*, guest: PartyGuest, diet: str = "", habits: str = "", actor: Any, at: datetime) -> None:
    """Keep what a guest wishes, encrypted under the guest's own key. Raises ReceptionRefused for whoever has no such part."""
    _refuse(actor, guest.reception, at)
    refuse_marked({"diet": diet, "habits": habits}, site=guest.reception.site)
    person = guest.profile.person
    with transaction.atomic():
        for field, text in zip(FIELDS, (diet, habits), strict=True):
            set_private(person, field, text.strip()[:300] or [], actor=actor, at=at, site=guest.reception.site)
        Profile.objects.filter(pk=guest.profile_id).update(noted_at=at)


def read_wishes(*, guest: PartyGuest, reason: str, actor: Any, at: datetime) -> dict[str, list[str]]:
    """What a guest wishes: diet under "health", the rest under "habits". Every look is journalled with its reason.

    Raises ReceptionRefused (and journals the attempt) for whoever does not serve this guest, ReasonNeeded without a reason.
    """
    _refuse(actor, guest.reception, at)
    person, site = guest.profile.person, guest.reception.site
    with transaction.atomic():
        return {field: reveal(person, field, actor=actor, at=at, site=site, reason=reason) for field in FIELDS}


def kitchen_card(*, reception: Reception, actor: Any, at: datetime) -> list[str]:
    """What the kitchen must know of diets: lines without names, in no order that tells whose. The print is journalled.

    Raises ReceptionRefused for whoever has no part in kitchen or at table.
    """
    parts = {Part.KITCHEN, Part.SERVER, Part.HOST}
    if not Crew.objects.filter(reception=reception, user=actor, part__in=parts).exists():
        _denied(reception, actor, at)
        raise ReceptionRefused("", _("This card is for those who cook for and serve these guests."))
    guests = PartyGuest.objects.filter(reception=reception).select_related("profile__person")
    lines = [line for guest in guests for line in private_values(guest.profile.person, "health")]
    with transaction.atomic():
        record(
            site=reception.site, at=at, actor=actor, action="wishes.kitchen", subject=(RECEPTION, reception.pk),
            changes={"lines": len(lines)},
        )  # fmt: skip
    return sorted(lines)


def is_stale(profile: Profile, at: datetime) -> bool:
    """Whether the wishes are so old that they are asked about anew, or were never noted."""
    return profile.noted_at is None or at - profile.noted_at >= timedelta(days=STALE_DAYS)


def _refuse(actor: Any, reception: Reception, at: datetime) -> None:
    if not may_read(actor, reception):
        _denied(reception, actor, at)
        raise ReceptionRefused("", _("Only those who serve these guests see what they wish."))


def _denied(reception: Reception, actor: Any, at: datetime) -> None:
    with transaction.atomic():
        record(site=reception.site, at=at, actor=actor, action="wishes.denied", subject=(RECEPTION, reception.pk))


def forget_guest(person: Person, at: datetime) -> int:
    """An erased person's profile keeps no scheme and no mark, and no position in any party; the count of rows emptied."""
    found = PartyGuest.objects.filter(profile__person=person).update(position="")
    return found + Profile.objects.filter(person=person).update(scheme="", marked=False, butler=None, noted_at=None)
