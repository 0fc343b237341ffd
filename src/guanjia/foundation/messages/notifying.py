"""Telling people."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from guanjia.foundation.live.public import touch_many
from guanjia.foundation.messages.gateways import active_kinds, line_of
from guanjia.foundation.messages.locking import lock
from guanjia.foundation.messages.models import Attachment, Channel, Handle, Message, Notice, Preference, Robot
from guanjia.foundation.messages.rules.quiet import earliest
from guanjia.foundation.messages.texting import registered
from guanjia.foundation.messages.wording import Template, find_template, freeze, plain_facts, robot_facts, words
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel import clock

SLOTTED = (Channel.SMS, Channel.VOICE)
"""Channels whose messages fill the slots of a registered template."""


def bell_topic(user_id: int) -> str:
    """The live topic of one person's bell."""
    return f"user:{user_id}:bell"


def notify(
    *,
    site: Site,
    users: Iterable[Any],
    template: str,
    context: Mapping[str, Any],
    link: str = "",
    urgent: bool = False,
    at: datetime,
    robots: bool = False,
    call: bool = False,
) -> int:
    """Tell each of `users` once, in the caller's transaction; the count of people told.

    `template` is a registered code, or an English gettext string with {names} from `context`. Everybody gets a line
    under the bell; outside channels follow each person's choice and quiet hours, which `urgent` passes over. Outside
    messages are sent after the commit and retried until they arrive. `link` is a path of this site. `robots`, like
    `urgent`, also tells the site's group robots: place, time, number and link only. A rehearsal's site rings the bell
    and sends nothing outside. `call` also rings their telephones where the site has a voice gateway: the last rung.
    """
    people = {user.pk: user for user in users}
    facts, found = freeze(context), find_template(template)
    notices = [
        Notice(site=site, user=user, template=template, context=facts, link=link, urgent=urgent, at=at)
        for user in people.values()
    ]
    choices = Preference.objects.in_bulk(people)
    messages: list[Message] = []
    ways = _Ways.of(site, people, found.code)
    for pk, user in people.items():
        choice = choices.get(pk) or Preference(user=user)
        messages += _to_user(site, user, choice, found, facts, link, urgent, ways.of_user(user, choice, urgent, call))
    if robots or urgent:
        messages += _to_robots(site, template, facts, link, urgent)
    with transaction.atomic():
        Notice.objects.bulk_create(notices)
        touch_many([bell_topic(pk) for pk in people])
        _queue(site, messages)
    return len(people)


def write_to(
    *,
    site: Site,
    person: Person,
    template: str,
    context: Mapping[str, Any],
    link: str = "",
    at: datetime,
    language: str = "",
    attachments: Iterable[tuple[str, str, bytes]] = (),
) -> Message:
    """Queue a message to a person, in the caller's transaction: a guest, a client, an applicant, somebody of a household.

    By e-mail; without an address by text message where the site has that gateway (the template must be registered with
    the vendor). Whoever has an account on the portal finds it there too. The address is the person's own, looked up when
    the message is sent; without one it stays in the list of those that wait. `attachments` are (name, MIME type, content).
    Erasing the person deletes the message.
    """
    found, facts = find_template(template), freeze(context)
    channel = _way_to(site, person, found.code)
    message = _message(site, found, facts, link, language, channel=channel, person_id=person.pk)
    with transaction.atomic():
        message.save()
        _ring_account(site, person, found.code, facts, link, at)
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name, kind=kind, content=content) for name, kind, content in attachments
        )
        transaction.on_commit(_wake, robust=True)
    return message


def _way_to(site: Site, person: Person, template: str) -> str:
    """E-mail where the person has an address, else a text message where the site sends them."""
    if (
        registered(line_of(site, "sms"), template)
        and not private_values(person, "email")
        and private_values(person, "phone")
    ):
        return Channel.SMS
    return Channel.EMAIL


def _ring_account(site: Site, person: Person, template: str, facts: dict[str, Any], link: str, at: datetime) -> None:
    """A line under the person's own bell, where the person has an account (a resident's portal)."""
    for pk in get_user_model().objects.filter(person_id=person.pk).values_list("pk", flat=True):
        Notice.objects.create(site=site, user_id=pk, template=template, context=facts, link=link, at=at)
        touch_many([bell_topic(pk)])


