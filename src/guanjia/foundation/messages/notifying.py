"""Telling people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from guanjia.foundation.live.public import touch_many
from guanjia.foundation.messages.locking import lock
from guanjia.foundation.messages.models import Attachment, Channel, Message, Notice, Preference, Robot
from guanjia.foundation.messages.rules.quiet import earliest
from guanjia.foundation.messages.wording import Template, find_template, freeze, robot_facts, words
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel import clock


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
) -> int:
    """Tell each of `users` once, in the caller's transaction; the count of people told.

    `template` is a registered code, or an English gettext string with {names} from `context`. Everybody gets a line
    under the bell; outside channels follow each person's choice and quiet hours, which `urgent` passes over. Outside
    messages are sent after the commit and retried until they arrive. `link` is a path of this site. `robots`, like
    `urgent`, also tells the site's group robots: place, time, number and link only. A rehearsal's site rings the bell
    and sends nothing outside.
    """
    people = {user.pk: user for user in users}
    facts, found = freeze(context), find_template(template)
    notices = [
        Notice(site=site, user=user, template=template, context=facts, link=link, urgent=urgent, at=at)
        for user in people.values()
    ]
    choices = Preference.objects.in_bulk(people)
    messages: list[Message] = []
    for pk, user in people.items():
        messages += _to_user(site, user, choices.get(pk) or Preference(user=user), found, facts, link, urgent)
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
    """Queue an e-mail to somebody without an account, in the caller's transaction: a guest, a client, an applicant.

    The address is the person's own, looked up when the message is sent; without one it stays in the list of those that
    wait. `attachments` are (name, MIME type, content). Erasing the person deletes the message.
    """
    found, facts = find_template(template), freeze(context)
    message = _message(site, found, facts, link, language, channel=Channel.EMAIL, person_id=person.pk)
    with transaction.atomic():
        message.save()
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name, kind=kind, content=content) for name, kind, content in attachments
        )
        transaction.on_commit(_wake, robust=True)
    return message


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
    fields = {"title": title, "body": body, "link": link, "made_at": made_at, "next_try_at": made_at} | fields
    return Message(site=site, template=template.code, **fields)


def _to_user(
    site: Site, user: Any, choice: Preference, template: Template, facts: dict[str, Any], link: str, urgent: bool
) -> list[Message]:
    """The messages that leave the house for one person."""
    channels = [Channel.EMAIL] if choice.email and getattr(user, "email", "") else []
    channels += [Channel.PUSH] if choice.locked_push_url else []
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
