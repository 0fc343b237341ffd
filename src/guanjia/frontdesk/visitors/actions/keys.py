"""The keys by which a site signs its passes."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from guanjia.foundation.sites.public import Site, setting
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.rules.kinds import needs_identity
from guanjia.frontdesk.visitors.rules.passes import LOOK, MANY, Pass, read_pass, write_pass

KEY_NO = "visitors.gate_key"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@lru_cache(maxsize=64)
def signing_key(site_id: int, number: int) -> ec.EllipticCurvePrivateKey:
    """The site's key of that number, made from the installation's secret: nothing to store, nothing to lose."""
    secret = hmac.new(settings.SECRET_KEY.encode(), f"visitors.gate:{site_id}:{number}".encode(), hashlib.sha512)
    return ec.derive_private_key(int.from_bytes(secret.digest(), "big") % (ORDER - 1) + 1, ec.SECP256R1())


def current_number(site: Site) -> int:
    """The number of the key in use; raising it by one closes every pass that is out."""
    return int(setting(site, KEY_NO))


def public_point(site: Site) -> bytes:
    """What gates hold: the public key as an uncompressed point, 65 bytes."""
    key = signing_key(site.pk, current_number(site)).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def pass_text(visit: Visit) -> str:
    """The text of the visitor's QR code. Only the surname stands in it: who finds the paper learns no name."""
    look = needs_identity(visit.kind_enum, invited=visit.known.invited) and visit.identity_seen_at is None
    number = current_number(visit.site)
    one = Pass(
        site_id=visit.site_id,
        visit_id=visit.pk,
        serial=visit.serial,
        key_no=number,
        valid_from=visit.pass_from,
        valid_until=visit.pass_until,
        zones=tuple(visit.zones),
        flags=(MANY if visit.many else "") + (LOOK if look else ""),
        name=visit.person.name[:1] + "*" if visit.person.name else "",
    )
    return write_pass(one, signing_key(visit.site_id, number))


def read_text(site: Site, text: str) -> Pass:
    """What a scanned text says; raises BadPass, also for a key that is no longer in use."""
    number = current_number(site)
    return read_pass(text, {number: signing_key(site.pk, number).public_key()})
