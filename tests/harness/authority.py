"""A time-stamp authority (RFC 3161) of our own on this machine: its certificates are made here, its answers by openssl.

The product's own reading of a token is so compared with a program that knows nothing of it.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from guanjia.kernel import clock
from tests.harness.legs import leave_out

CONFIG = """[tsa]
default_tsa = here
[here]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""

OPTIONS = {"config": "tsa.cnf", "queryfile": "query.tsq", "signer": "tsa.pem", "inkey": "tsa.key", "out": "answer.tsr"}


@dataclass(frozen=True)
class Authority:
    """`url` is called; `folder` holds ca.pem, the root of its certificates."""

    url: str
    folder: Path

    @property
    def ca(self) -> str:
        """The root certificate, as PEM."""
        return (self.folder / "ca.pem").read_text()


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """A running authority; its certificates lie in `folder`."""
    program = shutil.which("openssl")
    if program is None:
        leave_out("no openssl on this machine (Debian: apt-get install openssl)")
    make_certificates(folder)
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            command = [str(program), "ts", "-reply"]
            for option, name in OPTIONS.items():
                command += [f"-{option}", str(folder / name)]
            subprocess.run(command, check=True, capture_output=True)
            answer = (folder / "answer.tsr").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Authority(f"http://127.0.0.1:{server.server_port}/", folder)
    finally:
        server.shutdown()
        server.server_close()


def make_certificates(folder: Path) -> None:
    """A root and, issued by it, a certificate for time stamps alone."""
    now = clock.now()
    keys = {name: rsa.generate_private_key(public_exponent=65537, key_size=2048) for name in ("ca", "tsa")}
    names = {name: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Test {name}")]) for name in keys}
    for name in keys:
        builder = (
            x509.CertificateBuilder().subject_name(names[name]).issuer_name(names["ca"]).public_key(keys[name].public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=name == "ca", path_length=None), critical=True)
        )  # fmt: skip
        if name == "tsa":
            use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(use, critical=True)
            usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
            builder = builder.add_extension(usage, critical=True)
        made = builder.sign(keys["ca"], hashes.SHA256())
        (folder / f"{name}.pem").write_bytes(made.public_bytes(Encoding.PEM))
        secret = keys[name].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.key").write_bytes(secret)
