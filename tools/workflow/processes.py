"""Starts and stops the programs that stand behind one command, leaving no orphan."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tools.workflow.environment import environ
from tools.workflow.places import ROOT

SET_DEATH_SIGNAL = 1
GRACE_S = 10


def die_with_parent() -> None:
    """On Linux, ask for TERM when the starter dies, even if it was killed; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)


def end_on_term() -> None:
    """From now on TERM ends the program as Ctrl-C does, so that what it started is stopped and tidied."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


class Told(Exception):
    """INT or TERM arrived."""


def listen_for_stop() -> None:
    """From now on INT and TERM raise Told in the main thread; a second one is ignored while stopping."""

    def tell(number: int, frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise Told

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, tell)


@dataclass
class Household:
    """Programs that live and end together. Each writes to its own file in `logs`."""

    logs: Path
    members: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: list[str], **more: str) -> None:
        """Start one in a process group of its own, so that all its children can be reached at the end."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("wb") as log:
            self.members[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ(**more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """True once `ready()`; False when a member died or the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.dead() is None:
            if ready():
                return True
            time.sleep(0.1)
        return False

    def watch(self) -> str:
        """Wait until some member ends, and return its name."""
        while (name := self.dead()) is None:
            time.sleep(0.5)
        return name

    def dead(self) -> str | None:
        """A member that has ended, or None."""
        return next((name for name, process in self.members.items() if process.poll() is not None), None)

    def last_words(self, name: str) -> str:
        """The end of what `name` wrote."""
        return (self.logs / f"{name}.log").read_text(errors="replace")[-2000:].strip()

    def stop(self) -> None:
        """TERM to all, then KILL to the groups of those that do not listen; returns when nobody is left."""
        for process in self.members.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        end = time.monotonic() + GRACE_S
        for process in self.members.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, end - time.monotonic()))
        for process in self.members.values():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.members.clear()
