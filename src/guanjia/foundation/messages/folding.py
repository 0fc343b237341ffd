"""Puts what waited together: one message a person instead of fifty, after a gateway was down."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from guanjia.foundation.messages.models import Channel, Message
from guanjia.foundation.messages.rules.folding import Waiting, bundles, lines
from guanjia.foundation.sites.public import local

FOLDED = "messages.folded"
WAYS = (Channel.EMAIL, Channel.PUSH, Channel.WECOM, Channel.DINGTALK, Channel.ROBOT)
"""Text messages are not among them: a registered template carries one message."""
MOST = 5000


def fold(*, now: datetime, limit: int = MOST) -> int:
    """Fold what was held back; the count of messages that became part of another. Safe on several hosts at once."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    plain = Q(locked_address="", locked_link="", attachments=None)
    rows = Message.objects.filter(free, plain, state=Message.State.QUEUED, channel__in=WAYS, urgent=False)
    found = rows.filter(Q(attempts__gt=0) | Q(next_try_at__lte=now)).order_by("made_at", "pk")
    waiting = [
        Waiting(
            row.pk, (row.site_id, row.channel, row.user_id, row.person_id, row.robot_id), row.made_at, row.attempts,
            row.next_try_at,
        )
        for row in found[:limit]
    ]  # fmt: skip
    return sum(_fold(numbers, now) for numbers in bundles(waiting, now))


def _fold(numbers: list[int], now: datetime) -> int:
    with transaction.atomic():
        taken = Message.objects.filter(pk__in=numbers, state=Message.State.QUEUED)
        free = taken.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))
        count = free.update(state=Message.State.FOLDED, next_try_at=now)
        rows = list(
            Message.objects.filter(pk__in=numbers, folded_into=None, state=Message.State.FOLDED).order_by(
                "made_at", "pk"
            )
        )
        if count != len(numbers) or len(rows) != count:
            transaction.set_rollback(True)
            return 0
        first = rows[0]
        language = getattr(first.user, "language", "") or settings.LANGUAGE_CODE
        with translation.override(language):
            title = _("%(count)s messages that waited") % {"count": _count(rows)}
        body = lines([text for row in rows for text in _texts(row)])
        whole = Message.objects.create(
            site=first.site, user=first.user, person_id=first.person_id, robot=first.robot, channel=first.channel,
            template=FOLDED, title=title, body=body, made_at=first.made_at, next_try_at=now,
            facts={"count": _count(rows)},
        )  # fmt: skip
        Message.objects.filter(pk__in=numbers).update(folded_into=whole)
    return count


def _count(rows: list[Message]) -> int:
    return sum(row.facts.get("count", 1) if row.template == FOLDED else 1 for row in rows)


def _texts(row: Message) -> list[str]:
    """The lines that a message adds; a bundle that has to be bundled again gives its own."""
    if row.template == FOLDED:
        return row.body.split("\n")
    return [f"{local(row.site, row.made_at):%m-%d %H:%M} {row.title}"]
