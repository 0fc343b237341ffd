"""guanjia doors: speaks with door controllers over an MQTT broker until it is stopped."""

import asyncio
import os
import signal
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guanjia.telemetry.actions.carrying import Broker, carry


class Command(BaseCommand):
    """One process a house. The broker's address is --broker or GUANJIA_MQTT: mqtt://user:password@host:1883."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--broker", default=os.environ.get("GUANJIA_MQTT", ""))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until INT or TERM."""
        asyncio.run(self._run(broker_of(options["broker"])))

    async def _run(self, broker: Broker) -> None:
        stop = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
        self.stdout.write(f"speaking with doors over {broker.host}:{broker.port}")
        await carry(broker, stop)


def broker_of(address: str) -> Broker:
    """The broker of an address. Raises CommandError for one that is none."""
    parts = urlsplit(address)
    if parts.scheme != "mqtt" or not parts.hostname:
        raise CommandError("Give the broker as mqtt://user:password@host:1883, by --broker or GUANJIA_MQTT.")
    return Broker(parts.hostname, parts.port or 1883, parts.username, parts.password)
