"""The rooms of a rehearsal and of the demo: simulated devices, scenes with each meeting, a projector that does not answer, somebody
who is too cold; and what must hold of rooms whenever anybody looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.public import Block, BlockState, Event
from guanjia.foundation.rehearsal.public import EVENT, Clockwork, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from guanjia.posts.public import on_post
from guanjia.roomcontrol.actions.calling import call_technician
from guanjia.roomcontrol.actions.climate import complain, prepare_air, regulate, tell_weather
from guanjia.roomcontrol.actions.commands import confirm, say
from guanjia.roomcontrol.actions.keeping import keep_scene
from guanjia.roomcontrol.actions.overrides import hold, release
from guanjia.roomcontrol.actions.scenes import done_by_hand, settle, start_scene
from guanjia.roomcontrol.models import Override, RunStep, SceneRun
from guanjia.roomcontrol.queries.air import RUNNING
from guanjia.roomcontrol.rules.scenes import (
    CONFIRM_WITHIN,
    OPEN,
    RunState,
    SceneCode,
    StepState,
    Trigger,
    wanted_of,
)
from guanjia.telemetry.public import SIMULATED, Device, DeviceKind, add_device, answer_as_devices

EQUIPMENT: tuple[tuple[DeviceKind, str], ...] = (
    (DeviceKind.LIGHT, "灯光"), (DeviceKind.CURTAIN, "窗帘"), (DeviceKind.PROJECTOR, "投影机"), (DeviceKind.SCREEN, "幕布"),
    (DeviceKind.MICROPHONE, "话筒"), (DeviceKind.CLIMATE, "空调"), (DeviceKind.FRESH_AIR, "新风机"), (DeviceKind.SENSOR, "环境传感器"),
    (DeviceKind.METER, "电表"),
)  # fmt: skip
STUCK, SEEN = "roomcontrol.stuck", "roomcontrol.seen"
SENSED = {"temperature": 22.5, "humidity": 46, "co2": 620}
COUNTED_BEFORE = {"kwh": 18_204.4}
MINUTE = timedelta(minutes=1)


def equip(room: Room, actor: Any, at: datetime) -> list[Device]:
    """A device of each kind for a room that has none, and its first report."""
    if Device.objects.filter(room=room, retired_at=None).exists():
        return []
    made = []
    for kind, name in EQUIPMENT:
        code = f"{room.code}-{kind.value}".lower().replace("_", "-")
        device, _secret = add_device(
            site=room.site,
            code=code,
            name=f"{room.name}{name}",
            kind=kind,
            place=room.name,
            room=room,
            actor=actor,
            at=at,
        )
        made.append(device)
    Device.objects.filter(pk__in=[each.pk for each in made], kind=DeviceKind.SENSOR).update(state=SENSED)
    Device.objects.filter(pk__in=[each.pk for each in made], kind=DeviceKind.METER).update(state=COUNTED_BEFORE)
    return made


def play_devices(stage: Stage) -> None:
    """The devices answer; those that do not are told again and given up, as by the clock of a house."""
    if STUCK not in stage.memory:  # nobody here plays with devices
        return
    answer_as_devices(site=stage.site, at=stage.now, stuck=stage.memory[STUCK], greets=False)
    settle(site=stage.site, at=stage.now)
    for run in SceneRun.objects.filter(site=stage.site, state=RunState.BY_HAND).select_related("site", "room"):
        seen = stage.memory.setdefault(SEEN, set())
        if run.pk in seen:
            continue
        seen.add(run.pk)
        stage.counts["scenes_by_hand"] += 1
        stage.at(stage.now + 2 * MINUTE, SeeToIt(run.pk))


def next_answer(stage: Stage) -> datetime | None:
    """A second after a device was told, and when it has been silent for too long."""
    if STUCK not in stage.memory:
        return None
    sent = RunStep.objects.filter(run__site=stage.site, run__state__in=OPEN, state=StepState.SENT).order_by("sent_at")
    first = sent.values_list("sent_at", flat=True).first()
    if first is None:
        return None
    soon = first + timedelta(seconds=1)
    return soon if soon > stage.now else max(first + CONFIRM_WITHIN, stage.now + timedelta(seconds=1))


CLOCK = Clockwork("roomcontrol.devices", play_devices, next_answer)


def cast(stage: Stage) -> None:
    """The rooms of the event on the stage have devices; the projector of the first one is stuck when its meeting begins."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    if event is None or event.secrecy == "controlled":
        return
    stage.memory.setdefault(STUCK, {})
    blocks = Block.objects.filter(event=event, placed=True).exclude(state=BlockState.CANCELLED)
    for number, block in enumerate(blocks.select_related("room__site").order_by("starts_at", "pk")):
        made = equip(block.room, None, stage.now)
        stage.counts["room_devices"] += len(made)
        if number == 0:
            codes = [each.code for each in made if each.kind == DeviceKind.PROJECTOR]
            stage.memory[STUCK] = {code: frozenset({"on"}) for code in codes}
        answer_as_devices(site=stage.site, at=stage.now)
        stage.at(block.starts_at - 20 * MINUTE, Prepare())
        for minutes, deed in ((12, "cold"), (15, "dim"), (18, "say"), (40, "release")):
            stage.at(block.starts_at + minutes * MINUTE, InTheRoom(block.pk, deed))


def _attendant(stage: Stage) -> Any:
    people = on_post(stage.site, "conference.attendant", stage.now)
    return people[0] if people else None


