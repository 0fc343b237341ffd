"""Screens follow the house: a room that changes, one key, an emergency, silence."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.rules.states import Secrecy
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.live.public import touch, version
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Building, Floor, Room
from guanjia.signage.actions.screens import (
    SCREEN,
    ScreenDraft,
    ScreenRefused,
    asked,
    hang_screen,
    hears_signs,
    note_silent,
    signs_topic,
    take_down,
)
from guanjia.signage.actions.takeovers import take_over
from guanjia.signage.models import Screen, Takeover
from guanjia.signage.queries.facing import face_of
from guanjia.signage.rules.screens import Scope, Spot, TakeoverKind, Tongue
from guanjia.wayfinding.models import WaySpot
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.wayfinding.floors import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(cast: Cast) -> Site:
    """The cast's site at nine, with the demo's floors."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    cast.site.refresh_from_db()
    drawn(cast.site, cast.alice, NINE)
    return cast.site


def room(site: Site, code: str) -> Room:
    return Room.objects.get(site=site, code=code)


def meet(cast: Cast, title: str, code: str, start: float = 60, **fields: object) -> Event:
    event = make_event(cast.site, title=title, starts_at=NINE, ends_at=NINE + timedelta(hours=8), **fields)
    make_sitting(event, room(cast.site, code), start, 60, title=title)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=1))
    return event


def hung(cast: Cast, **fields: object) -> tuple[Screen, str]:
    draft = ScreenDraft(**({"name": "大堂", "spot": WaySpot.objects.get(code="F1-B"), "heading": 0} | fields))  # type: ignore[arg-type]
    made, token = hang_screen(site=cast.site, draft=draft, actor=cast.tom, at=NINE)
    return Screen.objects.select_related("site", "room", "floor", "building", "spot__site", "spot__floor").get(
        pk=made.pk
    ), token


def shown(screen: Screen) -> list[tuple[str, str, str]]:
    pages = face_of(screen, NINE).pages
    return [
        (each.line.title, each.line.room_name, each.pointer.icon if each.pointer else "")
        for page in pages
        for each in page
    ]


def test_a_room_that_changes_turns_the_arrow_at_once(cast: Cast, site: Site) -> None:
    event, (screen, _token) = meet(cast, "城市更新调度会", "HALL-A"), hung(cast)
    assert shown(screen) == [("城市更新调度会", "HALL-A会议室", "arrow-left")]
    before = version(signs_topic(site.pk))
    Session.objects.filter(event=event).update(room=room(site, "HALL-C"))
    arrange_blocks(event=event, actor=cast.alice, at=NINE)
    assert version(signs_topic(site.pk)) > before
    assert shown(screen) == [("城市更新调度会", "HALL-C会议室", "arrow-right")]


def test_each_screen_shows_what_it_is_about(cast: Cast, site: Site) -> None:
    meet(cast, "甲", "HALL-A")
    meet(cast, "乙", "302")
    whole = make_room(
        site,
        "HALL",
        spaces=[space for code in ("HALL-A", "HALL-B") for space in room(site, code).spaces.all()],
        name="全厅",
    )
    event = make_event(site, title="丙")
    make_sitting(event, whole, 180, 60)
    arrange_blocks(event=event, actor=cast.alice, at=NINE)
    for code, level in (("HALL-A", 1), ("302", 3)):
        room(site, code).spaces.update(floor=Floor.objects.get(building__site=site, level=level))
    floor = Floor.objects.get(building__site=site, level=3)
    cases = [
        ({"scope": Scope.SITE}, {"甲", "乙", "丙"}), ({"scope": Scope.FLOOR, "floor": floor}, {"乙"}),
        ({"scope": Scope.BUILDING, "building": Building.objects.get(site=site)}, {"甲", "乙", "丙"}),
        ({"scope": Scope.ROOM, "room": room(site, "HALL-A"), "hangs": Spot.DOOR}, {"甲", "丙"}),
        ({"scope": Scope.ROOM, "room": room(site, "HALL-C")}, set()),
    ]  # fmt: skip
    for number, (fields, titles) in enumerate(cases):
        screen, _token = hung(cast, name=str(number), **fields)
        assert {title for title, _room, _icon in shown(screen)} == titles


