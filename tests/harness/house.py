"""A real web server over the test database, for journeys."""

import http.client
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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


@pytest.fixture(scope="session")
def _house_process(django_db_setup: None) -> Iterator[House]:
    port = free_port()
    log = Path(settings.TEST_DATA) / "house.log"
    environment = {
        "DATABASE_URL": _database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GUANJIA_TEST_DATA": settings.TEST_DATA,
        "GUANJIA_ORIGIN": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "guanjia.config.command", "serve", "--port", str(port)]
    process = start(command, log=log, cwd=ROOT, environment=environment)
    try:
        end = time.monotonic() + START_S
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the web server did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)
        yield House(f"http://127.0.0.1:{port}", log)
    finally:
        stop(process)


@pytest.fixture
def house(transactional_db: None, _house_process: House) -> House:
    """The site, running for real over the database of this test, which is put back afterwards."""
    return _house_process


def _database_url() -> str:
    parameters = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parameters['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**parameters)


def _answers(port: int) -> bool:
    probe = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        probe.request("GET", "/accounts/login/")
        return probe.getresponse().status < 600
    except (OSError, http.client.HTTPException):
        return False
    finally:
        probe.close()
