"""Signatures by which outside services know us and we know them. Pure: data and secret in, text out."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote_plus


def vendor_signature(secret: str, timestamp: int, nonce: str, fields: Mapping[str, str]) -> str:
    """The signature of a call to a text-message or voice vendor: HMAC-SHA256 over time, nonce and the sorted fields."""
    calm = "&".join(f"{key}={fields[key]}" for key in sorted(fields))
    return hmac.new(secret.encode(), f"{timestamp}\n{nonce}\n{calm}".encode(), hashlib.sha256).hexdigest()


def robot_sign(secret: str, timestamp_ms: int) -> str:
    """钉钉 group robot: HMAC-SHA256 of "time\\nsecret" under the secret, base64, quoted for an address."""
    digest = hmac.new(secret.encode(), f"{timestamp_ms}\n{secret}".encode(), hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def callback_signature(token: str, timestamp: str, nonce: str, sealed: str) -> str:
    """企业微信 callback: SHA1 over the four texts in the order of the alphabet."""
    return hashlib.sha1("".join(sorted((token, timestamp, nonce, sealed))).encode(), usedforsecurity=False).hexdigest()
