"""What is said between the house and a device: JSON, signed with the device's own secret, numbered."""

import hashlib
import hmac
import json
from typing import Any

GRANTS, CONTACT, COMMAND = "grants", "contact", "command"
ACK, EVENT, HELLO, ANSWER, STATE = "ack", "event", "hello", "answer", "state"
DOWN = (GRANTS, CONTACT, COMMAND)
UP = (ACK, EVENT, HELLO, ANSWER, STATE)


class BadWord(ValueError):
    """A message that is none of ours: not JSON, not signed with the secret, or signed for another device or subject."""


def topic(site: str, device: str, subject: str) -> str:
    """The MQTT topic of a subject: guanjia/<site>/<device>/<subject>."""
    return f"guanjia/{site}/{device}/{subject}"


def read_topic(text: str) -> tuple[str, str, str] | None:
    """Site, device and subject of a topic; None for one that is not ours."""
    parts = text.split("/")
    return (parts[1], parts[2], parts[3]) if len(parts) == 4 and parts[0] == "guanjia" else None


def seal(secret: bytes, where: str, body: dict[str, Any]) -> bytes:
    """The body as it travels. `where` (the topic) is signed too: a word for one door is none for another."""
    text = json.dumps(body, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return json.dumps({"body": text, "sign": _sign(secret, where, text)}, ensure_ascii=False).encode()


def unseal(secret: bytes, where: str, raw: bytes) -> dict[str, Any]:
    """The body that was sealed. Raises BadWord."""
    try:
        envelope = json.loads(raw)
        text, sign = str(envelope["body"]), str(envelope["sign"])
    except (ValueError, KeyError, TypeError) as error:
        raise BadWord("no envelope") from error
    if not hmac.compare_digest(sign, _sign(secret, where, text)):
        raise BadWord("the signature does not fit")
    body = json.loads(text)
    if not isinstance(body, dict):
        raise BadWord("no object")
    return body


def digest_of(grants: list[dict[str, Any]]) -> str:
    """One short text for a grant list: equal lists have equal ones, however they are ordered."""
    lines = sorted(json.dumps(each, sort_keys=True) for each in grants)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sign(secret: bytes, where: str, text: str) -> str:
    return hmac.new(secret, f"{where}\n{text}".encode(), hashlib.sha256).hexdigest()
