"""Reads of messages: the bell and the log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.messages.locking import unlock
from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.messages.notifying import bell_topic
from guanjia.foundation.messages.wording import find_template, words
from guanjia.foundation.persons.public import mask
from guanjia.foundation.sites.public import Site
from guanjia.ui.chrome import Bell


@dataclass(frozen=True, slots=True)
class BellLine:
    """A notice in the reader's language."""

    notice: Notice
    title: str
    body: str


def unread_count(user: Any, site: Site) -> int:
    """How many notices at the site the user has not read."""
    return Notice.objects.filter(site=site, user=user, read_at__isnull=True).count()


def bell(user: Any, site: Any) -> Bell | None:
    """The bell of the frame; None for nobody in particular or nowhere in particular."""
    if site is None or not getattr(user, "is_authenticated", False):
        return None
    return Bell(unread_count(user, site), reverse("messages:notices", args=[site.code]), bell_topic(user.pk))


def notices_of(user: Any, site: Site, *, unread: bool = False) -> QuerySet[Notice]:
    """The user's notices at the site, newest first."""
    rows = Notice.objects.filter(site=site, user=user).order_by("-id")
    return rows.filter(read_at__isnull=True) if unread else rows


def line(notice: Notice, site: Site) -> BellLine:
    """The notice in the active language."""
    template = find_template(notice.template)
    return BellLine(notice, words(template.title, notice.context, site), words(template.body, notice.context, site))


def message_log(site: Site, *, state: str = "") -> QuerySet[Message]:
    """What left the site and what waits, newest first."""
    rows = Message.objects.filter(site=site).select_related("user", "robot").order_by("-id")
    return rows.filter(state=state) if state in Message.State.values else rows


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one message to an outside address went: to whom (masked), and what became of it, with its colour."""

    to: str
    state: str
    colour: str
    sent_at: datetime | None


COLOURS = {Message.State.QUEUED: "yellow", Message.State.SENT: "green", Message.State.FAILED: "red"}


def deliveries(ids: Collection[int]) -> dict[int, Delivery]:
    """How the messages of these numbers went, in one query; those deleted since are left out."""
    return {
        row.pk: Delivery(
            mask("email", unlock(row.locked_address)) if row.locked_address else receiver_of(row),
            str(row.get_state_display()),
            COLOURS[Message.State(row.state)],
            row.sent_at,
        )
        for row in Message.objects.filter(pk__in=ids).select_related("user", "robot")
    }


def receiver_of(message: Message) -> str:
    """To whom, as the log shows it: never an address."""
    if message.user is not None:
        return str(message.user)
    if message.robot is not None:
        return message.robot.name
    return _("Person %(number)s") % {"number": message.person_id} if message.person_id else _("Fixed address")
