"""`guanjia clock`: the beats that make duties late, seal the journal and wake what was lost."""

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from guanjia.foundation.jobs.public import run_beats
from guanjia.kernel import clock

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs beats until it is told to stop (INT or TERM); the beat in hand is finished first. Any number may run."""

    help = "Run the beats of the house."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at what is due")
        parser.add_argument("--once", action="store_true", help="run what is due, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while True:
            self._beat()
            if options["once"] or stop.wait(options["interval"]):
                return

    def _beat(self) -> None:
        """A database that is away for a moment must not end the clock."""
        close_old_connections()
        try:
            run_beats(clock.now())
        except DatabaseError:
            log.exception("the clock could not reach the database; it tries again")
        finally:
            close_old_connections()
