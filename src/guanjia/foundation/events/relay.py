"""Carries events from the journal to their receivers."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from guanjia.foundation.events.models import Delivery
from guanjia.foundation.events.registry import find, receivers_of
from guanjia.foundation.journal.public import Entry, load
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock

log = logging.getLogger(__name__)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(hours=6)
KEEP = timedelta(days=30)


def backoff(attempts: int) -> timedelta:
    """The pause after the n-th failed attempt: 30 s doubling up to 6 h."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 20), LONGEST_DELAY)


def enlist(entries: Sequence[Entry]) -> None:
    """Write a delivery per receiver in the writer's transaction and wake the relay for them after its commit."""
    rows = [
        (Delivery(site_id=entry.site_id, entry=entry, receiver=receiver.name), receiver.inline)
        for entry in entries
        for receiver in receivers_of(entry.event_kind)
    ]
    Delivery.objects.bulk_create([row for row, _ in rows])
    if inline := [row.pk for row, at_once in rows if at_once]:
        transaction.on_commit(lambda: wake(inline), robust=True)


def wake(ids: Sequence[int]) -> None:
    """Deliver the given rows now, in the process that wrote them. What fails stays for the clock."""
    for pk in ids:
        _deliver(pk, clock.now())


def relay(*, now: datetime, limit: int = 500, site: Site | None = None) -> int:
    """Deliver what is undelivered and due, oldest first, each row in a transaction of its own; the count delivered.

    With `site` only that site's events: a rehearsal relays its own on its own clock.

    Safe on any number of hosts at once. A failing receiver is put off with a growing pause and blocks nobody else.
    """
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    rows = Delivery.objects.filter(due, delivered_at__isnull=True)
    if site is not None:
        rows = rows.filter(site=site)
    return sum(_deliver(pk, now) for pk in rows.order_by("id").values_list("pk", flat=True)[:limit])


def _deliver(pk: int, now: datetime) -> bool:
    """Deliver one row unless another relay has it or had it; False when nothing was delivered."""
    try:
        with transaction.atomic():
            return _call(pk, now)
    except Exception as error:
        log.exception("delivery %s failed", pk)
        _put_off(pk, now, error)
        return False


def _call(pk: int, now: datetime) -> bool:
    rows = Delivery.objects.filter(pk=pk, delivered_at__isnull=True).select_related("entry")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    row = rows.first()
    if row is None:
        return False
    if not Delivery.objects.filter(pk=pk, delivered_at__isnull=True).update(delivered_at=now, last_error=""):
        return False
    receiver = find(row.entry.event_kind, row.receiver)
    if receiver is None:
        raise LookupError(f"no receiver {row.receiver} for {row.entry.event_kind}")
    receiver.function(load(receiver.event_class, row.entry.event or {}), row.entry)
    return True


def _put_off(pk: int, now: datetime, error: Exception) -> None:
    with transaction.atomic():
        row = Delivery.objects.filter(pk=pk, delivered_at__isnull=True).first()
        if row is None:
            return
        row.attempts += 1
        row.last_error = f"{type(error).__name__}: {error}"[:2000]
        row.next_try_at = now + backoff(row.attempts)
        row.save(update_fields=["attempts", "last_error", "next_try_at"])


def forget_delivered(*, now: datetime) -> int:
    """Delete deliveries made more than 30 days ago; the journal still says what happened. The count."""
    return Delivery.objects.filter(delivered_at__lt=now - KEEP).delete()[0]
