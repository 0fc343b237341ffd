"""A throw-away Redis server from the program of this machine."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import redis

from tests.harness.programs import Missing, find_program, free_port, start, stop

START_S = 10


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """A REDIS_URL of a fresh server that only this machine reaches; raises Missing where none can be started."""
    program = find_program("redis-server", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
    home = Path(tempfile.mkdtemp(prefix="guanjia-redis-"))
    port = free_port()
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    process = start(command, log=home / "server.log", cwd=home)
    try:
        url = f"redis://127.0.0.1:{port}/0"
        _wait(url)
        yield url
    finally:
        stop(process)
        shutil.rmtree(home, ignore_errors=True)


def _wait(url: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(url) as client:
            client.ping()
            return
        time.sleep(0.05)
    raise Missing("Redis did not start")
