"""Signed webhooks: at least once, in order of trial, never holding up the writer."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import httpx
from django.conf import settings
from django.db.models import Q

from guanjia.foundation.events.addresses import check_url
from guanjia.foundation.events.models import WebhookDelivery, WebhookEndpoint
from guanjia.foundation.events.relay import backoff
from guanjia.foundation.events.rules import sign
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import HEAD_OFFICE, Setting, declare, setting
from guanjia.kernel import clock
from guanjia.kernel.words import gettext_noop as N_

GIVE_UP_AFTER, LEASE, TIMEOUT_S = timedelta(days=7), timedelta(minutes=2), 10.0
SIGNATURE = "Guanjia-Signature"
PRIVATE = declare(
    Setting("webhooks.private", "bool", False, N_("Webhooks may call private addresses"), changed_by=HEAD_OFFICE)
)


def make_salt() -> str:
    """A new salt; giving an endpoint a new one changes its secret."""
    return secrets.token_hex(16)


def secret_of(endpoint: WebhookEndpoint) -> str:
    """The endpoint's secret, derived from the installation's own; show it to whoever sets up the other side."""
    key = settings.SECRET_KEY.encode()
    return "whsec_" + hmac.new(key, f"webhook {endpoint.salt}".encode(), hashlib.sha256).hexdigest()


def enlist_webhooks(entries: Sequence[Entry]) -> None:
    """Write a delivery for each active endpoint that asked for the event, in the writer's transaction."""
    if not entries or not (endpoints := _wanting(entries)):
        return
    now = clock.now()
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(site_id=entry.site_id, endpoint=endpoint, entry=entry, made_at=now, next_try_at=now)
        for entry in entries
        for endpoint in endpoints
        if endpoint.site_id == entry.site_id and entry.event_kind in endpoint.event_kinds
    )


def _wanting(entries: Sequence[Entry]) -> list[WebhookEndpoint]:
    return list(WebhookEndpoint.objects.filter(active=True, site_id__in={entry.site_id for entry in entries}))


def send_webhooks(*, now: datetime, limit: int = 100) -> int:
    """Send what is due; the count delivered. No transaction is open while the other side is called."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    due = WebhookDelivery.objects.filter(free, state="queued", next_try_at__lte=now, endpoint__active=True)
    rows = due.order_by("next_try_at", "id").select_related("endpoint", "entry", "site")
    return sum(_send(row, now) for row in rows[:limit])


def _send(row: WebhookDelivery, now: datetime) -> bool:
    claim = WebhookDelivery.objects.filter(pk=row.pk, state="queued", attempts=row.attempts)
    if not claim.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now)).update(leased_until=now + LEASE):
        return False
    row.attempts += 1
    row.leased_until = None
    try:
        row.status_code = _post(row)
        row.last_error = "" if 200 <= row.status_code < 300 else f"HTTP {row.status_code}"
    except (httpx.HTTPError, ValueError) as error:
        row.status_code, row.last_error = None, f"{type(error).__name__}: {error}"[:500]
    if not row.last_error:
        row.state, row.delivered_at = WebhookDelivery.State.SENT, now
    elif now - row.made_at >= GIVE_UP_AFTER:
        row.state = WebhookDelivery.State.FAILED
    else:
        row.next_try_at = now + backoff(row.attempts)
    row.save()
    return row.state == WebhookDelivery.State.SENT


def payload(row: WebhookDelivery) -> bytes:
    """The body of a call: the journal's id (the same on a second try), the kind, the site, the moment, the event."""
    entry = row.entry
    data = {
        "id": entry.pk,
        "kind": entry.event_kind,
        "site": row.site.code,
        "at": entry.at.isoformat(),
        "data": entry.event,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _post(row: WebhookDelivery) -> int:
    """Call the endpoint at the address that was checked; the answer's status."""
    parts = urlsplit(row.endpoint.url)
    address = check_url(row.endpoint.url, allow_private=setting(row.site, "webhooks.private"))
    host = f"[{address}]" if ":" in address else address
    target = urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host))
    body = payload(row)
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": "Guanjia",
        SIGNATURE: sign(secret_of(row.endpoint), int(clock.now().timestamp()), body),
    }
    with httpx.Client(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client:
        extensions = {"sni_hostname": parts.hostname}
        return client.post(target, content=body, headers=headers, extensions=extensions).status_code
