"""Video services that operators run: read from an invitation, entered by a door, with a link for one person on a server of one's own."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from guanjia.assembly.actions import servers
from guanjia.assembly.actions.assembling import adjourn, adjust, follow_guests
from guanjia.assembly.actions.noting import topic_of
from guanjia.assembly.actions.servers import REST, TIMEOUT_S, keep_server
from guanjia.assembly.models import Assembly, VideoServer
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.services import GOOD_FOR, Own, Service, read_invitation, relay_key, service_of
from guanjia.assembly.rules.states import Video
from guanjia.foundation.journal.models import Entry
from guanjia.foundation.live.public import version
from guanjia.foundation.sites.models import Site
from tests.assembly.meetings import AT, in_session, invite, person
from tests.cast import Cast
from tests.harness.race import race

TENCENT = """周秘书长 邀请您参加腾讯会议
会议主题：营商环境座谈会
地图 https://maps.example.cn/hall
点击链接入会，或添加至会议列表：
https://meeting.tencent.com/dm/Ab12Cd34，
#腾讯会议：123-456-789
会议密码：4821"""


@pytest.mark.parametrize(
    ("text", "service", "url", "code"),
    [
        (TENCENT, Service.TENCENT, "https://meeting.tencent.com/dm/Ab12Cd34", "123-456-789 / 4821"),
        ("Join Zoom Meeting https://us02web.zoom.us/j/81234567890?pwd=x1\nMeeting ID: 812 3456 7890\nPasscode: 9Xy2",
         Service.ZOOM, "https://us02web.zoom.us/j/81234567890?pwd=x1", "812-345-67890 / 9Xy2"),
        ("https://vc.feishu.cn/j/123456789 会议号：123 456 789", Service.FEISHU, "https://vc.feishu.cn/j/123456789", "123-456-789"),
        ("https://video.example.org/r/9", Service.OTHER, "https://video.example.org/r/9", ""),
    ],
)  # fmt: skip
def test_an_invitation_is_read_as_the_service_gives_it(text: str, service: Service, url: str, code: str) -> None:
    found = read_invitation(text)
    assert found is not None and (found.service, found.url, found.code) == (service, url, code)


def test_a_host_that_looks_alike_is_no_service_and_words_without_an_address_are_none() -> None:
    assert service_of("https://meeting.tencent.com.evil.example/dm/1") is Service.OTHER
    assert service_of("https://notzoom.us/j/1") is Service.OTHER
    assert service_of("https://ZOOM.us/j/1") is Service.ZOOM
    assert read_invitation("会议号：123-456-789") is None


@pytest.mark.parametrize(
    "none", ["https://[会议链接]", "https://meeting.tencent.com？x", "https://meeting.tencent.com：8443"]
)
def test_what_is_no_address_is_nobodys_service(none: str) -> None:
    assert service_of(none) is Service.OTHER
    found = read_invitation(f"{none}\n备用 https://zoom.us/j/1　会议号：123 456 789")
    assert found is not None and found.url == "https://zoom.us/j/1", "a wide space ends an address"


def test_a_relays_password_is_the_one_that_a_relay_computes() -> None:
    user, password = relay_key("north", 7, AT)
    assert user == f"{int(AT.timestamp()) + 6 * 3600}:7"
    assert password == base64.b64encode(hmac.new(b"north", user.encode(), "sha1").digest()).decode()


class Bbb(BaseHTTPRequestHandler):
    """As much of BigBlueButton as says whether a call is sealed with the shared secret."""

    asked: ClassVar[list[str]] = []
    woken: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        parts = urlsplit(self.path)
        query, _mark, seal = parts.query.rpartition("&checksum=")
        name = parts.path.rsplit("/", 1)[1]
        good = hashlib.sha256(f"{name}{query}south".encode()).hexdigest() == seal
        if "/mute/" in self.path:
            self.woken.wait(5)
            return
        if "/gone/" in self.path:
            self.send_error(404)
            return
        body = f"<response><returncode>{'SUCCESS' if good else 'FAILED'}</returncode></response>".encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written to the console."""


@contextmanager
def bbb() -> Iterator[str]:
    """A server on this machine; its address."""
    Bbb.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bbb)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/bigbluebutton/api"
    server.shutdown()
    server.server_close()


def afar(cast: Cast, video: Video, **more: str) -> tuple[Assembly, str]:
    """A meeting with somebody outside the hall, and the path of their page."""
    Site.objects.update(held_at=AT, settings={"webhooks.private": True})
    assembly = in_session(cast, "赵一")
    invite(assembly.block, "远方", here=False)
    follow_guests(assembly)
    plain = {"own_devices": True, "video_url": "", "video_code": "", "chair_id": None} | more
    adjust(assembly=assembly, remote=True, video=video, **plain, actor=cast.alice, at=AT)
    return assembly, room_path(person(assembly, "远方"))


