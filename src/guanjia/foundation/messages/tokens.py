"""The access tokens of 企业微信 and 钉钉: fetched once, kept until shortly before they end, fetched again when refused."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache

from guanjia.foundation.messages.calling import ChannelDown, GatewayDown
from guanjia.foundation.messages.gateways import Line

EARLY_S = 120
EXPIRED = frozenset({40001, 40014, 42001, 88})
BUSY = frozenset({-1, 45009, 45033, 90018, 90002})


def token_of(line: Line, fetch: Callable[[Line], tuple[str, int]], *, fresh: bool = False) -> str:
    """The token of the gateway; `fetch` asks for one and its seconds to live. `fresh` throws the kept one away."""
    secret = line.text("secret").encode()
    key = f"gateway:{line.gateway.pk}:{hashlib.sha256(secret).hexdigest()[:16]}"
    known = None if fresh else cache.get(key)
    if known:
        return str(known)
    token, lives_s = fetch(line)
    cache.set(key, token, max(lives_s - EARLY_S, 1))
    return token


def with_token(
    line: Line, fetch: Callable[[Line], tuple[str, int]], ask: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """The answer of `ask(token)`; once again with a new token when the service says that it expired.

    Raises GatewayDown where it asks for a rest (rate limit), ChannelDown for any other refusal.
    """
    answer = ask(token_of(line, fetch))
    if code_of(answer) in EXPIRED:
        answer = ask(token_of(line, fetch, fresh=True))
    return checked(answer)


def code_of(answer: dict[str, Any]) -> int:
    """The service's number of what went wrong; 0 is well."""
    try:
        return int(answer.get("errcode", 0))
    except (TypeError, ValueError):
        return -1


def checked(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer if it is well; raises GatewayDown or ChannelDown."""
    code = code_of(answer)
    if code in BUSY:
        raise GatewayDown(f"errcode {code}: {answer.get('errmsg', '')}")
    if code:
        raise ChannelDown(f"errcode {code}: {answer.get('errmsg', '')}")
    return answer
