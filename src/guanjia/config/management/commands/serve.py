"""`guanjia serve`: the web server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

APPLICATIONS = {"asgi": "guanjia.config.asgi:application", "wsgi": "guanjia.config.wsgi:application"}
INTERFACES = {"asgi": Interfaces.ASGINL, "wsgi": Interfaces.WSGI}


class Command(BaseCommand):
    """Serves until it is told to stop (INT or TERM)."""

    help = "Serve pages, API and live streams. --interface wsgi serves pages and API only, for production."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="processes")
        parser.add_argument("--threads", type=int, default=16, help="threads of each process, with --interface wsgi")
        parser.add_argument("--interface", choices=sorted(APPLICATIONS), default="asgi")
        parser.add_argument("--tls-cert", type=Path)
        parser.add_argument("--tls-key", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["tls_cert"]) != bool(options["tls_key"]):
            raise CommandError("--tls-cert and --tls-key belong together: give both or neither.")
        interface = options["interface"]
        Server(
            APPLICATIONS[interface],
            address=options["host"],
            port=options["port"],
            interface=INTERFACES[interface],
            workers=options["workers"],
            blocking_threads=options["threads"] if interface == "wsgi" else None,
            websockets=interface == "asgi",
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            log_level=LogLevels.warning,
            ssl_cert=options["tls_cert"],
            ssl_key=options["tls_key"],
        ).serve()