def write_out(
    *,
    site: Site,
    address: str,
    template: str,
    context: Mapping[str, Any],
    secret_link: str = "",
    language: str = "",
) -> int | None:
    """Queue an e-mail to an address that belongs to no person and no account, in the caller's transaction: a client's.

    Address and `secret_link` (a path that lets its reader in without an account) are kept locked. Returns the number of
    the message for `deliveries`; None without an address and at a site in rehearsal, which sends nothing outside.
    """
    if not address or site.rehearsal_of_id is not None:
        return None
    locked = {"locked_address": lock(address), "locked_link": lock(secret_link)}
    message = _message(site, find_template(template), freeze(context), "", language, channel=Channel.EMAIL, **locked)
    with transaction.atomic():
        message.save()
        transaction.on_commit(_wake, robust=True)
    return message.pk


def _queue(site: Site, messages: list[Message]) -> None:
    if messages and site.rehearsal_of_id is None:
        Message.objects.bulk_create(messages)
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    from guanjia.foundation.messages.tasks import send_now  # noqa: PLC0415 - tasks import the sender above this

    send_now.enqueue()


def _message(site: Site, template: Template, facts: dict[str, Any], link: str, language: str, **fields: Any) -> Message:
    """A message in words of the reader's language, due at once."""
    made_at = clock.now()
    with translation.override(language or settings.LANGUAGE_CODE):
        title, body = words(template.title, facts, site)[:300], words(template.body, facts, site)
    if fields.get("channel") in SLOTTED:
        fields["facts"] = plain_facts(facts, site)
    fields = {"title": title, "body": body, "link": link, "made_at": made_at, "next_try_at": made_at} | fields
    return Message(site=site, template=template.code, **fields)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The gateways of a site, and which of the people they know. Two queries for everybody."""

    kinds: frozenset[str]
    bound: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, site: Site, people: Collection[int], template: str) -> "_Ways":
        kinds = active_kinds(site)
        kinds = kinds - {kind for kind in kinds & set(SLOTTED) if not registered(line_of(site, kind), template)}
        if not kinds & {"wecom", "dingtalk"}:
            return cls(kinds, frozenset())
        rows = Handle.objects.filter(site=site, user__in=people).values_list("user_id", "provider")
        return cls(kinds, frozenset(rows))

    def of_user(self, user: Any, choice: Preference, urgent: bool, call: bool) -> list[str]:
        """The channels of one person, by choice and by what is bound."""
        reachable = bool(getattr(user, "phone", None) or getattr(user, "person_id", None))
        ways = [Channel.EMAIL] if choice.email and getattr(user, "email", "") else []
        ways += [Channel.PUSH] if choice.locked_push_url else []
        for kind in (Channel.WECOM, Channel.DINGTALK):
            ways += [kind] if kind in self.kinds and (user.pk, kind) in self.bound and getattr(choice, kind) else []
        ways += [Channel.SMS] if urgent and "sms" in self.kinds and choice.sms and reachable else []
        ways += [Channel.VOICE] if call and "voice" in self.kinds and reachable else []
        return [str(way) for way in ways]


def _to_user(
    site: Site,
    user: Any,
    choice: Preference,
    template: Template,
    facts: dict[str, Any],
    link: str,
    urgent: bool,
    channels: list[str],
) -> list[Message]:
    """The messages that leave the house for one person."""
    if not channels or (template.code in choice.muted and not urgent):
        return []
    present = clock.now()
    ring_at = present if urgent else earliest(local(site, present), choice.quiet_from, choice.quiet_to)
    language = getattr(user, "language", "")
    fields = {"user": user, "urgent": urgent, "next_try_at": ring_at}
    return [_message(site, template, facts, link, language, channel=channel, **fields) for channel in channels]


def _to_robots(site: Site, code: str, facts: dict[str, Any], link: str, urgent: bool) -> list[Message]:
    """One message per robot of the site that wants this template; a robot that names none wants all that robots get."""
    title, present = robot_facts(facts, site)[:300], clock.now()
    return [
        Message(
            site=site, robot=robot, channel=Channel.ROBOT, template=code, title=title, link=link, urgent=urgent,
            made_at=present, next_try_at=present,
        )
        for robot in Robot.objects.filter(site=site, active=True)
        if not robot.templates or code in robot.templates
    ]  # fmt: skip