def keep(cast: Cast, kind: Own, **more: Any) -> VideoServer:
    told = {"address": "https://meet.example.cn", "app": "guanjia", "secret": "south", "active": True} | more
    return keep_server(site=cast.site, kind=kind, **told, actor=cast.mei, at=AT)


@pytest.mark.django_db
def test_the_door_passes_on_who_takes_part_from_afar_and_no_page_holds_the_address(client: Client, cast: Cast) -> None:
    assembly, room = afar(cast, Video.LINK, video_url="https://meeting.tencent.com/dm/Ab12Cd34")
    door = f"{room}video/enter/"
    shut = [door, f"{room_path(person(assembly, '赵一'))}video/enter/"]
    for address in shut:
        answer = client.get(address, follow=True)
        assert "meeting.tencent.com" not in answer.content.decode() and "请先远程参会" in answer.content.decode()
    client.post(f"{room}join/")
    page = client.get(room).content.decode()
    assert "meeting.tencent.com" not in page and "/video/enter/" in page and "腾讯会议" in page
    passed = client.get(door)
    assert (passed.status_code, passed["Location"]) == (302, "https://meeting.tencent.com/dm/Ab12Cd34")
    assert passed["Referrer-Policy"] == "no-referrer" and "no-store" in passed["Cache-Control"], (
        "the service learns no token"
    )
    entered = Entry.objects.get(action="video.enter")
    assert entered.changes == {"attendee": person(assembly, "远方").pk}, "who was passed on is known, not where to"
    assert client.get("/p/meeting/forged/video/enter/").status_code == 404
    adjourn(assembly=assembly, actor=cast.alice, at=AT)
    assert client.get(door)["Location"] == room, "over is over, for whoever kept the link"


