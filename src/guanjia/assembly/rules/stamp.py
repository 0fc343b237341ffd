"""Time stamps after RFC 3161: what is asked of an authority, and whether its answer holds. No network, no database."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from guanjia.assembly.rules.der import (
    BOOLEAN_TRUE,
    INTEGER,
    NULL,
    OCTETS,
    SEQUENCE,
    SET,
    TIME,
    BadDer,
    Value,
    identifier,
    integer,
    read_all,
    read_one,
    write,
)

SHA256, SHA384, SHA512 = "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
TIME_STAMPING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.8")
DIGESTS: dict[str, hashes.HashAlgorithm] = {SHA256: hashes.SHA256(), SHA384: hashes.SHA384(), SHA512: hashes.SHA512()}
GRANTED = (0, 1)
LONGEST_CHAIN = 5


class BadStamp(ValueError):
    """The token does not hold; the text says what is wrong, in English, for the log. `code` names it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Stamp:
    """What the token says: when, about which hash, by whom. `trusted`: its certificate leads to one that was given."""

    at: datetime
    imprint: bytes
    serial: int
    nonce: int | None
    signer: str
    trusted: bool


def request_for(digest: bytes, nonce: int) -> bytes:
    """What is sent to the authority: the SHA-256, a number of our own, and that its certificate is wanted."""
    algorithm = write(SEQUENCE, identifier(SHA256), write(NULL))
    imprint = write(SEQUENCE, algorithm, write(OCTETS, digest))
    return write(SEQUENCE, integer(1), imprint, integer(nonce), BOOLEAN_TRUE)


def token_in(response: bytes) -> bytes:
    """The token of an answer. Raises BadStamp when the authority refused or answered something else."""
    try:
        parts = read_one(response).expect(SEQUENCE).parts()
        status = parts[0].expect(SEQUENCE).parts()[0].number
    except (BadDer, IndexError) as error:
        raise BadStamp("answer", f"not an answer of a time-stamp authority: {error}") from None
    if status not in GRANTED or len(parts) < 2:
        raise BadStamp("refused", f"the authority refused: status {status}")
    return parts[1].whole


def read_stamp(token: bytes, digest: bytes, trusted: Sequence[x509.Certificate] = ()) -> Stamp:
    """What the token says, once its signature holds over this hash. Raises BadStamp (code: form, other, signature, use)."""
    try:
        return _read(token, digest, trusted)
    except (BadDer, IndexError, ValueError, TypeError) as error:
        if isinstance(error, BadStamp):
            raise
        raise BadStamp("form", f"not a time stamp: {error}") from None


def _read(token: bytes, digest: bytes, trusted: Sequence[x509.Certificate]) -> Stamp:
    kind, content = read_one(token).expect(SEQUENCE).parts()[:2]
    if kind.oid != SIGNED_DATA:
        raise BadStamp("form", "not signed data")
    signed = content.parts()[0].expect(SEQUENCE).parts()
    inner = signed[2].expect(SEQUENCE).parts()
    if inner[0].oid != TST_INFO:
        raise BadStamp("form", "not a time stamp")
    info = inner[1].parts()[0].expect(OCTETS).body
    certificates = [
        x509.load_der_x509_certificate(each.whole) for part in signed[3:] if part.tag == 0xA0 for each in part.parts()
    ]
    signer = _signer(signed[-1].expect(SET).parts()[0], info, certificates)
    return _said(info, digest, signer, _leads_to(signer, certificates, trusted))


def _said(info: bytes, digest: bytes, signer: x509.Certificate, trust: bool) -> Stamp:
    parts = read_one(info).expect(SEQUENCE).parts()
    algorithm, imprint = parts[2].expect(SEQUENCE).parts()
    if algorithm.parts()[0].oid != SHA256 or imprint.expect(OCTETS).body != digest:
        raise BadStamp("other", "the time stamp is of something else")
    at = _moment(parts[4].expect(TIME).body.decode("ascii"))
    if not signer.not_valid_before_utc <= at <= signer.not_valid_after_utc:
        raise BadStamp("use", "the certificate was not valid at that time")
    nonce = next((part.number for part in parts[5:] if part.tag == INTEGER), None)
    name = signer.subject.rfc4514_string()
    return Stamp(at, imprint.body, parts[3].number, nonce, name, trust)


def _moment(text: str) -> datetime:
    whole, _dot, fraction = text.removesuffix("Z").partition(".")
    found = datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return found.replace(microsecond=int(fraction[:6].ljust(6, "0"))) if fraction else found


def _signer(info: Value, signed: bytes, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate that signed, after its signature and its purpose were checked."""
    parts = info.expect(SEQUENCE).parts()
    serial = parts[1].expect(SEQUENCE).parts()[1].number
    certificate = next((each for each in certificates if each.serial_number == serial), None)
    if certificate is None:
        raise BadStamp("form", "the certificate of the authority is missing")
    digest = DIGESTS.get(parts[2].parts()[0].oid)
    if digest is None or parts[3].tag != 0xA0:
        raise BadStamp("form", "unknown hash, or nothing that was signed")
    attributes = {each.parts()[0].oid: each.parts()[1].parts()[0] for each in read_all(parts[3].body)}
    told = hashlib.new(digest.name, signed).digest()
    if attributes[CONTENT_TYPE].oid != TST_INFO or attributes[MESSAGE_DIGEST].body != told:
        raise BadStamp("signature", "the signature is of something else")
    _check(certificate, parts[5].expect(OCTETS).body, write(SET, parts[3].body), digest)
    _check_purpose(certificate)
    return certificate


def _check(certificate: x509.Certificate, signature: bytes, data: bytes, digest: hashes.HashAlgorithm) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(digest))
        else:
            raise BadStamp("form", "a key that is not known here")
    except InvalidSignature:
        raise BadStamp("signature", "the signature of the authority does not hold") from None


def _check_purpose(certificate: x509.Certificate) -> None:
    try:
        use = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        raise BadStamp("use", "the certificate is not for time stamps") from None
    if list(use.value) != [TIME_STAMPING] or not use.critical:
        raise BadStamp("use", "the certificate is not for time stamps alone")


def _leads_to(signer: x509.Certificate, given: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate]) -> bool:
    """Whether the certificate leads to a trusted one, by those that came with the token."""
    roots = {each.public_bytes(Encoding.DER) for each in trusted}
    current = signer
    for _step in range(LONGEST_CHAIN):
        if current.public_bytes(Encoding.DER) in roots:
            return True
        issuer = next((each for each in (*trusted, *given) if each is not current and _issued(current, each)), None)
        if issuer is None:
            return False
        current = issuer
    return False


def _issued(child: x509.Certificate, parent: x509.Certificate) -> bool:
    try:
        child.verify_directly_issued_by(parent)
        basic = parent.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return bool(basic.ca)
