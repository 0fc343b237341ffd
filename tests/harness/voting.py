"""Many people vote over HTTP at once, by the forms of their pages; one of the servers is killed in the middle."""

import http.client
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

CSRF = "a" * 32
PATIENCE_S = 30
TRIES = 40


@dataclass(frozen=True)
class Sent:
    """One vote as a page sends it: the address and the fields of its form, the same each time it is sent."""

    path: str
    fields: dict[str, str]


@dataclass
class Count:
    """What came of it: how many were told that their vote is in, how often a page had to send again, and the seconds it took."""

    told: int = 0
    again: int = 0
    seconds: float = 0.0
    refused: list[int] = field(default_factory=list)


def vote_all(
    addresses: Sequence[tuple[str, int]],
    votes: Sequence[Sent],
    *,
    clients: int,
    kill_after: int,
    kill: Callable[[], None],
) -> Count:
    """Send all votes by `clients` at once to the first address; whoever gets no answer goes on to the next with the same vote.

    After `kill_after` answers `kill` is called, in the middle of everything.
    """
    count, lock, waiting = Count(), threading.Lock(), iter(votes)
    begun = time.perf_counter()

    def client() -> None:
        at = 0
        link = http.client.HTTPConnection(*addresses[0], timeout=PATIENCE_S)
        while True:
            with lock:
                vote = next(waiting, None)
            if vote is None:
                break
            for _try in range(TRIES):
                status = _send(link, vote)
                if status:
                    break
                link.close()
                at = (at + 1) % len(addresses)
                link = http.client.HTTPConnection(*addresses[at], timeout=PATIENCE_S)
                with lock:
                    count.again += 1
            with lock:
                if status == 302:
                    count.told += 1
                else:
                    count.refused.append(status)
                if count.told == kill_after:
                    kill()
        link.close()

    threads = [threading.Thread(target=client, daemon=True) for _n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count.seconds = time.perf_counter() - begun
    return count


def _send(link: http.client.HTTPConnection, vote: Sent) -> int:
    """The status of the answer; 0 when none came."""
    body = urlencode(vote.fields | {"csrfmiddlewaretoken": CSRF})
    headers = {"Cookie": f"csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        link.request("POST", vote.path, body=body, headers=headers)
        answer = link.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    return 0 if answer.status >= 500 else answer.status


def kill_family(process: subprocess.Popen[bytes]) -> None:
    """Kill a server and its workers at once, without a word to them."""
    family = [process.pid]
    for pid in family:
        children = Path(f"/proc/{pid}/task/{pid}/children")
        family += [int(child) for child in children.read_text().split()] if children.exists() else []
    for pid in family:
        os.kill(pid, signal.SIGKILL)
