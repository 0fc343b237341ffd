"""A guest tells what they eat and need; whoever notes it for them asked first (W43)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Guest, GuestState, forget_wishes
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import CannotDecrypt, Person, give_consent, seal_text, withdraw_consent
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.green.actions.sheets import note_sheet, refuse_controlled, sheet_of
from guanjia.green.events import NeedsTold
from guanjia.green.models import GuestNeeds, KitchenNote, Meal
from guanjia.green.queries.needs import PURPOSE, flags_of, line_of, told_of
from guanjia.green.rules.needs import DIETS, Told, difference, parse_codes
from guanjia.green.rules.refusals import GreenRefused
from guanjia.green.rules.states import MealState
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import Roles, users_with_role

CONSENT_VERSION = "2026-11"
CONSENT = N_(
    "I agree that what I tick and write here about my meals, my health and my belief is used for this event only: the kitchen "
    "sees how many, the hall crew sees which seats, nobody sees names beside it. It is locked, and erased seven days after the event. "
    "I may take this back at any time on this page."
)
"""The separate consent for sensitive data (个人信息保护法 29); a new wording gets a new version."""
LATE = "green.late_change"
NOTE = "green.note"
OTHER_MOST = 120
COMES = frozenset({GuestState.INVITED, GuestState.CONFIRMED})


@transaction.atomic
def tell_needs(
    *, guest: Guest, codes: list[str], other: str, agreed: bool, actor: Any, at: datetime, how: str = "screen"
) -> bool:
    """Keep what the guest told, locked under their key, with the consent; nothing ticked and written takes all back.

    False when nothing changes. A change after the kitchen's order is told to it at once, by number. Raises GreenRefused (no consent,
    an unknown box, over, erased, controlled), SecretRefused.
    """
    event = guest.event
    refuse_controlled(event)
    _refuse_gone(guest, at)
    refuse_marked({"other": other}, site=guest.site)
    told = _told(codes, other)
    row = GuestNeeds.objects.select_for_update().filter(guest=guest).first()
    old = told_of(row, guest.person) if row else Told()
    if told == old:
        return False
    if told != Told() and not agreed:
        raise GreenRefused("agreed", _("We may keep this only if you agree."))
    _keep(guest, row, told, actor, at, how)
    sheet = sheet_of(event=event, at=at)
    record(
        site=guest.site, at=at, actor=actor, action="needs.tell", subject=("conference.guest", guest.pk),
        event=NeedsTold(event.pk, guest.pk),
    )  # fmt: skip
    for name, value in flags_of(event.pk).items():
        setattr(sheet, name, value)
    sheet.save(update_fields=["has_diets", "has_access", "has_prayer"])
    note_sheet(sheet, "sheet.needs", None, at, {})
    _tell_kitchen(guest, old, told, at)
    return True


def _told(codes: list[str], other: str) -> Told:
    try:
        needs = parse_codes(codes)
    except ValueError:
        raise GreenRefused("codes", _("There is no such box.")) from None
    line = " ".join(other.split())[:OTHER_MOST]
    return Told(needs, (line,) if line else ())


def _refuse_gone(guest: Guest, at: datetime) -> None:
    if guest.answer not in COMES:
        raise GreenRefused("", _("You are not among those who come, so there is nothing to prepare."))
    if guest.event.ends_at is not None and at > guest.event.ends_at:
        raise GreenRefused("", _("This event is over."))


def _keep(guest: Guest, row: GuestNeeds | None, told: Told, actor: Any, at: datetime, how: str) -> None:
    person: Person | None = guest.person
    if person is None or not person.wrapped_key:
        raise GreenRefused("", _("This guest was erased: nothing can be kept."))
    if told == Told():
        if row is not None:
            row.delete()
        withdraw_consent(person, purpose=PURPOSE, actor=actor, at=at, site=guest.site)
        return
    give_consent(
        person, purpose=PURPOSE, version=CONSENT_VERSION, text=_(CONSENT), actor=actor, at=at, site=guest.site, how=how
    )
    try:
        sealed = seal_text(person, PURPOSE, line_of(told))
    except CannotDecrypt:
        raise GreenRefused("", _("This guest was erased: nothing can be kept.")) from None
    fresh = {"site": guest.site, "event": guest.event, "sealed": sealed, "told_at": at, "told_by": _user(actor)}
    GuestNeeds.objects.update_or_create(guest=guest, defaults=fresh | {"rev": row.rev + 1 if row else 1})


def _tell_kitchen(guest: Guest, old: Told, new: Told, at: datetime) -> None:
    """A note for each meal that is ordered and not served yet, and a message to those who order and run it."""
    change, other = difference(old, new, DIETS), old.other != new.other
    if not change and not other:
        return
    late = Meal.objects.filter(event=guest.event, state=MealState.ORDERED, serve_at__gt=at)
    notes = [
        KitchenNote.objects.create(
            site=guest.site, event=guest.event, meal=meal, other=other, noted_at=at,
            changes={need.value: more for need, more in change.more.items()},
        )
        for meal in late
    ]  # fmt: skip
    if not notes:
        return
    changed(NOTE, [note.pk for note in notes], site=guest.site, at=at)
    notify(
        site=guest.site,
        users=users_with_role(guest.site, Roles.COORDINATOR, Roles.TEAM_LEADER, Roles.DEPARTMENT, at=at),
        template=LATE,
        context={"number": guest.event.ref},
        link=f"/s/{guest.site.code}/green/e/{guest.event.ref}/needs/",
        urgent=True,
        at=at,
    )


@transaction.atomic
def read_note(*, note: KitchenNote, actor: Any, at: datetime) -> bool:
    """The kitchen has read the change. A second call changes nothing: False."""
    if not KitchenNote.objects.filter(pk=note.pk, read_at=None).update(read_at=at, read_by=actor, rev=note.rev + 1):
        return False
    record(site=note.site, at=at, actor=actor, action="note.read", subject=(NOTE, note.pk))
    changed(NOTE, [note.pk], site=note.site, at=at)
    return True


@transaction.atomic
def erase_needs(*, event_id: int, at: datetime) -> int:
    """Erase what guests of the event told, by their page or in the guest list; how many rows.

    Called by the system seven days after the event.
    """
    rows = GuestNeeds.objects.filter(event=event_id).select_related("guest__person", "site")
    count = forget_wishes(event_id)
    for row in rows:
        if row.guest.person is not None:
            withdraw_consent(row.guest.person, purpose=PURPOSE, actor=None, at=at, site=row.site)
        row.delete()
        count += 1
    return count


def erase_person_needs(person: Person, at: datetime) -> int:
    """What one person told, at any event; how many rows."""
    return GuestNeeds.objects.filter(guest__person=person).delete()[0]


def _user(actor: Any) -> Any:
    return actor if getattr(actor, "pk", None) else None
