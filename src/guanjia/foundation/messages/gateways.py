"""The gateways of a site: their settings, their rest after a failure, their state."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Gateway
from guanjia.foundation.messages.rules.backoff import pause
from guanjia.foundation.sites.public import Site

ORIGINS = {
    "wecom": "https://qyapi.weixin.qq.com",
    "dingtalk": "https://oapi.dingtalk.com",
}
DINGTALK_API = "https://api.dingtalk.com"


@dataclass(frozen=True, slots=True)
class Line:
    """A gateway with its settings readable: what the senders work with."""

    gateway: Gateway
    values: dict[str, Any]

    @property
    def site(self) -> Site:
        """Whose gateway it is."""
        return self.gateway.site

    @property
    def origin(self) -> str:
        """Where it is called; the service's own address unless the settings name another."""
        return str(self.values.get("origin") or ORIGINS.get(self.gateway.kind, "")).rstrip("/")

    def text(self, key: str) -> str:
        """A setting; empty when it is not there."""
        return str(self.values.get(key, ""))


def line_of(site: Site, kind: str) -> Line | None:
    """The site's active gateway of this kind, or None."""
    found = Gateway.objects.filter(site=site, kind=kind, active=True).select_related("site").first()
    return line(found) if found else None


def line(gateway: Gateway) -> Line:
    """The gateway with its settings readable."""
    return Line(gateway, json.loads(unlock(gateway.locked_settings) or "{}"))


def locked(values: dict[str, Any]) -> str:
    """Settings as they are kept."""
    return lock(json.dumps(values, ensure_ascii=False))


def active_kinds(site: Site) -> frozenset[str]:
    """The kinds of gateway that the site has switched on. One query."""
    return frozenset(Gateway.objects.filter(site=site, active=True).values_list("kind", flat=True))


def resting(now: datetime) -> set[tuple[int, str]]:
    """(site, kind) of the gateways that did not answer lately and are not tried before their rest ends. One query."""
    rows = Gateway.objects.filter(rests_until__gt=now)
    return set(rows.values_list("site_id", "kind"))


def note_failure(gateway: Gateway, error: str, now: datetime) -> None:
    """The gateway did not answer: let it rest, longer each time."""
    Gateway.objects.filter(pk=gateway.pk).update(failures=F("failures") + 1, last_error=error[:500])
    gateway.refresh_from_db()
    Gateway.objects.filter(pk=gateway.pk).update(
        rests_until=now + pause(gateway.failures), failing_since=gateway.failing_since or now
    )


def note_success(gateway: Gateway) -> None:
    """The gateway answered: what it said before no longer counts."""
    if gateway.failures or gateway.failing_since:
        Gateway.objects.filter(pk=gateway.pk).update(failures=0, failing_since=None, rests_until=None, last_error="")
