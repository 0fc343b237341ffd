"""Sends what waits. A channel that is down costs time, never a message."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from guanjia.foundation.messages.channels import GATEWAY_OF, SENDERS, ChannelDown, GatewayDown
from guanjia.foundation.messages.folding import fold
from guanjia.foundation.messages.gateways import note_failure, note_success, resting
from guanjia.foundation.messages.models import Channel, Gateway, Message
from guanjia.foundation.messages.rules.backoff import GIVE_UP_AFTER, pause

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)


def send_due(*, now: datetime, limit: int = 200) -> int:
    """Send the messages that are due, urgent ones first; the count sent. Safe on any number of hosts at once.

    No transaction is open while a service is called. A sender killed in the middle leaves its message for another after
    five minutes, so a message may arrive twice, but never not at all.
    """
    fold(now=now)
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    rows = Message.objects.filter(free, state=Message.State.QUEUED, next_try_at__lte=now)
    related = rows.select_related("site", "robot", "user__message_preference")
    due = list(_not_resting(related, now).order_by("-urgent", "next_try_at", "id")[:limit])
    down: set[tuple[int, str]] = set()
    return sum(_send(row, now, down) for row in due if _way(row) not in down)


def _way(row: Message) -> tuple[int, str]:
    return row.site_id, GATEWAY_OF.get(Channel(row.channel), "")


def _not_resting(rows: QuerySet[Message], now: datetime) -> QuerySet[Message]:
    """Without what waits for a gateway that rests: fifty messages do not each find out that it is down."""
    for site_id, kind in resting(now):
        rows = rows.exclude(site_id=site_id, channel=kind)
    return rows


def _send(row: Message, now: datetime, down: set[tuple[int, str]]) -> bool:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    claim = Message.objects.filter(free, pk=row.pk, state=Message.State.QUEUED, attempts=row.attempts)
    if not claim.update(leased_until=now + LEASE):
        return False
    row.attempts += 1
    row.leased_until = None
    try:
        SENDERS[row.channel](row)
    except ChannelDown as error:
        if isinstance(error, GatewayDown):
            down.add(_way(row))
            _note(row, str(error), now)
        row.last_error = str(error)[:500]
        row.next_try_at = now + pause(row.attempts)
        if now - row.made_at >= GIVE_UP_AFTER:
            row.state = Message.State.FAILED
    except Exception as error:
        log.exception("message %s failed", row.pk)
        row.last_error, row.next_try_at = f"{type(error).__name__}: {error}"[:500], now + pause(row.attempts)
    else:
        _note(row, "", now)
        row.state, row.sent_at, row.last_error = Message.State.SENT, now, ""
    row.save(update_fields=["attempts", "leased_until", "last_error", "next_try_at", "state", "sent_at"])
    return row.state == Message.State.SENT


def _note(row: Message, error: str, now: datetime) -> None:
    """Remember on the gateway how it went; other channels have none."""
    kind = GATEWAY_OF.get(Channel(row.channel))
    found = Gateway.objects.filter(site_id=row.site_id, kind=kind).first() if kind else None
    if found is not None and error:
        note_failure(found, error, now)
    elif found is not None:
        note_success(found)


def send_again(row: Message, *, now: datetime) -> bool:
    """Put a given-up message back in the queue; False when it is not given up."""
    given_up = Message.objects.filter(pk=row.pk, state=Message.State.FAILED)
    return bool(given_up.update(state=Message.State.QUEUED, next_try_at=now, made_at=now, last_error=""))
