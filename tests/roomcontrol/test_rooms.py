"""A room at one key: told, confirmed, repeated, given up; held by hand and not forgotten; air within the law."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.agenda.events import ItemFinished, ItemStarted
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.models import Block, Event
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.roomcontrol.actions.climate import (
    COMFORT,
    complain,
    follow_air,
    prepare_air,
    regulate,
    switch_idle_off,
    tell_weather,
)
from guanjia.roomcontrol.actions.overrides import OVERRIDE, hold
from guanjia.roomcontrol.actions.scenes import RUN, done_by_hand, settle, start_scene
from guanjia.roomcontrol.models import AirRecord, Override, RunStep, Scene, SceneRun, SpokenCommand
from guanjia.roomcontrol.receivers import break_begins, break_ends, meeting_begins, meeting_ends
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.roomcontrol.rules.scenes import RunState, SceneCode, StepState, Trigger
from guanjia.servicedesk.public import WorkOrder
from guanjia.telemetry.public import SIMULATED, Command, Device, DeviceKind, add_device, answer_as_devices
from guanjia.telemetry.tasks import play_devices
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room
from tests.roomcontrol.rooms import Wire, equipped

pytestmark = pytest.mark.django_db
S = timedelta(seconds=1)


@pytest.fixture
def site(cast: Cast) -> Site:
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    cast.site.refresh_from_db()
    return cast.site


def steps(run: SceneRun) -> dict[str, str]:
    return {step.device.kind: step.state for step in RunStep.objects.filter(run=run).select_related("device")}


def running(cast: Cast, room: object, **fields: object) -> Block:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    return Block.objects.create(
        site=cast.site, event=event, room=room, starts_at=NINE, ends_at=NINE + timedelta(hours=2), state="running", started_at=NINE,
        **({"headcount": 20} | fields),
    )  # fmt: skip


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


def test_a_scene_of_the_house_is_made_pressed_and_taken_out(client: Client, cast: Cast, site: Site) -> None:
    room, _devices = equipped(site, kinds=("light", "curtain", "climate"))
    page = reverse("roomcontrol:scenes", args=["yard", room.pk])
    client.force_login(cast.bob)
    assert client.get(page).status_code == 403, "an attendant presses scenes"
    client.force_login(cast.lin)
    good = {"code": "own", "name": "签约", "light": "on", "light_value": "100", "curtain": "off"}
    for bad in (
        {"name": " "},
        {"light": "", "curtain": ""},
        {"light_value": "101"},
        {"name": "light"},
        {"name": "【机密】签约"},
    ):
        assert client.post(page, good | bad).status_code == 422 and not Scene.objects.exists(), bad
    assert client.post(page, good).status_code == 302
    assert (
        client.post(page, {"code": "start", "light": "on", "light_value": "60", "everywhere": "on"}).status_code == 302
    )
    shown = client.get(page).content.decode()
    assert "签约" in shown and "100%" in shown and "全部房间" in shown
    changed = client.get(page, {"scene": "own", "name": "签约"}).content.decode()
    assert 'value="100' in changed and 'value="签约"' in changed
    client.post(reverse("roomcontrol:scene", args=["yard", room.pk]), {"scene": "own", "name": "签约"})
    assert {step.device.kind: step.wanted for step in RunStep.objects.filter(run__name="签约")} == {
        "light": {"on": True, "level": 100}, "curtain": {"open": 0},
    }  # fmt: skip
    start_scene(room=room, code=SceneCode.START, trigger=Trigger.HAND, actor=cast.bob, at=NINE)
    assert RunStep.objects.get(run__code="start").wanted["level"] == 60
    for scene in Scene.objects.all():
        client.post(reverse("roomcontrol:drop-scene", args=["yard", scene.pk]), {"room": room.pk})
    assert not Scene.objects.exists() and "80%" in client.get(page).content.decode(), "as in every house again"


def test_the_ear_is_offered_where_the_house_wants_it_and_never_in_an_internal_meeting(
    client: Client, cast: Cast, site: Site
) -> None:
    room, _devices = equipped(site, kinds=("light",))
    block = running(cast, room)
    client.force_login(cast.bob)
    for wants, secrecy, offered in ((False, "ordinary", False), (True, "ordinary", True), (True, "internal", False)):
        Site.objects.filter(pk=site.pk).update(settings={"roomcontrol.speech": wants})
        Event.objects.filter(pk=block.event_id).update(secrecy=secrecy)
        shown = client.get(reverse("roomcontrol:room", args=["yard", room.pk])).content.decode()
        assert ("data-speech=" in shown) is offered


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


def test_the_air_follows_heads_and_weather_and_a_complaint_at_once(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("climate", "fresh_air", "sensor"))
    block = running(cast, room)
    first = regulate(room=room, at=NINE)
    assert (first.temperature_c, first.fresh_m3h) == (20, 400) and [why.value for why in first.why] == [
        "table",
        "planned",
        "silent",
    ]
    regulate(room=room, at=NINE + S)
    assert AirRecord.objects.count() == 1, "the same is not told again"
    tell_weather(site=site, celsius=31, actor=cast.rita, at=NINE)
    Device.objects.filter(pk=devices["sensor"].pk).update(state={"temperature": 27.5}, state_at=NINE)
    room.site.refresh_from_db()
    warm = regulate(room=room, at=NINE + timedelta(minutes=10))
    assert warm.temperature_c == 26 and [why.value for why in warm.why] == ["weather", "planned", "sensor"]
    assert "silent" in [why.value for why in regulate(room=room, at=NINE + timedelta(minutes=10, seconds=1)).why]
    held = hold(room=room, kind="climate", values={"on": True, "temperature": 24}, actor=cast.bob, at=NINE)
    made = complain(room=room, cold=True, actor=cast.bob, at=NINE + timedelta(minutes=11))
    held.refresh_from_db()
    assert (made.was_c, made.now_c, held.ended_by) == (26, 27, "comfort")
    assert RunStep.objects.get(device=devices["climate"], run__state="running").wanted["temperature"] == 27
    plan_now(COMFORT, [made.pk], at=made.at)
    duty = Duty.objects.get(subject_kind=COMFORT)
    assert duty.due_at == made.at + timedelta(minutes=10) and duty.post_code == "conference.attendant"
    SubjectBattery.check_kind(COMFORT, [made.pk])
    assert complain(room=room, cold=False, actor=cast.bob, at=made.at).now_c == 26
    assert complain(room=room, cold=False, actor=cast.bob, at=made.at).now_c == 26, "never below the law"
    assert regulate(room=room, at=NINE + timedelta(hours=3, seconds=1)).temperature_c == 19, (
        "old weather is none: winter by the table, one degree cooler as asked"
    )
    assert block.pk
    with pytest.raises(RoomRefused):
        tell_weather(site=site, celsius=99, actor=cast.rita, at=NINE)


def test_the_station_outside_tells_the_weather_and_the_air_follows_while_the_meeting_runs(
    cast: Cast, site: Site
) -> None:
    room, _devices = equipped(site, kinds=("climate", "fresh_air"))
    running(cast, room)
    station, _secret = add_device(
        site=site, code="outside", name="室外气象站", kind=DeviceKind.SENSOR, room=None, actor=None, at=NINE
    )

    def says(celsius: object, at: datetime) -> None:
        Site.objects.update(held_at=at)
        wire = Wire({"station": station})
        wire.now, wire.appliances[station.code].state = at, {"temperature": celsius}
        wire.appliances[station.code].report()
        wire.carry(at)

    regulate(room=room, at=NINE)
    told = Entry.objects.filter(action="weather")
    for celsius, minutes, count in (
        (31, 1, 1),
        (31.4, 2, 1),
        (31.5, 3, 2),
        (31.5, 32, 2),
        (31.5, 34, 3),
        (True, 80, 3),
        (99, 81, 3),
    ):
        says(celsius, NINE + timedelta(minutes=minutes))
        assert told.count() == count, (celsius, minutes)
    site.refresh_from_db()
    assert follow_air(site=site, at=NINE + timedelta(minutes=4, seconds=59)) == [], "a set-point stands five minutes"
    assert follow_air(site=site, at=NINE + timedelta(minutes=5)) == [room]
    assert AirRecord.objects.filter(room=room).first().temperature_c == 26  # type: ignore[union-attr]
    assert follow_air(site=site, at=NINE + timedelta(minutes=20)) == [], "the same is not told again"


@pytest.mark.parametrize(
    ("starts", "ends", "off"),
    [(None, None, True), (29, 90, False), (31, 90, True), (-120, -29, False), (-120, -31, True)],
)
def test_a_room_that_nobody_uses_goes_off(
    cast: Cast, site: Site, starts: int | None, ends: int | None, off: bool
) -> None:
    room, devices = equipped(site, kinds=("light",))
    Device.objects.filter(pk=devices["light"].pk).update(state={"on": True})
    if starts is not None and ends is not None:
        fields = {"starts_at": NINE + timedelta(minutes=starts), "ends_at": NINE + timedelta(minutes=ends)}
        Block.objects.create(site=site, event=make_event(site), room=room, state="planned", **fields)
    assert switch_idle_off(site=site, at=NINE) == ([room] if off else [])


def test_a_sentence_is_shown_confirmed_and_kept(client: Client, cast: Cast, site: Site) -> None:
    room, _devices = equipped(site)
    client.force_login(cast.bob)
    say = reverse("roomcontrol:say", args=["yard", room.pk])
    for text, word in (
        ("401会议室关灯", "另一个会议室"),
        ("开灯关窗帘", "分开说"),
        ("空调40度", "超出范围"),
        ("【机密】", ""),
    ):
        answer = client.post(say, {"text": text})
        assert answer.status_code == 422 and word in answer.content.decode()
    assert SpokenCommand.objects.count() == 3, "a marked text is not kept, a refused one is"
    understood = client.post(say, {"text": "灯光调到30%"})
    assert (
        understood.status_code == 200
        and "您说：灯光调到30%" in understood.content.decode()
        and not Command.objects.exists()
    )
    asked = SpokenCommand.objects.filter(refused="").get()
    yes = reverse("roomcontrol:confirm", args=["yard", asked.pk])
    client.force_login(cast.lin)
    assert client.post(yes).status_code == 404, "whoever said it confirms it"
    client.force_login(cast.bob)
    client.post(yes)
    client.post(yes)
    assert Command.objects.get().args == {"on": True, "level": 30} and Override.objects.get().kind == "light"
    client.post(say, {"text": "太冷了"})
    client.post(reverse("roomcontrol:confirm", args=["yard", SpokenCommand.objects.filter(refused="").first().pk]))  # type: ignore[union-attr]
    assert AirRecord.objects.exists()
    shown = client.get(reverse("roomcontrol:room", args=["yard", room.pk])).content.decode()
    assert "没听懂" in shown and "手动保持中" in shown and "季节表" in shown


def test_the_page_of_a_room(client: Client, cast: Cast, site: Site) -> None:
    room, _devices = equipped(site)
    page = reverse("roomcontrol:room", args=["yard", room.pk])
    client.force_login(cast.bob)
    client.post(reverse("roomcontrol:scene", args=["yard", room.pk]), {"scene": "start"})
    run = SceneRun.objects.get()
    assert "设置中" in client.get(page).content.decode()
    for at in (5, 10):
        settle(site=site, at=NINE + at * S)
    assert "请人工设置后确认" in client.get(page).content.decode()
    for _twice in range(2):
        client.post(reverse("roomcontrol:technician", args=["yard", run.pk]))
    order = WorkOrder.objects.get()
    assert (
        "302会议室：" in order.title
        and "projector" in order.title
        and order.number in client.get(page).content.decode()
    )
    client.post(reverse("roomcontrol:settled", args=["yard", run.pk]))
    client.post(reverse("roomcontrol:settled", args=["yard", run.pk]))
    run.refresh_from_db()
    assert run.stage is RunState.SETTLED
    held = reverse("roomcontrol:hold", args=["yard", room.pk])
    assert client.post(held, {"kind": "climate", "on": "on", "value": "12", "hours": 2}).status_code == 422
    assert client.post(held, {"kind": "climate", "on": "on", "value": "23", "hours": 13}).status_code == 422
    assert client.post(held, {"kind": "climate", "on": "on", "value": "23", "hours": 2}).status_code == 302
    client.post(reverse("roomcontrol:release", args=["yard", Override.objects.get().pk]))
    assert Override.objects.get().ended_by == "hand"
    assert client.post(reverse("roomcontrol:weather", args=["yard", room.pk]), {"celsius": "99"}).status_code == 422
    assert client.post(reverse("roomcontrol:weather", args=["yard", room.pk]), {"celsius": "31"}).status_code == 302
    client.post(reverse("roomcontrol:comfort", args=["yard", room.pk]), {"feels": "hot"})
    assert (
        "31" in client.get(page).content.decode()
        and "302会议室" in client.get(reverse("roomcontrol:rooms", args=["yard"])).content.decode()
    )
    for user, may in ((cast.charlie, (404, 404)), (cast.gus, (200, 403)), (cast.audrey, (200, 403))):
        client.force_login(user)
        posted = client.post(reverse("roomcontrol:scene", args=["yard", room.pk]), {"scene": "end"})
        assert (client.get(page).status_code, posted.status_code) == may
