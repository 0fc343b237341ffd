"""The video room's lines, who may be in it, and captions of a speech engine."""

import json

import pytest
from django.test import Client

from guanjia.assembly.actions.assembling import adjourn, adjust
from guanjia.assembly.actions.captions import give_caption_key
from guanjia.assembly.models import Assembly, CaptionLine, Signal
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import Video
from guanjia.foundation.sites.models import Site
from tests.assembly.meetings import AT, in_session, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def meeting(cast: Cast, *names: str) -> Assembly:
    """A meeting with a video room."""
    Site.objects.update(held_at=AT)
    assembly = in_session(cast, *(names or ("赵一", "钱二", "孙三")))
    plain = {"own_devices": True, "video_url": "", "video_code": "", "chair_id": None}
    return adjust(assembly=assembly, remote=True, video=Video.PEER, **plain, actor=cast.alice, at=AT)


def test_lines_go_to_one_page_and_once(client: Client, cast: Cast) -> None:
    assembly = meeting(cast)
    rooms = {name: f"{room_path(person(assembly, name))}video/" for name in ("赵一", "钱二", "孙三")}
    ids = {name: person(assembly, name).pk for name in rooms}
    assert client.get(rooms["赵一"]).status_code == 200
    offer = {"to": ids["钱二"], "kind": "offer", "body": "v=0"}
    assert client.post(f"{rooms['赵一']}line/", offer).status_code == 409, "nobody is in the room yet"
    for name in ("赵一", "钱二"):
        assert client.get(f"{rooms[name]}lines/").status_code == 200
    assert client.post(f"{rooms['赵一']}line/", offer).status_code == 204
    assert client.get(f"{rooms['孙三']}lines/").json()["lines"] == []
    mail = client.get(f"{rooms['钱二']}lines/").json()
    assert mail["lines"] == [{"from": ids["赵一"], "kind": "offer", "body": "v=0"}]
    assert {peer["name"] for peer in mail["peers"]} == {"赵一", "孙三"}
    assert client.get(f"{rooms['钱二']}lines/").json()["lines"] == [] and not Signal.objects.exists()
    for bad in ({"kind": "script"}, {"body": ""}, {"body": "x" * 20_001}, {"to": 10**12}):
        assert client.post(f"{rooms['赵一']}line/", offer | bad).status_code == 409
    client.post(f"{rooms['赵一']}line/", offer)
    assert client.post(f"{rooms['赵一']}line/").status_code == 204
    assert not Signal.objects.exists(), "who leaves takes their lines along"


def test_the_room_is_for_who_is_in_the_meeting_and_for_six(client: Client, cast: Cast) -> None:
    names = [f"代表{n}" for n in range(7)]
    assembly = meeting(cast, *names)
    answers = [client.get(f"{room_path(person(assembly, name))}video/lines/").status_code for name in names]
    assert answers == [200] * 6 + [409]
    away = person(assembly, names[0])
    away.said = "away"
    away.save()
    assert client.get(f"{room_path(away)}video/").status_code == 302
    adjourn(assembly=assembly, actor=cast.alice, at=AT)
    assert client.get(f"{room_path(person(assembly, names[1]))}video/lines/").status_code == 409
    assert client.get("/p/meeting/forged/video/lines/").status_code == 404


def test_captions_come_by_a_key_and_stand_once(client: Client, cast: Cast) -> None:
    assembly = meeting(cast)
    token = give_caption_key(assembly=assembly, actor=cast.alice, at=AT)
    address = f"/p/captions/{token}/"

    def post(body: object, to: str = address) -> int:
        return client.post(to, json.dumps(body), content_type="application/json").status_code

    line = {"key": "1", "words": "下面进行第一项议程", "language": "zh"}
    assert [post(line), post(line)] == [201, 200] and CaptionLine.objects.count() == 1
    assert "下面进行第一项议程" in client.get(room_path(person(assembly, "赵一"))).content.decode()
    assert post({"words": "x"}) == 422 and post([]) == 422 and post({"key": "2", "words": ""}) == 422
    assert post({"key": "3", "words": "机密★3年 以下内容"}) == 422 and CaptionLine.objects.count() == 1
    assert post(line, "/p/captions/unknown/") == 404
    give_caption_key(assembly=assembly, actor=cast.alice, at=AT)
    assert post({"key": "4", "words": "旧密钥"}) == 404
    internal = in_session(cast, "赵一", secrecy="internal")
    with pytest.raises(AssemblyRefused):
        give_caption_key(assembly=internal, actor=cast.alice, at=AT)
