"""Servers outside the house that a meeting calls: the authority of time stamps, the operator's own video server."""

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import httpx

from guanjia.foundation.events.public import AddressRefused, check_url
from guanjia.foundation.sites.public import Site, setting


def answer_of(
    url: str,
    *,
    site: Site,
    timeout_s: float,
    most: int,
    content: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """The server's answer to a GET, or with `content` to a POST; reading ends once it is longer than `most` bytes.

    The address is checked first and called by the number that was checked, never redirected. Raises AddressRefused for one
    that cannot be called, httpx.HTTPError.
    """
    try:
        return _answer_of(url, site, timeout_s, most, content, headers)
    except (httpx.InvalidURL, UnicodeError) as error:  # a label over 63 signs, a sign that no host has
        raise AddressRefused(type(error).__name__) from None


def _answer_of(
    url: str, site: Site, timeout_s: float, most: int, content: bytes | None, headers: Mapping[str, str] | None
) -> bytes:
    address = check_url(url, allow_private=bool(setting(site, "webhooks.private")))
    parts = urlsplit(url)
    number = f"[{address}]" if ":" in address else address
    target = urlunsplit(parts._replace(netloc=f"{number}:{parts.port}" if parts.port else number))
    told = {"Host": parts.netloc, **(headers or {})}
    method, names = "GET" if content is None else "POST", {"sni_hostname": parts.hostname or ""}
    with (
        httpx.Client(timeout=timeout_s, trust_env=False, follow_redirects=False) as client,
        client.stream(method, target, content=content, headers=told, extensions=names) as answer,
    ):
        answer.raise_for_status()
        found = b""
        for piece in answer.iter_bytes():
            found += piece
            if len(found) > most:
                break
    return found
