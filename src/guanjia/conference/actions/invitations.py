"""Invitations: asked for here, written by the clock, each guest once for each thing to be told."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from guanjia.conference.actions.admission import EVENT, GUEST, code_of
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.invitations import (
    Programme,
    language_of,
    letter_head,
    not_asked,
    programme_of,
)
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_HELD, Secrecy
from guanjia.foundation.calendars.public import CalendarItem, Party, invitation, uid_of
from guanjia.foundation.documents.public import qr_png
from guanjia.foundation.journal.public import entries, record, record_many
from guanjia.foundation.messages.public import Template, notify, write_to
from guanjia.foundation.persons.public import private_values
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import User

TELL_AGAIN = "guest.tell_again"
INVITED = Template(
    "conference.invitation",
    N_("Invitation: {title}"),
    N_(
        "{greeting}\n\n{site} invites you to {title}.\n\nTime: {when}\nPlace: {place}\n{seat}\n"
        "Please answer on your own page, whose address stands below. Show the attached code at the door."
    ),
    personal=False,
)
CHANGED = Template(
    "conference.invitation_changed",
    N_("Changed: {title}"),
    N_(
        "{greeting}\n\nTime or place of {title} has changed.\n\nTime: {when}\nPlace: {place}\n{seat}\nYour code stays the same."
    ),
    personal=False,
)
CALLED_OFF = Template(
    "conference.invitation_called_off",
    N_("Called off: {title}"),
    N_("{greeting}\n\n{title} does not take place. We are sorry."),
    personal=False,
)


@transaction.atomic
def invite_guests(*, event: Event, actor: Any, at: datetime, guest_ids: Collection[int] | None = None) -> int:
    """Have everybody invited who was not yet, or those of `guest_ids` among them; how many.

    The clock writes the messages within seconds; a second call invites nobody twice. Raises Refused for a controlled
    meeting, one without time or room, and one that is called off.
    """
    if event.secrecy == Secrecy.CONTROLLED:
        raise Refused(
            "", gettext("Guests of a controlled meeting are not kept here: the organiser keeps the list on paper.")
        )
    programme = programme_of(event)
    if programme.cancelled or not programme.rows:
        raise Refused("", gettext("There is nothing to invite to: the event has no time and room, or is called off."))
    wanted = not_asked(event) if guest_ids is None else not_asked(event).filter(pk__in=list(guest_ids))
    ids = list(wanted.select_for_update().values_list("pk", flat=True))
    Guest.objects.filter(pk__in=ids, invite_rev=0).update(invite_rev=1, told_at=None)
    rows = [{"id": pk} for pk in ids]
    record_many(site=event.site, at=at, actor=actor, action="guest.invite", subject_kind=GUEST, rows=rows)
    return len(ids)


@transaction.atomic
def renew_invitations(*, event: Event, at: datetime) -> int:
    """Everybody who was invited and may still come is told anew: something moved, or the event is called off; how many."""
    invited = Guest.objects.filter(event=event, invite_rev__gt=0, state__in=MAY_ENTER)
    count = invited.update(invite_rev=F("invite_rev") + 1, told_at=None)
    if count:
        record(
            site=event.site, at=at, actor=None, action=TELL_AGAIN, subject=(EVENT, event.pk), changes={"guests": count}
        )  # fmt: skip
    return count


@transaction.atomic
def told_by_hand(*, guest: Guest, actor: Any, at: datetime) -> bool:
    """Somebody rang the guest or handed the invitation over on paper. A second call changes nothing: False."""
    told = Guest.objects.filter(pk=guest.pk, told_at=None, invite_rev__gt=0).update(
        told_at=at, told_rev=F("invite_rev")
    )
    if told:
        record(site=guest.site, at=at, actor=actor, action="guest.told_by_hand", subject=(GUEST, guest.pk))
    return bool(told)


def write_invitations(*, limit: int = 500, settle: timedelta = timedelta(0)) -> int:
    """Make the messages that are due, a guest a transaction; how many guests were seen to. Safe on any number of hosts at once.

    Changes less than `settle` old wait, so that two quick moves are one message; invitations and a call-off do not. Who has no
    address is seen to as well, and stands on the list of those to be told by hand. A rehearsal writes nothing.
    """
    untold = Guest.objects.filter(invite_rev__gt=F("told_rev"), site__rehearsal_of=None)
    if moving := _still_moving(untold, settle):
        untold = untold.exclude(event__in=moving, told_rev__gt=0)
    waiting = list(untold.select_related("event__site", "person", "delegation").order_by("event_id", "pk")[:limit])
    programmes: dict[int, Programme] = {}
    for guest in waiting:
        if guest.event_id not in programmes:
            programmes[guest.event_id] = programme_of(guest.event)
        _write_one(guest, programmes[guest.event_id])
    return len(waiting)


def _still_moving(untold: QuerySet[Guest], settle: timedelta) -> list[int]:
    """Events whose last change is younger than `settle` on the clock of their site."""
    changed = untold.filter(told_rev__gt=0).exclude(event__state__in=NOT_HELD).values("event")
    events = Event.objects.filter(pk__in=changed).select_related("site")
    return [event.pk for event in events if _told_again_since(event, site_now(event.site) - settle)]


def _told_again_since(event: Event, moment: datetime) -> bool:
    return entries(event.site, action=TELL_AGAIN, since=moment).filter(subject_kind=EVENT, subject_id=event.pk).exists()


def _write_one(guest: Guest, programme: Programme) -> None:
    comes = guest.person is not None and guest.answer in MAY_ENTER
    address = next(iter(private_values(guest.person, "email")), "") if guest.person and comes else ""
    users = list(User.objects.filter(person_id=guest.person_id, is_active=True)) if comes and not address else []
    attached = _attachments(guest, programme, address) if address else ()
    site, at = programme.site, site_now(programme.site)
    template = CALLED_OFF if programme.cancelled else CHANGED if guest.told_rev else INVITED
    link = "" if programme.cancelled else guest_path(guest)
    facts = _facts(guest, programme)
    with transaction.atomic():
        mine = Guest.objects.filter(pk=guest.pk, told_rev=guest.told_rev)
        if not mine.update(told_rev=guest.invite_rev, told_at=at if address or users else None):
            return
        if address and guest.person:
            write_to(
                site=site, person=guest.person, template=template.code, context=facts, link=link, at=at,
                language=language_of(guest), attachments=attached,
            )  # fmt: skip
        elif users:
            notify(site=site, users=users, template=template.code, context=facts, link=link, at=at)


def _facts(guest: Guest, programme: Programme) -> dict[str, str]:
    with translation.override(language_of(guest)):
        return {
            "greeting": letter_head(guest),
            "site": programme.site.name,
            "title": programme.title,
            "when": "\n      ".join(programme.when),
            "place": programme.place,
            "seat": gettext("Seat: %(seat)s") % {"seat": guest.seat} + "\n" if guest.seat else "",
        }


def _attachments(guest: Guest, programme: Programme, address: str) -> tuple[tuple[str, str, bytes], ...]:
    entry = calendar_entry(guest, programme, address)
    method = "CANCEL" if programme.cancelled else "REQUEST"
    calendar = ("invitation.ics", f"text/calendar; method={method}", entry)
    if programme.cancelled:
        return (calendar,)
    return calendar, ("code.png", "image/png", qr_png(code_of(guest, programme.event)))


def calendar_entry(guest: Guest, programme: Programme, address: str = "") -> bytes:
    """The guest's own entry as iCalendar: one uid for ever, a sequence that grows with everything they are told."""
    event, site = programme.event, programme.site
    with translation.override(language_of(guest)):
        item = CalendarItem(
            uid=uid_of("invitation", guest.pk, site.code),
            sequence=guest.invite_rev,
            starts_at=min((row[0] for row in programme.rows), default=event.starts_at or event.created_at),
            ends_at=max((row[1] for row in programme.rows), default=event.ends_at or event.created_at),
            title=programme.title,
            changed_at=site_now(site),
            place=programme.place,
            text="" if programme.cancelled else f"{settings.ORIGIN}{guest_path(guest)}",
            cancelled=programme.cancelled,
            organiser=Party(site.name, settings.DEFAULT_FROM_EMAIL),
            guests=(Party(guest.name, address),) if address else (),
        )
        return invitation(item, zone=site.zone)
