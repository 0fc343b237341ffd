"""The web server of the product over the benchmark's database, for figures over HTTP."""

import contextlib
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.harness.programs import free_port, start, stop

START_S = 60


@contextlib.contextmanager
def served(*, workers: int = 1, interface: str = "asgi", **environment: str) -> Iterator[tuple[str, int]]:
    """(host, port) of a running server; `environment` may name other settings, for a bare view behind it."""
    with running(workers=workers, interface=interface, **environment) as (address, _process):
        yield address


Running = tuple[tuple[str, int], subprocess.Popen[bytes]]


@contextlib.contextmanager
def running(*, workers: int = 1, interface: str = "asgi", **environment: str) -> Iterator[Running]:
    """The same with its process, for who wants to kill it."""
    port = free_port()
    log = Path(tempfile.gettempdir()) / f"guanjia-bench-web-{port}.log"
    command = [sys.executable, "-m", "guanjia.config.command", "serve", "--port", str(port)]
    command += ["--workers", str(workers), "--interface", interface]
    process = start(command, log=log, cwd=Path.cwd(), environment={**os.environ, **environment})
    try:
        end = time.monotonic() + START_S
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the web server did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield ("127.0.0.1", port), process
    except BaseException:
        print(log.read_text(errors="replace")[-3000:], file=sys.stderr)
        raise
    finally:
        stop(process)
        log.unlink(missing_ok=True)


def _answers(port: int) -> bool:
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        probe.request("GET", "/")
        probe.getresponse().read()
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()
