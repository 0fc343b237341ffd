"""Sets up webhooks and tries again what failed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.foundation.events.public import Delivery, WebhookDelivery, WebhookEndpoint, make_salt
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site

KIND = "eventlog.webhook"


@transaction.atomic
def save_webhook(*, site: Site, endpoint: WebhookEndpoint, actor: Any, at: datetime) -> WebhookEndpoint:
    """Store a new or changed endpoint; a new one gets a secret."""
    made = endpoint.pk is None
    endpoint.site = site
    endpoint.salt = endpoint.salt or make_salt()
    endpoint.save()
    changes = {"url": endpoint.url, "event_kinds": endpoint.event_kinds, "active": endpoint.active}
    action = "webhook.add" if made else "webhook.change"
    record(site=site, at=at, actor=actor, action=action, subject=(KIND, endpoint.pk), changes=changes)
    return endpoint


@transaction.atomic
def renew_secret(*, site: Site, endpoint: WebhookEndpoint, actor: Any, at: datetime) -> None:
    """Give the endpoint a new secret; the old one is worthless at once."""
    endpoint.salt = make_salt()
    endpoint.save(update_fields=["salt"])
    record(site=site, at=at, actor=actor, action="webhook.renew_secret", subject=(KIND, endpoint.pk))


@transaction.atomic
def redeliver(*, delivery: WebhookDelivery, actor: Any, at: datetime, now: datetime) -> None:
    """Send this call once more, also when it arrived. The receiver tells it by the entry's id, which stays the same."""
    rows = WebhookDelivery.objects.filter(pk=delivery.pk)
    rows.update(state="queued", next_try_at=now, made_at=now, leased_until=None, delivered_at=None)
    subject, changes = (KIND, delivery.endpoint_id), {"entry": delivery.entry_id}
    record(site=delivery.site, at=at, actor=actor, action="webhook.redeliver", subject=subject, changes=changes)


@transaction.atomic
def try_again(*, site: Site, actor: Any, at: datetime, now: datetime) -> int:
    """Make everything at the site that failed due at once: events and webhooks, those given up too; the count."""
    count = Delivery.objects.filter(site=site, delivered_at__isnull=True).update(next_try_at=None)
    waiting = WebhookDelivery.objects.filter(site=site, state__in=["queued", "failed"], attempts__gt=0)
    count += waiting.update(state="queued", next_try_at=now, made_at=now)
    record(
        site=site,
        at=at,
        actor=actor,
        action="delivery.try_again",
        subject=("sites.site", site.pk),
        changes={"count": count},
    )
    return count
