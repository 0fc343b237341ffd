"""Pure rules of webhooks: which addresses may be called, and the signature."""

import hashlib
import hmac
from ipaddress import IPv4Address, IPv6Address, ip_address


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet; private, loop-back, link-local and reserved ones do not."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif found.sixtofour is not None:
            found = found.sixtofour
    return found.is_global and not found.is_multicast


def sign(secret: str, stamp: int, body: bytes) -> str:
    """The value of the signature header: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "stamp.body">`."""
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"
