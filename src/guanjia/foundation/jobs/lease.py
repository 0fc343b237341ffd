"""Keeps the lease of a running beat alive, so that a long run is not started twice and a killed one is free in a
minute.
"""

from datetime import timedelta
from threading import Event, Thread

from django.db import connection

from guanjia.foundation.jobs.models import Beat
from guanjia.kernel import clock

LEASE = timedelta(seconds=60)
RENEW_EVERY_S = 20.0


class LeaseKeeper:
    """While entered, renews the beat's lease every 20 s from a thread with a connection of its own."""

    def __init__(self, name: str) -> None:
        self.name, self.done = name, Event()
        self.thread = Thread(target=self._renew, name=f"lease {name}", daemon=True)

    def __enter__(self) -> "LeaseKeeper":
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self.thread.join()

    def _renew(self) -> None:
        try:
            while not self.done.wait(RENEW_EVERY_S):
                Beat.objects.filter(name=self.name).update(leased_until=clock.now() + LEASE)
        finally:
            connection.close()
