"""Cards and doors over a real MQTT broker: pushed, acknowledged, decided offline, told later, resynced (W17)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import aiomqtt
import pytest
from asgiref.sync import sync_to_async

from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.cards.public import Card, report_lost
from guanjia.telemetry.public import (
    Command,
    Device,
    DeviceEvent,
    open_door,
    protocol,
    resync,
    wanted_grants,
    wrong_lists,
)
from guanjia.telemetry.rules.controller import HOUR
from tests.cast import Cast
from tests.frontdesk.cards.household import Household
from tests.telemetry.broker import MqttDoor, carrying, present, running_broker, until

pytestmark = pytest.mark.django_db(transaction=True)
Story = Callable[[Any, Household, Card, MqttDoor], Awaitable[None]]


def tell(cast: Cast, story: Story, clock: Callable[[], float] | None = None) -> None:
    """Play a story between a broker, the house's carrier, a card of the owner and the gate."""
    home = Household(cast)
    card = home.active(home.owner)

    async def play() -> None:
        async with running_broker() as broker, carrying(broker):
            gate = await sync_to_async(Device.objects.select_related("site").get)(pk=home.gate.pk)
            more = {"tells": clock} if clock is not None else {}
            door = await MqttDoor.mount(broker, gate, **more)
            await story(broker, home, card, door)

    asyncio.run(play())


def is_current(pk: int) -> Callable[[], bool]:
    return lambda: Device.objects.get(pk=pk).is_current


def test_a_card_reaches_the_door_and_leaves_it_when_lost(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        assert not await sync_to_async(is_current(home.gate.pk))(), "not yet on the door"
        async with door.connected():
            await until(is_current(home.gate.pk))
            assert door.controller.show(card.digest) == (True, "")
            await sync_to_async(
                lambda: report_lost(card=card, reason="丢失", actor=home.cast.rita, at=site_now(home.site))
            )()
            await until(is_current(home.gate.pk))
            assert door.controller.show(card.digest) == (False, "unknown")
            await until(lambda: DeviceEvent.objects.count() == 2)
            await until(lambda: Entry.objects.filter(action="used_when_dead", subject_id=card.pk).exists())

    tell(cast_committed, story)


def test_without_network_it_decides_and_tells_later_once_and_in_order(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        async with door.connected():
            await until(is_current(home.gate.pk))
        assert [door.controller.show(key)[0] for key in (card.digest, "0" * 64, card.digest)] == [True, False, True]
        async with door.connected():
            door.controller.repeat()
            door.controller.repeat()
            await until(lambda: Device.objects.get(pk=home.gate.pk).heard == 3)
            await until(lambda: not door.controller.unsaid)
        kinds = await sync_to_async(
            lambda: list(DeviceEvent.objects.order_by("number").values_list("number", "kind"))
        )()
        assert kinds == [(1, "opened"), (2, "refused"), (3, "opened")]

    tell(cast_committed, story)


def test_grants_grow_stale_without_the_house(cast_committed: Cast) -> None:
    shift = {"by": 0.0}

    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        async with door.connected():
            await until(is_current(home.gate.pk))
        shift["by"] = 24 * HOUR - 60
        assert door.controller.show(card.digest) == (True, "")
        shift["by"] = 24 * HOUR + 60
        assert door.controller.show(card.digest) == (False, "stale")

    tell(cast_committed, story, lambda: present() + shift["by"])


def test_a_command_is_acknowledged_or_stays_open(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        at = await sync_to_async(site_now)(home.site)
        ask = sync_to_async(lambda: open_door(device=home.gate, reason="忘带卡", actor=home.cast.gus, at=at))
        command = await ask()
        assert command.acked_at is None
        async with door.connected():
            await until(lambda: Command.objects.get(pk=command.pk).acked_at is not None)
        assert door.controller.opened == 1

    tell(cast_committed, story)


def test_a_full_resync_ends_with_equal_lists(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        async with door.connected():
            await until(is_current(home.gate.pk))
            door.controller.grants["f" * 64] = {"key": "f" * 64, "from": 0, "until": None}
            door.controller.greet()
            wanted = {home.gate.pk: protocol.digest_of(await sync_to_async(wanted_grants)(home.gate))}
            await until(lambda: wrong_lists(home.site, wanted) != [])
            at = await sync_to_async(site_now)(home.site)
            await sync_to_async(lambda: resync(device=home.gate, actor=home.cast.mei, at=at))()
            await until(lambda: is_current(home.gate.pk)() and wrong_lists(home.site, wanted) == [])
        assert set(door.controller.grants) == {card.digest}

    tell(cast_committed, story)


def test_a_wrong_clock_is_noticed(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        async with door.connected():
            await until(lambda: Device.objects.get(pk=home.gate.pk).drifting_since is not None)
        device = await sync_to_async(Device.objects.get)(pk=home.gate.pk)
        assert abs(device.drift_ms - 120_000) < 20_000

    tell(cast_committed, story, lambda: present() + timedelta(minutes=2).total_seconds())


def test_a_stranger_on_the_broker_is_not_believed(cast_committed: Cast) -> None:
    async def story(broker: Any, home: Household, card: Card, door: MqttDoor) -> None:
        where = protocol.topic("yard", "gate", protocol.ACK)
        forged = protocol.seal(b"guessed", where, {"version": 99, "digest": "", "clock": 0})
        async with aiomqtt.Client(broker.host, broker.port) as stranger:
            await stranger.publish(where, forged, qos=1)
            await asyncio.sleep(0.5)
        device = await sync_to_async(Device.objects.get)(pk=home.gate.pk)
        assert device.applied_version == 0 and device.last_seen_at is None

    tell(cast_committed, story)
