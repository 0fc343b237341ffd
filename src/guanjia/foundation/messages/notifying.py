"""Telling people."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from guanjia.foundation.messages.models import Channel, Message, Notice, Preference, Robot
from guanjia.foundation.messages.rules.quiet import earliest
from guanjia.foundation.messages.wording import find_template, freeze, robot_facts, words
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel import clock


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
    messages are sent after the commit and retried until they arrive. `link` is a path of this site. `robots` also
    tells the site's group robots: place, time, number and link only.
    """
    people = {user.pk: user for user in users}
    facts, found = freeze(context), find_template(template)
    notices = [
        Notice(site=site, user=user, template=template, context=facts, link=link, urgent=urgent, at=at)
        for user in people.values()
    ]
    choices = Preference.objects.in_bulk(people)
    messages = []
    for pk, user in people.items():
        choice = choices.get(pk) or Preference(user=user)
        messages += _outside(site, user, choice, found, facts, link, urgent)
    if robots or urgent:
        messages += _robots(site, template, facts, link, urgent, forced=robots)
    with transaction.atomic():
        Notice.objects.bulk_create(notices)
        Message.objects.bulk_create(messages)
    return len(people)


def _outside(
    site: Site, user: Any, choice: Preference, template: Any, facts: dict[str, Any], link: str, urgent: bool
) -> list[Message]:
    """The messages that leave the house for one person."""
    channels = []
    if choice.email and getattr(user, "email", ""):
        channels.append(Channel.EMAIL)
    if choice.locked_push_url:
        channels.append(Channel.PUSH)
    if not channels or (template.code in choice.muted and not urgent) or site.rehearsal_of_id:
        return []
    made_at = clock.now()
    ring_at = made_at if urgent else earliest(local(site, made_at), choice.quiet_from, choice.quiet_to)
    with translation.override(getattr(user, "language", "") or settings.LANGUAGE_CODE):
        title, body = words(template.title, facts, site)[:300], words(template.body, facts, site)
    return [
        Message(
            site=site, user=user, channel=channel, template=template.code, title=title, body=body, link=link,
            urgent=urgent, made_at=made_at, next_try_at=ring_at,
        )
        for channel in channels
    ]  # fmt: skip


def _robots(
    site: Site, template: str, facts: dict[str, Any], link: str, urgent: bool, *, forced: bool
) -> list[Message]:
    """One message per robot of the site that wants this template."""
    if site.rehearsal_of_id:
        return []
    made_at = clock.now()
    return [
        Message(
            site=site, robot=robot, channel=Channel.ROBOT, template=template, title=robot_facts(facts, site)[:300],
            link=link, urgent=urgent, made_at=made_at, next_try_at=made_at,
        )
        for robot in Robot.objects.filter(site=site, active=True)
        if template in robot.templates or (not robot.templates and (urgent or forced))
    ]  # fmt: skip
