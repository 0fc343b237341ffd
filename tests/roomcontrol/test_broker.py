"""The same line as the doors', over a real MQTT broker: a scene is told, one device is stuck, the others confirm."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from asgiref.sync import sync_to_async

from guanjia.kernel import clock
from guanjia.roomcontrol.actions.scenes import settle, start_scene
from guanjia.roomcontrol.models import RunStep, SceneRun
from guanjia.roomcontrol.rules.scenes import CONFIRM_WITHIN, RunState, SceneCode, StepState, Trigger
from guanjia.telemetry.public import Device
from tests.cast import Cast
from tests.roomcontrol.rooms import equipped
from tests.telemetry.broker import MqttAppliance, carrying, running_broker, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_scene_over_a_real_broker(cast_committed: Cast) -> None:
    asyncio.run(_play(cast_committed))


async def _play(cast: Cast) -> None:
    kinds = ("light", "curtain", "projector", "sensor")
    room, devices = await sync_to_async(equipped)(cast.site, "302", kinds)
    async with AsyncExitStack() as stack:
        broker = await stack.enter_async_context(running_broker())
        await stack.enter_async_context(carrying(broker))
        mounted = {kind: await MqttAppliance.mount(broker, device) for kind, device in devices.items()}
        mounted["projector"].controller.stuck = frozenset({"on"})
        mounted["sensor"].controller.state = {"temperature": 23.5, "humidity": 44}
        for each in mounted.values():
            await stack.enter_async_context(each.connected())
        await until(lambda: Device.objects.get(pk=devices["sensor"].pk).state == {"temperature": 23.5, "humidity": 44})
        at = clock.now()
        run = await sync_to_async(start_scene)(
            room=room, code=SceneCode.START, trigger=Trigger.HAND, actor=cast.bob, at=at
        )
        await until(lambda: RunStep.objects.filter(run=run, state=StepState.CONFIRMED).count() == 2)
        assert mounted["light"].controller.state == {"on": True, "level": 80}
        mounted["projector"].controller.stuck = frozenset()
        await sync_to_async(RunStep.objects.filter(run=run, state=StepState.SENT).update)(sent_at=at - CONFIRM_WITHIN)
        await sync_to_async(settle)(site=cast.site, at=clock.now())
        await until(lambda: SceneRun.objects.get(pk=run.pk).stage is RunState.DONE)
        assert mounted["projector"].controller.state == {"on": True}
