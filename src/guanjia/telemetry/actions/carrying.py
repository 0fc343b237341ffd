"""Carries words between the house and its devices over MQTT. Run by `guanjia doors`."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiomqtt
from asgiref.sync import sync_to_async

from guanjia.kernel import clock
from guanjia.telemetry.actions.hearing import hear
from guanjia.telemetry.actions.speaking import Word, contact, words_due
from guanjia.telemetry.models import Device
from guanjia.telemetry.rules import protocol

log = logging.getLogger(__name__)
CONTACT_EVERY = timedelta(seconds=60)
LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Broker:
    """Where the MQTT broker is and who we are there. `client_id` is one per house: a second carrier pushes the first off."""

    host: str
    port: int = 1883
    username: str | None = None
    password: str | None = None
    client_id: str = "guanjia-house"


async def carry(broker: Broker, stop: asyncio.Event, *, every: float = 1.0) -> None:
    """Hear and speak until `stop` is set. A broker that is away is tried again, more and more patiently; nothing is lost:

    what was not acknowledged is said again, and devices keep what they could not say.
    """
    pause = every
    while not stop.is_set():
        try:
            await _carry_once(broker, stop, every)
            pause = every
        except aiomqtt.MqttError as error:
            log.warning("the broker is away: %s", error)
            await _sleep(stop, pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _carry_once(broker: Broker, stop: asyncio.Event, every: float) -> None:
    client = aiomqtt.Client(
        broker.host, broker.port, username=broker.username, password=broker.password, identifier=broker.client_id,
        clean_session=False,
    )  # fmt: skip
    async with client:
        for subject in protocol.UP:
            await client.subscribe(protocol.topic("+", "+", subject), qos=1)
        listening = asyncio.create_task(_listen(client))
        try:
            await _speak(client, stop, every, listening)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def _listen(client: aiomqtt.Client) -> None:
    async for message in client.messages:
        raw = message.payload if isinstance(message.payload, bytes) else b""
        device = await sync_to_async(hear)(str(message.topic), raw)
        subject = str(message.topic).rsplit("/", 1)[-1]
        if device is not None and subject in {protocol.EVENT, protocol.HELLO}:
            await _publish(client, await sync_to_async(contact)(device))


async def _speak(client: aiomqtt.Client, stop: asyncio.Event, every: float, listening: "asyncio.Task[None]") -> None:
    next_contact = clock.now()
    while not stop.is_set():
        if listening.done():
            listening.result()
            return
        at = clock.now()
        for word in await sync_to_async(words_due)(at):
            await _publish(client, word)
        if at >= next_contact:
            next_contact = at + CONTACT_EVERY
            for word in await sync_to_async(_contacts)(at):
                await _publish(client, word)
        await _sleep(stop, every)


def _contacts(at: datetime) -> list[Word]:
    rows = Device.objects.filter(retired_at=None, site__rehearsal_of=None).select_related("site")
    return [contact(device) for device in rows]


async def _publish(client: aiomqtt.Client, word: Word) -> None:
    await client.publish(word.topic, word.raw, qos=1)


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
