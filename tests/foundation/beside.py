"""Programs that run beside a test over its database."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """What makes a child process find the database and the settings of this test."""
    parameters = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{parameters['NAME']}"
    else:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**parameters)
    return os.environ | {
        "DATABASE_URL": url,
        "GUANJIA_TEST_DATA": settings.TEST_DATA,
        "SECRET_KEY": settings.SECRET_KEY,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


@contextmanager
def beside(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `python -m COMMAND...` beside the test; killed at the end if it has not stopped by itself."""
    process = subprocess.Popen([sys.executable, "-m", *command], env=environment(), cwd=ROOT, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # its children too
        process.wait()
