"""A real web server over the test database, for journeys."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.db import connection

from tests.harness.programs import free_port, start, stop

START_S = 60
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class House:
    """The running site. `url` has no slash at the end; what is written in the test is there for the server at once."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]


@contextmanager
def served(*options: str, tls: bool = False) -> Iterator[House]:
    """The product's web server over this test's database; `options` go to `guanjia serve`. Stopped at the end."""
    port = free_port()
    url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    log = Path(settings.TEST_DATA) / f"house-{port}.log"
    environment = {
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GUANJIA_TEST_DATA": settings.TEST_DATA,
        "GUANJIA_ORIGIN": url,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "guanjia.config.command", "serve", "--port", str(port), *options]
    process = start(command, log=log, cwd=ROOT, environment=environment)
    try:
        end = time.monotonic() + START_S
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the web server did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)
        yield House(url, log, process)
    finally:
        stop(process)


@pytest.fixture(scope="session")
def _house_process(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock(), served() as house:
        yield house


@pytest.fixture
def house(transactional_db: None, _house_process: House) -> House:
    """The site, running for real over the database of this test, which is put back afterwards."""
    return _house_process


def _database_url() -> str:
    parameters = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parameters['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**parameters)


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/accounts/login/", timeout=20, verify=False).status_code < 600
    except httpx.HTTPError:
        return False
