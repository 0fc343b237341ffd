"""Calls a gateway: at the address that was checked, with a limit of time, and with its answer as JSON."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from guanjia.foundation.events.public import AddressRefused, check_url
from guanjia.foundation.messages.gateways import Line
from guanjia.foundation.sites.public import setting

TIMEOUT_S = 10.0
TOO_MANY = 429


class ChannelDown(Exception):
    """The message did not leave; it is tried again. The text says why."""


class GatewayDown(ChannelDown):
    """The service itself does not answer or asks for a rest: none of its messages is tried before it has rested."""


def call(
    line: Line,
    method: str,
    path: str,
    *,
    origin: str = "",
    params: dict[str, str] | None = None,
    body: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON answer. Raises GatewayDown when nobody answers, 5xx, 429 or no JSON; never follows a redirect."""
    url = (origin or line.origin) + path
    parts = urlsplit(url)
    try:
        address = check_url(url, allow_private=setting(line.site, "webhooks.private"))
        host = f"[{address}]" if ":" in address else address
        target = urlunsplit(parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host))
        with httpx.Client(timeout=TIMEOUT_S, trust_env=False, follow_redirects=False) as client:
            answer = client.request(
                method, target, params=params, json=body, headers={"Host": parts.netloc} | (headers or {}),
                extensions={"sni_hostname": parts.hostname or ""},
            )  # fmt: skip
    except (AddressRefused, httpx.HTTPError) as error:
        raise GatewayDown(f"{type(error).__name__}: {error}"[:300]) from error
    if answer.status_code == TOO_MANY or answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise GatewayDown(f"HTTP {answer.status_code}")
    try:
        found = answer.json()
    except ValueError as error:
        raise GatewayDown(f"HTTP {answer.status_code}, no JSON") from error
    return found if isinstance(found, dict) else {}
