"""Bumps of topics that change by the hundred a second: after the commit, at most once a second from each process."""

import threading

from django.db import connection, transaction

from guanjia.foundation.live.topics import touch

PAUSE_S = 1.0
_lock = threading.Lock()
_waiting: set[str] = set()


def touch_soon(topic: str) -> None:
    """Bump `topic` within a second after the commit, together with everything else that touched it meanwhile.

    For topics that many writers share (a hall's count): unlike `touch` it makes no writer wait for another. A process
    killed in that second loses the bump; the page's own refresh each minute makes up for it.
    """
    transaction.on_commit(lambda: _note(topic), robust=True)


def _note(topic: str) -> None:
    with _lock:
        first = topic not in _waiting
        _waiting.add(topic)
    if first:
        timer = threading.Timer(PAUSE_S, _flush, [topic])
        timer.daemon = True
        timer.start()


def _flush(topic: str) -> None:
    with _lock:
        _waiting.discard(topic)
    try:
        touch(topic)
    finally:
        connection.close()
