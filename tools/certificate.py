"""Makes a self-signed certificate: `python -m tools.certificate FOLDER ADDRESS`."""

import ipaddress
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_DAYS = 365
RENEW_DAYS = 30


def fits(cert: Path, address: str, now: datetime) -> bool:
    """Whether the certificate names `address` and lasts another month."""
    if not cert.exists():
        return False
    loaded = x509.load_pem_x509_certificate(cert.read_bytes())
    names = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    known = {str(ip) for ip in names.get_values_for_type(x509.IPAddress)}
    return address in known and loaded.not_valid_after_utc > now + timedelta(days=RENEW_DAYS)


def make(folder: Path, address: str, now: datetime) -> None:
    """Write cert.pem and key.pem (mode 600) for `address`, localhost and 127.0.0.1."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Guanjia demo")])
    addresses = {ipaddress.ip_address(each) for each in (address, "127.0.0.1")}
    names = [x509.DNSName("localhost"), *(x509.IPAddress(each) for each in sorted(addresses, key=str))]
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    handle = os.open(folder / "key.pem", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
    (folder / "cert.pem").write_bytes(cert.public_bytes(serialization.Encoding.PEM))


def main(args: list[str]) -> int:
    folder, address = Path(args[0]), args[1]
    now = datetime.now(UTC)  # noqa: TID251 - a tool, not the product
    if not fits(folder / "cert.pem", address, now):
        make(folder, address, now)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