@pytest.mark.django_db
def test_a_jitsi_link_is_one_persons_and_ends_by_itself(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    with pytest.raises(AssemblyRefused):
        afar(cast, Video.SERVER)
    keep(cast, Own.JITSI)
    _assembly, room = afar(cast, Video.SERVER)
    client.post(f"{room}join/")
    link = urlsplit(client.get(f"{room}video/enter/")["Location"])
    head, claims, seal = parse_qs(link.query)["jwt"][0].split(".")
    own = hmac.new(b"south", f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(own).decode().rstrip("=") == seal
    said = json.loads(base64.urlsafe_b64decode(claims + "==="))
    assert (said["iss"], said["room"], said["context"]["user"]["name"]) == ("guanjia", link.path[1:], "远方")
    assert said["exp"] == int((AT + GOOD_FOR).timestamp()) and said["context"]["user"]["moderator"] == "false"
    kept = VideoServer.objects.get()
    assert "south" not in kept.locked_secret, "the secret is not readable in the database"


@pytest.mark.django_db
def test_a_bigbluebutton_room_is_made_and_joined_and_a_silent_server_is_said(client: Client, cast: Cast) -> None:
    server = keep(cast, Own.BBB)
    assembly, room = afar(cast, Video.SERVER)
    client.post(f"{room}join/")
    with bbb() as address:
        VideoServer.objects.update(address=address)
        link = client.get(f"{room}video/enter/")["Location"]
        assert len(Bbb.asked) == 1 and "/create?" in Bbb.asked[0]
        query, _mark, seal = urlsplit(link).query.rpartition("&checksum=")
        assert seal == hashlib.sha256(f"join{query}south".encode()).hexdigest()
        said = parse_qs(query)
        assert (said["fullName"], said["role"]) == (["远方"], ["VIEWER"]) and assembly.channel not in link
        client.force_login(cast.alice)
        hall = client.get(f"/s/yard/assembly/{assembly.pk}/video/")["Location"]
        assert "role=MODERATOR" in hall, "the clerk opens the room for the camera of the hall"
    answer = client.get(f"{room}video/enter/", follow=True).content.decode()
    assert "视频服务器没有应答" in answer and address not in answer
    server.refresh_from_db()
    assert (server.failed, server.tried_at) == ("ConnectError", AT)
    assert "视频服务器没有应答" in client.get(f"/s/yard/assembly/{assembly.pk}/").content.decode(), "the clerk knows"
    with bbb() as address:
        VideoServer.objects.update(address=address)
        assert client.get(f"{room}video/enter/")["Location"] == room
        assert Bbb.asked == [], "what failed just now is not asked by every guest"
        Site.objects.update(held_at=AT + REST)
        client.post(f"{room}join/")
        assert "/join?" in client.get(f"{room}video/enter/")["Location"] and len(Bbb.asked) == 1
        VideoServer.objects.update(address=f"{address}/gone")
        assert client.get(f"{room}video/enter/")["Location"] == room
    server.refresh_from_db()
    assert server.failed == "HTTPStatusError 404", "never the address with its room and seal"


@pytest.mark.django_db
def test_a_server_that_says_nothing_is_given_up(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert TIMEOUT_S <= 3, "each click holds a thread of the house so long"
    monkeypatch.setattr(servers, "TIMEOUT_S", 0.1)
    keep(cast, Own.BBB)
    _assembly, room = afar(cast, Video.SERVER)
    client.post(f"{room}join/")
    with bbb() as address:
        VideoServer.objects.update(address=f"{address}/mute")
        assert client.get(f"{room}video/enter/")["Location"] == room
        Bbb.woken.set()
    assert VideoServer.objects.get().failed == "ReadTimeout"


@pytest.mark.django_db
@pytest.mark.parametrize("host", [f"{'x' * 64}.cn", "exa\x01mple.cn", "[1", "127.0.0.1:99999", "127.0.0.1：80"])
def test_an_address_that_cannot_be_called_is_a_sentence_for_guest_and_manager(
    client: Client, cast: Cast, host: str
) -> None:
    keep(cast, Own.BBB)
    _assembly, room = afar(cast, Video.SERVER)
    client.post(f"{room}join/")
    VideoServer.objects.update(address=f"http://{host}/api")
    assert client.get(f"{room}video/enter/")["Location"] == room
    failed = VideoServer.objects.get().failed
    assert failed and "checksum" not in failed and "meetingID" not in failed
    if "\x01" not in host:
        with pytest.raises(AssemblyRefused) as refused:
            keep(cast, Own.BBB, address=f"https://{host}/api")
        assert refused.value.field == "address"


@pytest.mark.django_db
def test_going_to_the_video_meeting_makes_nobodys_page_look_again(client: Client, cast: Cast) -> None:
    assembly, room = afar(cast, Video.LINK, video_url="https://meeting.tencent.com/dm/Ab12Cd34")
    client.post(f"{room}join/")
    before = version(topic_of(assembly))
    assert client.get(f"{room}video/enter/").status_code == 302
    assert version(topic_of(assembly)) == before and Entry.objects.filter(action="video.enter").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_set_a_server_up_at_once_make_one(cast_committed: Cast) -> None:
    hosts = ["https://a.example.cn", "https://b.example.cn"]
    said = race([lambda each=each: keep(cast_committed, Own.JITSI, address=each).address for each in hosts])
    assert sorted(said) == hosts and VideoServer.objects.get().address in hosts


@pytest.mark.django_db
def test_the_manager_sets_a_server_up_and_nobody_reads_its_secret(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    here = "/s/yard/assembly/servers/"
    client.force_login(cast.alice)
    assert client.get(here).status_code in (403, 404), "the clerk keeps meetings, not servers"
    client.force_login(cast.mei)
    assert "未配置" in client.get(here).content.decode()
    good = {"address": "turn:relay.example.cn:3478\nturns:relay.example.cn:5349", "secret": "north", "active": "on"}
    for kind, wrong in (("relay", {"address": "https://x.cn"}), ("jitsi", good), ("relay", good | {"secret": ""})):
        assert client.post(f"{here}{kind}/", good | wrong).status_code == 422
    assert client.post(f"{here}relay/", good).status_code == 302
    assert client.post(f"{here}relay/", good | {"secret": ""}).status_code == 302, "left empty it stays"
    page = client.get(f"{here}relay/").content.decode()
    assert "turns:relay.example.cn" in page and "north" not in page and client.get(f"{here}skype/").status_code == 404
    assembly, room = afar(cast, Video.PEER)
    client.post(f"{room}join/")
    video = client.get(f"{room}video/").content.decode()
    user, password = relay_key("north", person(assembly, "远方").pk, AT)
    assert user in video and password in video
    late = relay_key("north", person(assembly, "远方").pk, AT + timedelta(seconds=1))
    assert late[1] != password


@pytest.mark.django_db
def test_the_clerk_pastes_an_invitation(client: Client, cast: Cast) -> None:
    assembly, _room = afar(cast, Video.NONE)
    client.force_login(cast.alice)
    here = f"/s/yard/assembly/{assembly.pk}/settings/"
    plain = {"own_devices": "on", "remote": "on", "video": "none"}
    assert client.post(here, plain | {"invitation": "会议号：123-456-789"}).status_code == 422
    for none in ("https://[会议链接]", "https://zoom.us？x", "https://zoom.us：8443", f"https://zoom.us/{'j' * 600}"):
        refused = client.post(here, plain | {"invitation": none})
        assert refused.status_code == 422 and "invitation" in refused.context["form"].errors
    assert client.post(here, plain | {"invitation": TENCENT}).status_code == 302
    assembly.refresh_from_db()
    kept = (assembly.video, assembly.video_url, assembly.video_code)
    assert kept == ("link", "https://meeting.tencent.com/dm/Ab12Cd34", "123-456-789 / 4821")
    assert "腾讯会议" in client.get(here).content.decode()
