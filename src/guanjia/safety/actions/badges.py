"""The code on a badge by which anybody checks that somebody is staff (W13: fake staff, SAFE-002, SAFE-004)."""

import base64
import hashlib
import hmac
import struct

from django.conf import settings

from guanjia.foundation.sites.public import Site
from guanjia.people.public import User

SHAPE = ">IQ"
SIGNATURE = 10


def badge_code(site: Site, user: User) -> str:
    """The public code of somebody's badge at the site. It says who, not a secret; nobody can make one for a stranger."""
    body = struct.pack(SHAPE, site.pk, user.pk)
    return base64.urlsafe_b64encode(body + _sign(body)).rstrip(b"=").decode()


def read_badge(code: str) -> tuple[int, int] | None:
    """(site id, user id) of a badge code; None for one that is not ours."""
    try:
        raw = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except ValueError:
        return None
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    if len(body) != struct.calcsize(SHAPE) or not hmac.compare_digest(signature, _sign(body)):
        return None
    site_id, user_id = struct.unpack(SHAPE, body)
    return site_id, user_id


def _sign(body: bytes) -> bytes:
    key = hashlib.sha256(b"safety.badge" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, body, hashlib.sha256).digest()[:SIGNATURE]
