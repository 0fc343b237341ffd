"""Ports and addresses of this machine."""

import contextlib
import http.client
import socket
import ssl
from pathlib import Path

from tools.workflow.environment import python
from tools.workflow.saying import give_up


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lan_address() -> str:
    """The address by which phones on the same network reach this machine; 127.0.0.1 when there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))  # a documentation address: chooses the interface, sends nothing
        return str(probe.getsockname()[0])
    return "127.0.0.1"


def answers(port: int, tls: bool) -> bool:
    """Whether the web server gives an answer, of whatever kind."""
    connection: http.client.HTTPConnection
    if tls:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", port, timeout=20, context=ssl._create_unverified_context()
        )
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/accounts/login/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """This house's own certificate and key for `address`, made at the first call and when it no longer fits."""
    if python("-m", "tools.certificate", str(folder), address):
        give_up("The certificate could not be made.", f"look at the message above; is {folder} writable?")
    return folder / "cert.pem", folder / "key.pem"
