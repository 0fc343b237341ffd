"""The line that every device shares with the house: a word is signed for it, numbered, and taken once."""

from typing import Any

from guanjia.telemetry.rules import protocol


def taken(secret: bytes, where: str, raw: bytes, last_spoken: int) -> dict[str, Any] | None:
    """What the house says on a topic; None for a word that is forged, for another device, or was said before."""
    try:
        body = protocol.unseal(secret, where, raw)
        return body if int(body["spoken"]) > last_spoken else None
    except (protocol.BadWord, KeyError, ValueError, TypeError):
        return None