@pytest.mark.parametrize(("secrecy", "word"), [(Secrecy.INTERNAL, "会议中"), (Secrecy.CONTROLLED, "不开放")])
def test_a_screen_keeps_the_rest_to_itself(client: Client, cast: Cast, site: Site, secrecy: Secrecy, word: str) -> None:
    meet(cast, "干部人事专题", "302", start=30, secrecy=secrecy)
    for fields in ({"name": "厅"}, {"name": "门", "scope": Scope.ROOM, "room": room(site, "302")}):
        _screen, token = hung(cast, **fields)
        text = client.get(reverse("screen", args=[token])).content.decode()
        assert word in text and "干部人事" not in text and "09:30" not in text and "10:30" not in text


def test_two_languages_twenty_meetings_none(client: Client, cast: Cast, site: Site) -> None:
    _screen, token = hung(cast)
    none = client.get(reverse("screen", args=[token])).content.decode()
    assert "今日暂无更多会议" in none and "No meeting here for the rest of today" in none
    rows = [
        Block(site=site, event=make_event(site, title=f"会议{n}"), room=room(site, "301"), starts_at=NINE + timedelta(minutes=n),
              ends_at=NINE + timedelta(hours=3), placed=True) for n in range(20)
    ]  # fmt: skip
    Block.objects.bulk_create(rows)
    page = client.get(reverse("screen_face", args=[token])).content.decode()
    assert (
        page.count("data-sheet") == 6 and page.count('lang="en"') == 3 and page.count("会议19") == 2 and "1/3" in page
    )
    chinese, english = page.split('lang="en"', 1)
    assert "301会议室" in chinese and "西楼梯" in chinese and "Room 301" not in chinese
    assert "Room 301" in english and "West stairs" in english and "301会议室" not in english and "西楼梯" not in english
    asked_again = Screen.objects.get()
    assert asked_again.last_seen_at == NINE


def test_one_key_black_and_back_and_an_emergency_before_it(client: Client, cast: Cast, site: Site) -> None:
    meet(cast, "读书会", "HALL-A")
    screen, token = hung(cast, scope=Scope.ROOM, room=room(site, "HALL-A"))
    url = reverse("screen_face", args=[token])
    client.force_login(cast.bob)
    home = reverse("signage:screens", args=["yard"])
    zone = f"room:{room(site, 'HALL-A').pk}"
    assert client.post(reverse("signage:black", args=["yard"]), {"zone": zone}).status_code == 302
    assert client.post(reverse("signage:black", args=["yard"]), {"zone": zone}).status_code == 302
    taken = Takeover.objects.get()
    text = client.get(url).content.decode()
    assert "face-black" in text and "读书会" not in text and taken.by == cast.bob
    assert "Bob" in client.get(home).content.decode()
    emergency = reverse("signage:emergency", args=["yard"])
    assert client.post(emergency, {"zone": "site", "text": "请撤离"}).status_code == 403
    client.force_login(cast.gus)
    assert client.post(emergency, {"zone": "site", "text": ""}).status_code == 422
    assert client.post(emergency, {"zone": "site", "text": "请撤离", "text_en": "Please leave"}).status_code == 302
    text = client.get(url).content.decode()
    assert "请撤离" in text and "Please leave" in text and "安全出口" in text and "m</span>" in text
    alarm = Takeover.objects.get(kind=TakeoverKind.EMERGENCY)
    client.force_login(cast.bob)
    assert client.post(reverse("signage:back", args=["yard", alarm.pk])).status_code == 422
    client.force_login(cast.gus)
    for each in (alarm, taken):
        client.post(reverse("signage:back", args=["yard", each.pk]))
    assert "读书会" in client.get(url).content.decode()
    taken.refresh_from_db()
    assert taken.lifted_by == cast.gus
    assert client.post(reverse("signage:black", args=["yard"]), {"zone": "room:0"}).status_code == 422
    assert face_of(screen, NINE).mode == "meetings"


