"""Finds the address of a host that a site wants to call, and refuses what lies inside the house's own network."""

import socket
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from guanjia.foundation.events.rules import is_public


class AddressRefused(ValueError):
    """The address may not be called; the text says why, in the reader's language."""


def check_url(url: str, *, allow_private: bool) -> str:
    """The IP address to connect to for `url`. Raises AddressRefused; asks the resolver, so not inside a transaction.

    Connect to the address that was checked, not to the name: the name may answer otherwise the next time.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise AddressRefused(_("This is no web address.")) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise AddressRefused(_("An address begins with https:// or http:// and has no user name."))
    return check_host(parts.hostname, port, allow_private=allow_private)


def check_host(host: str, port: int, *, allow_private: bool) -> str:
    """The IP address of `host`, every one of which must be public unless `allow_private`. Raises AddressRefused."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError:
        raise AddressRefused(_("%(host)s cannot be found.") % {"host": host}) from None
    if not allow_private and not all(is_public(address) for address in found):
        raise AddressRefused(_("%(host)s lies inside a private network.") % {"host": host})
    return found[0]
