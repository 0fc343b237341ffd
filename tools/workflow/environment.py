"""Makes .venv with the locked packages, once."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from tools.workflow.places import LOCK, PYTHON, ROOT, VENV
from tools.workflow.saying import give_up, say

STAMP = VENV / "guanjia.stamp"


def ensure_environment() -> None:
    """Make or renew .venv if the lock or the interpreter changed; otherwise return at once."""
    wanted = _fingerprint()
    if _stamped() == wanted:
        return
    with one_at_a_time():
        if _stamped() == wanted:
            return
        if not PYTHON.exists():
            _make_venv()
        say("Installing the locked packages into .venv (once, about a minute) ...")
        _pip("install", "--quiet", "--no-compile", "--require-hashes", "--no-deps", "-r", str(LOCK))
        _link_sources()
        STAMP.write_text(wanted)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Holds the lock of preparation, so that two ./run at once do not install over each other."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def environ(**more: str) -> dict[str, str]:
    """The environment of every program that the workflow starts: .venv first, sources on the path."""
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    sources = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**os.environ, "PATH": path, "PYTHONPATH": sources, "VIRTUAL_ENV": str(VENV), **more}


def python(*args: str, **more: str) -> int:
    """Run .venv's Python in the root of the checkout and return its exit status."""
    return subprocess.call([str(PYTHON), *args], cwd=ROOT, env=environ(**more))


def hand_over(*args: str, here: bool = False) -> NoReturn:
    """Become .venv's Python with these arguments, so that signals and the exit status are its own.

    It runs in the root of the checkout, or `here` where the caller stands, for commands that take files.
    """
    if not here:
        os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), *args], environ())


def _fingerprint() -> str:
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update(f"{sys.version_info[:2]} {ROOT}".encode())
    return digest.hexdigest()


def _stamped() -> str:
    return STAMP.read_text() if STAMP.exists() and PYTHON.exists() else ""


def _make_venv() -> None:
    say("Making .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode and shutil.which("uv"):
        made = subprocess.run(["uv", "venv", "--quiet", "--seed", str(VENV)], capture_output=True, text=True)
    if made.returncode and _has_pip(sys.executable):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--without-pip", str(VENV)], capture_output=True, text=True
        )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        give_up(
            f"This Python cannot make a virtual environment: {(made.stderr or made.stdout).strip()[-300:]}",
            "install its venv module (Debian and Ubuntu: apt-get install python3-venv), then run this again.",
        )


def _has_pip(interpreter: str) -> bool:
    return (
        subprocess.call([interpreter, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        == 0
    )


def _pip(*args: str) -> None:
    """Run .venv's pip, or the machine's pip on .venv where .venv was made without one."""
    command = (
        [str(PYTHON), "-m", "pip"] if _has_pip(str(PYTHON)) else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    )
    if subprocess.call([*command, "--disable-pip-version-check", *args], cwd=ROOT):
        give_up(
            "Installing the locked packages failed.",
            "read pip's message above; run the same command again once it is mended.",
        )


def _link_sources() -> None:
    """Put src/ on .venv's path, so that plain `python` in .venv finds the package too."""
    for site_packages in VENV.glob("lib/python*/site-packages"):
        Path(site_packages, "guanjia-sources.pth").write_text(f"{ROOT / 'src'}\n")
