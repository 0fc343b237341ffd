"""A real MQTT broker in this process, a controller that speaks to it, and the house's carrier."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiomqtt
from amqtt.broker import Broker as EmbeddedBroker
from asgiref.sync import sync_to_async

from guanjia.kernel import clock
from guanjia.telemetry.actions.carrying import Broker, carry
from guanjia.telemetry.public import Appliance, Controller, Device, protocol, secret_of

EVERY = 0.05


def present() -> float:
    """A controller's clock that goes right."""
    return clock.now().timestamp()


@asynccontextmanager
async def running_broker() -> AsyncIterator[Broker]:
    """A broker on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listeners = {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}}
    plugins = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}
    embedded = EmbeddedBroker({"listeners": listeners, "plugins": plugins})
    await embedded.start()
    try:
        yield Broker("127.0.0.1", port)
    finally:
        await embedded.shutdown()


@asynccontextmanager
async def carrying(broker: Broker) -> AsyncIterator[None]:
    """The house's process between database and broker."""
    stop = asyncio.Event()
    task = asyncio.create_task(carry(broker, stop, every=EVERY))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


class MqttDoor:
    """A simulated controller as a client of the broker: it keeps its own grants and decides offline."""

    def __init__(self, broker: Broker, device: Device, secret: bytes, tells: Callable[[], float] = present) -> None:
        self.broker, self.site, self.code = broker, device.site.code, device.code
        self.outbox: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self.online = False
        self.controller: Any = self.made(secret, tells)

    def made(self, secret: bytes, tells: Callable[[], float]) -> Controller | Appliance:
        """What stands behind the line."""
        return Controller(self.site, self.code, secret, tells, self.say)

    @classmethod
    async def mount(cls, broker: Broker, device: Device, tells: Callable[[], float] = present) -> "MqttDoor":
        """A controller with the secret of a registered device."""
        return cls(broker, device, await sync_to_async(secret_of)(device), tells)

    def say(self, subject: str, body: dict[str, Any]) -> bool:
        if self.online:
            where = protocol.topic(self.site, self.code, subject)
            self.outbox.put_nowait((where, protocol.seal(self.controller.secret, where, body)))
        return self.online

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """The door has network."""
        async with aiomqtt.Client(self.broker.host, self.broker.port, identifier=f"door-{self.code}") as client:
            for subject in protocol.DOWN:
                await client.subscribe(protocol.topic(self.site, self.code, subject), qos=1)
            self.online = True
            tasks = [asyncio.create_task(self._hear(client)), asyncio.create_task(self._send(client))]
            self.controller.greet()
            try:
                yield
            finally:
                self.online = False
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _hear(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            assert isinstance(message.payload, bytes)
            self.controller.hear(str(message.topic).rsplit("/", 1)[-1], message.payload)

    async def _send(self, client: aiomqtt.Client) -> None:
        while True:
            where, raw = await self.outbox.get()
            await client.publish(where, raw, qos=1)


class MqttAppliance(MqttDoor):
    """A simulated light, air conditioner or sensor on the same line as a door."""

    def made(self, secret: bytes, tells: Callable[[], float]) -> Appliance:
        return Appliance(self.site, self.code, secret, tells, self.say)


async def until(true: Callable[[], Any], seconds: float = 15) -> None:
    """Wait until the condition holds, asked of the database or of a controller."""
    end = time.monotonic() + seconds
    while not await sync_to_async(true)():
        assert time.monotonic() < end, "it did not become true in time"
        await asyncio.sleep(EVERY)
