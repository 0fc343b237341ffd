"""A throw-away PostgreSQL server from the programs of this machine, with fsync on."""

import contextlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.harness.programs import Missing, find_program, free_port, give_away, start, stop, unprivileged

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
START_S = 30
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
}


@contextlib.contextmanager
def postgres(**settings: str) -> Iterator[str]:
    """A DATABASE_URL of a fresh server whose user may do everything; raises Missing where none can be started.

    `settings` are PostgreSQL's own, beside those that every throw-away server gets.
    """
    server = find_program("postgres", *FOLDERS)
    initdb = find_program("initdb", *FOLDERS)
    user = unprivileged()
    home = Path(tempfile.mkdtemp(prefix="guanjia-postgres-"))
    home.chmod(0o755)
    data = home / "data"
    data.mkdir(mode=0o700)
    give_away(home, user)
    give_away(data, user)
    try:
        _initialise(initdb, data, user)
        port = free_port()
        options = [f"-c{name}={value}" for name, value in {**SETTINGS, **settings}.items()]
        process = start(
            [server, "-D", str(data), "-p", str(port), "-k", str(home), *options], log=home / "server.log", user=user
        )
        try:
            _wait(f"{_url(port)}/postgres", process, home / "server.log")
            with psycopg.connect(f"{_url(port)}/postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE guanjia")
            yield f"{_url(port)}/guanjia"
        finally:
            stop(process, signal.SIGINT)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _url(port: int) -> str:
    return f"postgres://guanjia:guanjia@127.0.0.1:{port}"


def _initialise(initdb: str, data: Path, user: str | None) -> None:
    command = [initdb, "-D", str(data), "-U", "guanjia", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8"]
    made = subprocess.run(
        command, cwd="/", capture_output=True, text=True, user=user, extra_groups=[] if user else None
    )
    if made.returncode:
        raise Missing(f"initdb failed: {made.stderr.strip()[-500:]}")


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
            return
        time.sleep(0.1)
    raise Missing(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}")
