"""Finds the server programs of this machine and starts them as somebody who may not do harm."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

SET_DEATH_SIGNAL = 1


class Missing(Exception):
    """A program that is needed is not on this machine; the message says what to install."""


def find_program(name: str, *folders: str) -> str:
    """The path of `name` on PATH or in one of the folders (patterns allowed); raises Missing."""
    if found := shutil.which(name):
        return found
    for folder in folders:
        for candidate in sorted(Path("/").glob(f"{folder.lstrip('/')}/{name}"), reverse=True):
            if os.access(candidate, os.X_OK):
                return str(candidate)
    raise Missing(f"no program {name} on this machine")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> str | None:
    """The user to run servers as when we are root (PostgreSQL refuses root); None when we are not."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def give_away(folder: Path, user: str | None) -> None:
    """Make `folder` belong to `user`."""
    if user is not None:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def start(
    command: list[str],
    *,
    log: Path,
    user: str | None = None,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a server that ends with us, as `user`; `environment` is added to ours."""
    group = pwd.getpwnam(user).pw_gid if user else None
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=cwd or "/",
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            user=user,
            group=group,
            extra_groups=[] if user else None,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, seconds: float = 15) -> None:
    """Ask, then kill; returns when the process is gone."""
    process.send_signal(how)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
