"""`guanjia worker`: runs wake-up tasks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Takes tasks until it is told to stop (INT or TERM); the task in hand is finished first. Any number may run."""

    help = "Run background tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds to wait when there is nothing to do")
        parser.add_argument("--batch", action="store_true", help="run what is there, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command(
            "db_worker",
            queue_name="*",
            interval=options["interval"],
            batch=options["batch"],
            reload=False,
            startup_delay=False,
            verbosity=options["verbosity"] - 1,
        )
