"""The pages of a room: scenes of the house, the ear, a sentence said and confirmed, what the attendant presses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.models import Event
from guanjia.foundation.sites.public import Site
from guanjia.roomcontrol.actions.scenes import settle, start_scene
from guanjia.roomcontrol.models import AirRecord, Override, RunStep, Scene, SceneRun, SpokenCommand
from guanjia.roomcontrol.rules.scenes import RunState, SceneCode, Trigger
from guanjia.servicedesk.public import WorkOrder
from guanjia.telemetry.public import Command
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.roomcontrol.rooms import equipped, running

pytestmark = pytest.mark.django_db
S = timedelta(seconds=1)


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
