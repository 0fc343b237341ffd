"""Organisations answer for their people by a link (FIELD 15). The token is told once and stored hashed; a newer one replaces it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.conference.actions.guest_answers import answer_invitation, name_substitute
from guanjia.conference.actions.guest_links import OPEN_FOR
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.actions.intake_links import hash_of
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.queries.invitations import programme_of
from guanjia.conference.rules.guests import GuestState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import NOT_HELD
from guanjia.duties.public import Task
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import Template, write_to
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.words import gettext_noop as N_

DELEGATION = "conference.delegation"
MOST_ADDED = 200
ASKED = Template(
    "conference.delegation_asked",
    N_("Who comes to {title}?"),
    N_(
        "{name},\n\n{site} asks {organisation} to name its people for {title}.\n\nTime: {when}\nPlace: {place}\n"
        "Please answer until {until} by the address below: who comes, who asks for leave, who comes instead."
    ),
    personal=False,
)
REMINDED = Template(
    "conference.delegation_reminded",
    N_("Reminder: who comes to {title}?"),
    N_("{name},\n\n{organisation} has not answered yet. Please use the address that we sent you, until {until}."),
    personal=False,
)


@dataclass(frozen=True)
class ReplyLine:
    """What the organisation says of one of its people: `answer` is yes, no, instead, or "" for no change."""

    guest_id: int
    answer: str
    reason: str = ""
    instead: Draft = field(default_factory=lambda: Draft(""))


@dataclass(frozen=True)
class Reply:
    """The whole answer: who signs it, a line for each person asked, and the people named by the organisation itself."""

    name: str
    lines: Sequence[ReplyLine] = ()
    added: Sequence[Draft] = ()


@transaction.atomic
def ask_delegation(*, delegation: Delegation, until: datetime, name: str, email: str, actor: Any, at: datetime) -> str:
    """Ask the organisation for its people until a moment: the token of a new link, which is mailed too if there is an address.

    The link of before no longer works. Asking again with a later `until` is how an answer is reopened after its deadline.
    Raises Refused for a moment that is past or after the start, a bad address, an event that is over or called off.
    """
    event = delegation.event
    programme = programme_of(event)
    if programme.cancelled or (event.ends_at is not None and at > event.ends_at):
        raise Refused("", _("This event is over or called off."))
    if until <= at:
        raise Refused("until", _("The deadline lies in the past."))
    if event.starts_at is not None and until > event.starts_at:
        raise Refused("until", _("The deadline must lie before the event begins."))
    _set_contact(delegation, name.strip(), email.strip(), actor, at)
    token = secrets.token_urlsafe(24)
    delegation.reply_token, delegation.reply_until, delegation.rev = hash_of(token), until, delegation.rev + 1
    delegation.save(update_fields=["reply_token", "reply_until", "rev", "contact", "contact_name"])
    until_text = f"{local(event.site, until):%Y-%m-%d %H:%M}"
    if delegation.contact is not None:
        facts = {"when": "\n      ".join(programme.when), "place": programme.place, "title": programme.title}
        _mail(delegation, ASKED, facts | {"until": until_text}, reverse("portal:delegation", args=[token]), at)
    record(
        site=event.site, at=at, actor=actor, action="delegation.ask", subject=(DELEGATION, delegation.pk),
        changes={"until": until.isoformat(), "mailed": delegation.contact is not None},
    )  # fmt: skip
    changed(DELEGATION, [delegation.pk], site=event.site, at=at)
    return token


def _set_contact(delegation: Delegation, name: str, email: str, actor: Any, at: datetime) -> None:
    refuse_marked({"name": name}, site=delegation.site)
    delegation.contact_name = name[:80]
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("email", _("This is not an e-mail address.")) from None
    delegation.contact = make_person(
        site=delegation.site, name=name or delegation.name, actor=actor, at=at, link="guest",
        private={"email": email}, affiliation=delegation.name,
    )  # fmt: skip


def _mail(delegation: Delegation, template: Template, facts: dict[str, str], link: str, at: datetime) -> None:
    assert delegation.contact is not None
    context = facts | {
        "name": delegation.contact_name or delegation.name,
        "organisation": delegation.name,
        "site": delegation.site.name,
    }
    if delegation.site.rehearsal_of_id is None:
        write_to(
            site=delegation.site, person=delegation.contact, template=template.code, context=context, link=link, at=at
        )


def delegation_by_token(token: str) -> Delegation | None:
    """Whose link this is; None for a forged or replaced one."""
    found = Delegation.objects.filter(reply_token=hash_of(token), reply_until__isnull=False)
    return found.select_related("event__site", "site").first()


def refuse_late(delegation: Delegation, at: datetime) -> None:
    """Pass while the organisation may answer; else Refused with a sentence for it."""
    event = delegation.event
    if event.stage in NOT_HELD:
        raise Refused("", _("This event has been called off."))
    if event.ends_at is not None and at > event.ends_at + OPEN_FOR:
        raise Refused("", _("This event is over. Thank you for your interest."))
    if delegation.reply_until is None or at > delegation.reply_until:
        until = "" if delegation.reply_until is None else f"{local(event.site, delegation.reply_until):%Y-%m-%d %H:%M}"
        raise Refused(
            "", _("Answers were taken until %(until)s. Please call us: we change it for you.") % {"until": until}
        )


@transaction.atomic
def answer_for_delegation(*, delegation: Delegation, reply: Reply, at: datetime) -> Delegation:
    """Take the organisation's answer; until the deadline it may answer again, and only what it changes is written.

    Raises Refused (late, no name, a reason or a name missing, a guest of somebody else), BadValue, SecretRefused; then nothing
    is kept.
    """
    delegation = (
        Delegation.objects.select_for_update(of=("self",)).select_related("event__site", "site").get(pk=delegation.pk)
    )
    refuse_late(delegation, at)
    if not reply.name.strip():
        raise Refused("name", _("Please write your name."))
    refuse_marked({"name": reply.name}, site=delegation.site)
    guests = Guest.objects.filter(delegation=delegation).select_related("event__site", "site", "delegation").in_bulk()
    for line in reply.lines:
        if line.answer:
            _take_line(guests.get(line.guest_id), line, at)
    _take_added(delegation, reply.added, at)
    delegation.replied_at, delegation.replied_by, delegation.rev = at, reply.name.strip()[:80], delegation.rev + 1
    delegation.save(update_fields=["replied_at", "replied_by", "rev"])
    record(
        site=delegation.site, at=at, actor=None, action="delegation.answer", subject=(DELEGATION, delegation.pk),
        to_state="answered", changes={"lines": len(reply.lines), "added": len(reply.added)},
    )  # fmt: skip
    changed(DELEGATION, [delegation.pk], site=delegation.site, at=at)
    return delegation


def _take_line(guest: Guest | None, line: ReplyLine, at: datetime) -> None:
    if guest is None:
        raise Refused("", _("Somebody in this answer is not of your organisation."))
    if line.answer == "instead":
        name_substitute(guest=guest, draft=line.instead, at=at)
    else:
        answer_invitation(guest=guest, comes=line.answer == "yes", reason=line.reason, at=at)


def _take_added(delegation: Delegation, added: Sequence[Draft], at: datetime) -> None:
    if len(added) > MOST_ADDED:
        raise Refused("", _("At most %(most)s people at once.") % {"most": MOST_ADDED})
    drafts = [replace(each, delegation=delegation.name, fields={"state": GuestState.CONFIRMED}) for each in added]
    add_guests(event=delegation.event, drafts=drafts, actor=None, at=at)


def remind_delegation(task: Task) -> None:
    """The performer conference.remind_delegation: a mail the day before the deadline to who has not answered; may run again."""
    found = Delegation.objects.select_related("event__site", "site", "contact").filter(pk=task.subject_id).first()
    if found is None or found.contact is None or found.replied_at is not None or found.reply_until is None:
        return
    facts = {
        "title": programme_of(found.event).title,
        "until": f"{local(found.site, found.reply_until):%Y-%m-%d %H:%M}",
    }
    _mail(found, REMINDED, facts, "", task.at)


def make_delegation(*, event: Event, name: str, actor: Any, at: datetime) -> Delegation:
    """Put an organisation on the list before any of its people is known; the one of that name if it is there already."""
    refuse_marked({"name": name}, site=event.site)
    if not name.strip():
        raise Refused("name", _("Which organisation?"))
    found, made = Delegation.objects.get_or_create(
        event=event, name=name.strip()[:160], defaults={"site": event.site, "reply_token": secrets.token_hex(32)}
    )
    if made:
        record(site=event.site, at=at, actor=actor, action="delegation.add", subject=(DELEGATION, found.pk))
    return found
