"""A room at one key: told, confirmed, repeated, given up; with the agenda; held by hand and not forgotten."""

from datetime import timedelta

import pytest

from guanjia.agenda.events import ItemFinished, ItemStarted
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.models import Block
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.roomcontrol.actions.climate import (
    prepare_air,
)
from guanjia.roomcontrol.actions.overrides import OVERRIDE, hold
from guanjia.roomcontrol.actions.scenes import RUN, done_by_hand, settle, start_scene
from guanjia.roomcontrol.models import AirRecord, RunStep, Scene, SceneRun
from guanjia.roomcontrol.receivers import break_begins, break_ends, meeting_begins, meeting_ends
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import RunState, SceneCode, StepState, Trigger
from guanjia.telemetry.public import SIMULATED, Command, Device, answer_as_devices
from guanjia.telemetry.tasks import play_devices
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.places import make_room
from tests.roomcontrol.rooms import Wire, equipped, running

pytestmark = pytest.mark.django_db
S = timedelta(seconds=1)


def steps(run: SceneRun) -> dict[str, str]:
    return {step.device.kind: step.state for step in RunStep.objects.filter(run=run).select_related("device")}


def test_a_scene_is_done_when_every_device_says_so(cast: Cast, site: Site) -> None:
    room, devices = equipped(site)
    wire = Wire(devices)
    run = start_scene(room=room, code=SceneCode.FILM, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    assert run.stage is RunState.RUNNING and set(steps(run).values()) == {StepState.SENT}
    wire.carry(NINE + S)
    run.refresh_from_db()
    assert run.stage is RunState.DONE and wire.appliances["302-light"].state == {"on": True, "level": 10}
    assert Device.objects.get(code="302-light").state == {"on": True, "level": 10}
    again = start_scene(room=room, code=SceneCode.END, trigger=Trigger.HAND, actor=cast.bob, at=NINE + S)
    third = start_scene(room=room, code=SceneCode.BREAK, trigger=Trigger.HAND, actor=cast.bob, at=NINE + S)
    again.refresh_from_db()
    assert again.stage is RunState.DROPPED and SceneRun.objects.filter(room=room, state="running").get() == third


def test_one_that_does_not_answer_is_told_again_and_then_done_by_hand(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("light", "projector"))
    wire = Wire(devices)
    wire.appliances["302-projector"].stuck = frozenset({"on"})
    run = start_scene(room=room, code=SceneCode.START, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    wire.carry(NINE + S)
    assert steps(run) == {"light": "confirmed", "projector": "sent"}
    assert (settle(site=site, at=NINE + 4 * S), settle(site=site, at=NINE + 5 * S)) == (0, 0)
    assert (
        Command.objects.filter(device=devices["projector"]).count() == 2
        and RunStep.objects.get(device=devices["projector"]).tries == 2
    )
    assert (settle(site=site, at=NINE + 9 * S), settle(site=site, at=NINE + 10 * S)) == (0, 1)
    run.refresh_from_db()
    assert run.stage is RunState.BY_HAND
    plan_now(RUN, [run.pk], at=NINE + 10 * S)
    duty = Duty.objects.get(subject_kind=RUN)
    assert duty.due_at == NINE + 10 * S + timedelta(minutes=3)
    SubjectBattery.check_kind(RUN, [run.pk])
    done_by_hand(run=run, actor=cast.bob, at=NINE + 60 * S)
    plan_now(RUN, [run.pk], at=NINE + 60 * S)
    duty.refresh_from_db()
    assert str(duty.state) == "on_time"


def test_a_late_report_confirms_what_was_given_up(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("light",))
    run = start_scene(room=room, code=SceneCode.START, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    for at in (5, 10):
        settle(site=site, at=NINE + at * S)
    assert steps(run) == {"light": "by_hand"}
    Wire(devices).carry(NINE + 11 * S)
    run.refresh_from_db()
    assert run.stage is RunState.DONE


def test_the_room_goes_with_the_agenda_and_is_warm_before_the_guests(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("light", "microphone", "climate"))
    block = running(cast, room)
    agenda = Agenda.objects.create(site=site, event=block.event, block=block, created_at=NINE)
    tea = AgendaItem.objects.create(
        agenda=agenda, position=1, title="茶歇", kind="break", begins=0, minutes=15, shortest=15
    )
    entry = Entry(at=NINE, site=site)
    for heard, scene in ((break_begins, "break"), (break_ends, "start")):
        heard(ItemStarted(agenda.pk, tea.pk) if scene == "break" else ItemFinished(agenda.pk, tea.pk), entry)  # type: ignore[arg-type]
        assert SceneRun.objects.get(room=room, state="running").code == scene
    Block.objects.filter(pk=block.pk).update(state="ended")
    runs = SceneRun.objects.count()
    break_ends(ItemFinished(agenda.pk, tea.pk), entry)
    assert SceneRun.objects.count() == runs, "no lights again after the meeting"
    soon = {"starts_at": NINE + timedelta(minutes=30), "ends_at": NINE + timedelta(minutes=90), "headcount": 10}
    Block.objects.filter(pk=block.pk).update(state="planned", started_at=None, **soon)
    assert prepare_air(site=site, at=NINE - S) == [] and prepare_air(site=site, at=NINE) == [room]
    assert prepare_air(site=site, at=NINE + 60 * S) == [], "once"
    assert AirRecord.objects.get().fresh_m3h == 200 and Command.objects.filter(device=devices["climate"]).exists()


def test_simulated_devices_answer_through_the_same_line(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("light", "projector", "door"))
    run = start_scene(room=room, code=SceneCode.START, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    play_devices(NINE)
    assert set(steps(run).values()) == {"sent"}, "only where the site is set so"
    Site.objects.filter(pk=site.pk).update(settings={SIMULATED: True})
    play_devices(NINE)
    run.refresh_from_db()
    assert run.stage is RunState.DONE and Device.objects.get(pk=devices["light"].pk).state == {"on": True, "level": 80}
    assert Device.objects.get(pk=devices["door"].pk).last_seen_at is None, "nothing opens that is not there"
    start_scene(room=room, code=SceneCode.END, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    assert answer_as_devices(site=site, at=NINE, stuck={"302-projector": frozenset({"on"})}) == 2
    assert Device.objects.get(pk=devices["projector"].pk).state == {"on": True}, "a stuck one stays and says so"


def test_scenes_are_data_of_the_room(cast: Cast, site: Site) -> None:
    room, _devices = equipped(site, kinds=("light",))
    Scene.objects.create(site=site, code=SceneCode.START, steps={"light": {"on": True, "level": 60}})
    Scene.objects.create(
        site=site, room=room, code=SceneCode.OWN, name="签约", steps={"light": {"on": True, "level": 100}}
    )
    for code, name, level in ((SceneCode.START, "", 60), (SceneCode.OWN, "签约", 100)):
        run = start_scene(room=room, code=code, name=name, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
        assert run.steps.get().wanted["level"] == level
    for where, code in ((room, SceneCode.OWN), (make_room(site), SceneCode.START)):
        with pytest.raises(RoomRefused):
            start_scene(room=where, code=code, name="没有", trigger=Trigger.HAND, actor=cast.bob, at=NINE)


def test_a_hold_by_hand_cannot_be_forgotten(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("light", "climate", "fresh_air"))
    until = NINE + timedelta(hours=1)
    held = hold(
        room=room,
        kind="light",
        values={"on": True, "level": 5},
        until=until,
        reason="投影看不清",
        actor=cast.bob,
        at=NINE,
    )
    plan_now(OVERRIDE, [held.pk], at=NINE)
    assert Duty.objects.get(subject_kind=OVERRIDE).due_at == until
    SubjectBattery.check_kind(OVERRIDE, [held.pk])
    by_rule = start_scene(room=room, code=SceneCode.BREAK, trigger=Trigger.BLOCK, actor=None, at=NINE)
    assert steps(by_rule) == {"light": "kept"} and SceneRun.objects.get(pk=by_rule.pk).stage is RunState.DONE
    by_hand = start_scene(room=room, code=SceneCode.BREAK, trigger=Trigger.VOICE, actor=cast.bob, at=NINE)
    assert steps(by_hand) == {"light": "sent"}, "a person comes before what a person held"
    block = running(cast, room)
    entry = Entry(at=NINE + timedelta(minutes=30), site=site)
    meeting_begins(BlockStarted(block.pk), entry)
    held.refresh_from_db()
    assert (held.ended_by, held.ended_at) == ("meeting", entry.at)
    run = SceneRun.objects.filter(room=room, state="running").get()
    assert (run.code, run.trigger) == ("start", "block") and steps(run)["light"] == "sent"
    assert RunStep.objects.get(run=run, device=devices["climate"]).wanted["temperature"] == 20
    meeting_ends(BlockEnded(block.pk), entry)
    assert SceneRun.objects.filter(room=room, state="running").get().code == "end"
    for bad in (NINE, NINE + timedelta(hours=12, seconds=1)):
        with pytest.raises(RoomRefused):
            hold(room=room, kind="light", values={"on": True}, until=bad, actor=cast.bob, at=NINE)