def test_a_silent_screen_is_owed_to_the_technician(cast: Cast, site: Site) -> None:
    screen, _token = hung(cast)
    asked(screen, NINE)
    assert note_silent(site=site, at=NINE + timedelta(seconds=299)) == 0
    late = NINE + timedelta(seconds=300)
    assert (note_silent(site=site, at=late), note_silent(site=site, at=late)) == (1, 0)
    plan_now(SCREEN, [screen.pk], at=late)
    duty = Duty.objects.get(subject_kind=SCREEN)
    assert duty.due_at == late + timedelta(minutes=30) and duty.post_code == "technician"
    SubjectBattery.check_kind(SCREEN, [screen.pk])
    screen.refresh_from_db()
    asked(screen, late + timedelta(minutes=4))
    plan_now(SCREEN, [screen.pk], at=late + timedelta(minutes=4))
    duty.refresh_from_db()
    assert str(duty.state) == "on_time" and Screen.objects.get().silent_since is None


def test_addresses_and_the_stream_are_keys(client: Client, cast: Cast, site: Site) -> None:
    screen, token = hung(cast)
    forged = client.get(reverse("screen", args=["forged"]))
    assert forged.status_code == 404 and "不是屏幕地址" in forged.content.decode()
    topic = signs_topic(site.pk)
    rest = topic.removeprefix("signs:")
    assert (
        hears_signs(None, rest)
        and not hears_signs(None, rest[:-1])
        and not hears_signs(None, f"{site.pk}:")
        and not hears_signs(None, "x:y")
    )
    assert not hears_signs(
        None, signs_topic(cast.other_site.pk).replace(str(cast.other_site.pk), str(site.pk), 1).removeprefix("signs:")
    )
    assert client.get("/live/poll", {"topics": topic}).json() == {topic: version(topic)}
    assert client.get("/live/poll", {"topics": f"site:{site.pk}:board"}).status_code == 403
    before = version(topic)
    touch(f"site:{cast.other_site.pk}:board")
    assert version(topic) == before
    touch(f"site:{site.pk}:ways")
    assert version(topic) == before + 1
    client.force_login(cast.tom)
    again = client.post(reverse("signage:readdress", args=["yard", screen.pk])).content.decode()
    assert "/p/screen/" in again and client.get(reverse("screen", args=[token])).status_code == 404
    take_down(screen=screen, actor=cast.tom, at=NINE)
    assert client.get(reverse("signage:preview", args=["yard", screen.pk])).status_code == 404


def test_hanging_one_on_the_page(client: Client, cast: Cast, site: Site) -> None:
    client.force_login(cast.tom)
    new = reverse("signage:new", args=["yard"])
    data = {
        "name": "大堂",
        "hangs": "lobby",
        "scope": "room",
        "languages": "zh-hans",
        "shape": "wide",
        "lines": 8,
        "seconds": 10,
    }
    wrong = client.post(new, data)
    assert (
        wrong.status_code == 422 and "请选择具体是哪一个" in wrong.content.decode() and "大堂" in wrong.content.decode()
    )
    assert client.post(new, data | {"scope": "site", "lines": 21}).status_code == 422
    assert client.post(new, data | {"scope": "site", "name": "【机密】屏"}).status_code == 422
    made = client.post(new, data | {"scope": "site"})
    assert made.status_code == 200 and "/p/screen/" in made.content.decode() and "<svg" in made.content.decode()
    screen = Screen.objects.get()
    assert client.post(new, data | {"scope": "site"}).status_code == 422, "the name is taken"
    change = reverse("signage:screen", args=["yard", screen.pk])
    assert client.post(change, data | {"scope": "room", "room": room(site, "302").pk}).status_code == 302
    assert "302会议室" in client.get(reverse("signage:preview", args=["yard", screen.pk])).content.decode()
    assert Tongue(Screen.objects.get().languages) is Tongue.ZH
    for user, may in ((cast.charlie, (404, 404)), (cast.bob, (200, 403)), (cast.audrey, (200, 403))):
        client.force_login(user)
        assert (
            client.get(reverse("signage:screens", args=["yard"])).status_code,
            client.post(new, data).status_code,
        ) == may
    client.force_login(cast.tom)
    client.post(reverse("signage:remove", args=["yard", screen.pk]))
    assert Screen.objects.get().retired_at == NINE
    with pytest.raises(ScreenRefused):
        take_over(
            site=site, kind=TakeoverKind.BLACK, zone=f"room:{make_room(cast.other_site).pk}", actor=cast.tom, at=NINE
        )
