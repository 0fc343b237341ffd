"""`./run demo` keeps its contract with other programs: one line, a table of log-ins, a clean end, no orphan."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.harness.pristine import copy_sqlite, template_path
from tests.harness.programs import free_port

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc"),
]
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "guanjia-demo"


@contextmanager
def demo(data: Path, port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """The running demo and what it printed up to its end of preparation."""
    command = [str(ROOT / "run"), "demo", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=newcomers())
    assert process.stdout is not None
    try:
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("Stop it"):
                break
        yield process, lines
    finally:
        process.kill()
        process.wait()


def newcomers() -> dict[str, str]:
    """This environment without what the test run put there: else each program would open a test database of its own."""
    ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SECRET_KEY", "GUANJIA_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def relatives(data: Path) -> list[int]:
    """Processes that work on this data folder."""
    mark = f"GUANJIA_DATA={data}\0".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environ.read_bytes():
                found.append(int(environ.parent.name))
        except OSError:
            continue
    return found


def all_gone(data: Path, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while relatives(data) and time.monotonic() < end:
        time.sleep(0.2)
    return not relatives(data)


def begin_migrated(data: Path) -> None:
    """Spare the minute of migrations that the tests before this one have walked through, where they left their database."""
    if template_path().exists():
        data.mkdir()
        copy_sqlite(template_path(), data / "guanjia.sqlite3")


def test_demo_serves_what_it_says_and_leaves_nobody_behind(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    begin_migrated(data)
    with demo(data, port) as (process, lines):
        url = f"http://127.0.0.1:{port}"
        assert [line for line in lines if "is running at" in line] == [f"Guanjia is running at {url}"]
        assert any(line.split()[:1] == ["manager"] for line in lines), "the table of log-ins"
        assert signed_in_page(url, "manager", f"{url}/s/centre/conference/board/").status_code == 200
        assert len(relatives(data)) >= 4  # web, its worker, tasks, clock
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert relatives(data) == []

    for number, status in [(signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)]:
        with demo(data, port) as (process, _):
            process.send_signal(number)
            assert process.wait(30) == status
            assert all_gone(data, seconds=20), f"orphans after {number.name}"


def signed_in_page(url: str, login: str, page: str) -> httpx.Response:
    """What that person of the demo sees at `page`; the password is the one the demo prints."""
    with httpx.Client(follow_redirects=True) as client:
        client.get(f"{url}/accounts/login/")
        form = {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        assert "/accounts/login/" not in str(client.post(f"{url}/accounts/login/", data=form).url)
        return client.get(page)


def test_port_that_is_taken_is_refused_with_a_remedy(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]) as other:
        try:
            wait_for(port)
            command = [str(ROOT / "run"), "demo", "--port", str(port), "--data", str(tmp_path)]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=60, env=newcomers())
        finally:
            other.kill()
    assert ran.returncode == 1
    assert f"Port {port} is taken" in ran.stderr
    assert "What to do" in ran.stderr


def wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            httpx.get(f"http://127.0.0.1:{port}/")
            return
        except httpx.ConnectError:
            time.sleep(0.1)