@dataclass(frozen=True)
class Prepare:
    """The clock's look at rooms that are needed soon."""

    def __call__(self, stage: Stage) -> None:
        """Air before the guests."""
        stage.counts["rooms_prepared"] += len(prepare_air(site=stage.site, at=stage.now))


@dataclass(frozen=True)
class InTheRoom:
    """Something that somebody in a running meeting wants of the room."""

    block_id: int
    deed: str

    def __call__(self, stage: Stage) -> None:
        """Too cold; lights held for the slides, and let go; a sentence, confirmed."""
        block = Block.objects.select_related("room__site").get(pk=self.block_id)
        who = _attendant(stage)
        room, at = block.room, stage.now
        if block.state not in RUNNING or who is None or not Device.objects.filter(room=room, retired_at=None).exists():
            return  # a meeting that moved may be in a room where all is done by hand
        if self.deed == "cold":
            complain(room=room, cold=True, actor=who, at=at)
        elif self.deed == "dim":
            hold(room=room, kind="light", values=wanted_of("light", True, 30), reason="看投影", actor=who, at=at)
        elif self.deed == "say":
            confirm(command=say(room=room, text="窗帘关一半", actor=who, at=at), actor=who, at=at)
        else:
            for each in Override.objects.filter(room=room, ended_at=None).select_related("site"):
                release(override=each, why="hand", actor=who, at=at)
        stage.counts["room_wishes"] += 1


@dataclass(frozen=True)
class SeeToIt:
    """An attendant sets by hand what did not answer and calls the technician."""

    run_id: int

    def __call__(self, stage: Stage) -> None:
        """Call, then settle."""
        run = SceneRun.objects.select_related("site", "room").get(pk=self.run_id)
        who = _attendant(stage)
        if run.stage is RunState.BY_HAND and who is not None:
            call_technician(run=run, actor=who, at=stage.now)
            done_by_hand(run=run, actor=who, at=stage.now)


DEMO_ROOMS = 3


def load(site: Site, now: datetime) -> None:
    """The demo's devices: three rooms, those of meetings that run first, with a scene of its own; the lights of one are held by
    hand. Called once, after the conferences are there; from then on the clock answers for the devices."""
    site.refresh_from_db()
    site.settings = site.settings | {SIMULATED: True, "roomcontrol.speech": True}
    site.save(update_fields=["settings"])
    tell_weather(site=site, celsius=9, actor=None, at=now)
    running = list(
        Block.objects.filter(site=site, state__in=RUNNING).order_by("starts_at").values_list("room", flat=True)
    )
    others = list(Room.objects.filter(site=site).exclude(pk__in=running).order_by("code").values_list("pk", flat=True))
    ids = list(dict.fromkeys([*running, *others]))[:DEMO_ROOMS]
    rooms: Sequence[Room] = [Room.objects.select_related("site").get(pk=pk) for pk in ids]
    keep_scene(
        site=site, room=None, code=SceneCode.OWN, name="签约仪式", actor=None, at=now,
        steps={"light": wanted_of("light", True, 100), "curtain": wanted_of("curtain", False), "microphone": wanted_of("microphone", True)},
    )  # fmt: skip
    for room in rooms:
        equip(room, None, now)
    answer_as_devices(site=site, at=now)
    for room in rooms:
        if room.pk in running:
            start_scene(room=room, code=SceneCode.START, trigger=Trigger.BLOCK, actor=None, at=now)
            regulate(room=room, at=now, anew=True)
        else:
            start_scene(room=room, code=SceneCode.END, trigger=Trigger.AUTO, actor=None, at=now)
    answer_as_devices(site=site, at=now)
    who = next(iter(on_post(site, "conference.attendant", now)), None)
    if rooms and who is not None:
        hold(room=rooms[0], kind="light", values=wanted_of("light", True, 30), reason="看投影", actor=who, at=now)
        answer_as_devices(site=site, at=now)


def done_unconfirmed(site: Site) -> list[str]:
    """Scenes called done though a device has not said so."""
    rows = RunStep.objects.filter(
        run__site=site, run__state=RunState.DONE, state__in=[StepState.SENT, StepState.BY_HAND]
    )
    return [f"run {run}: device {device}" for run, device in rows.values_list("run", "device")]


def forgotten(site: Site) -> list[str]:
    """Holds by hand that were there before the meeting that runs now."""
    rows = SceneRun.objects.filter(site=site, code="start", trigger="block")
    begun = {run.room_id: run.at for run in rows.order_by("at")}
    holds = Override.objects.filter(site=site, ended_at=None, room__in=begun)
    return [f"hold {each.pk}" for each in holds if each.at < begun[each.room_id]]


def given_up_in_silence(site: Site) -> list[str]:
    """Devices that were told more often than twice and not given up."""
    rows = RunStep.objects.filter(run__site=site, run__state=RunState.RUNNING, state=StepState.SENT, tries__gt=2)
    return [f"run {run} is told for ever" for run in rows.values_list("run", flat=True)]


INVARIANTS = (
    Invariant("a scene is done when its devices said so", done_unconfirmed),
    Invariant("no hold outlives the start of the next meeting", forgotten),
    Invariant("no device is told for ever", given_up_in_silence),
)
COUNTED = ("room_devices", "rooms_prepared", "room_wishes", "scenes_by_hand")
TROUPE = Troupe("roomcontrol", cast, lambda stage: {name: stage.counts[name] for name in COUNTED}, play=EVENT)
