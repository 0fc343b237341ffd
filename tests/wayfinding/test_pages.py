"""Drawn, imported, closed, scanned. A stranger's plate and a forged one are one sentence."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Guest
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.events.public import relay
from guanjia.foundation.live.public import version
from guanjia.foundation.sites.public import Site, site_now
from guanjia.frontdesk.visitors.actions.access import add_facility, open_again, report_blocked
from guanjia.frontdesk.visitors.rules.access import FacilityKind
from guanjia.places.public import Room
from guanjia.portal.views.guests import ways_of
from guanjia.standards.public import effective
from guanjia.wayfinding.actions.closing import CLOSING, close_way, open_way
from guanjia.wayfinding.actions.drawing import save_link, topic
from guanjia.wayfinding.models import Closing, WayLink, WaySpot
from guanjia.wayfinding.queries.asking import entrance_way, nearest_exit, pointers
from guanjia.wayfinding.rehearsal import LIFT, closed_twice, wheels_on_stairs
from guanjia.wayfinding.rules.graph import LinkKind, SpotKind
from guanjia.wayfinding.rules.refusals import WayRefused
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.wayfinding.floors import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def ways(cast: Cast) -> dict[str, WaySpot]:
    """The demo's floors at the cast's site, whose clock stands at nine."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=NINE)
    cast.site.refresh_from_db()
    return drawn(cast.site, cast.alice, NINE)


def way(client: Client, spot: WaySpot, **query: Any) -> str:
    answer = client.get(reverse("way", args=[spot.plate]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def room(cast: Cast, code: str) -> Room:
    return Room.objects.get(site=cast.site, code=code)


def test_a_guest_scans_and_is_led(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    goal = f"room:{room(cast, '302').pk}"
    shown = way(client, ways["F1-IN"])
    assert "您在这里：南门" in shown and "302会议室" in shown and "安全出口" in shown
    on_foot = way(client, ways["F1-IN"], to=goal)
    assert (
        f"乘{LIFT}到3F" in on_foot
        and "<polyline" in on_foot
        and "第一个门：302会议室" in on_foot
        and "坡道" not in on_foot.split("<svg")[0]
    )
    wheels = way(client, ways["F1-IN"], to=goal, wheelchair=1)
    assert "经坡道" in wheels and f"乘{LIFT}到3F" in wheels
    close_way(site=cast.site, via=LIFT, reason="维保", actor=cast.tom, at=NINE)
    assert "走西楼梯上到3F" in way(client, ways["F1-IN"], to=goal) or "走东楼梯上到3F" in way(
        client, ways["F1-IN"], to=goal
    )
    Site.objects.filter(pk=cast.site.pk).update(settings={"phone": "0571-1"})
    stuck = way(client, ways["F1-IN"], to=goal, wheelchair=1)
    assert "目前没有无台阶的路线可到" in stuck and "0571-1" in stuck and f"关闭：{LIFT}（维保）" in stuck
    out = way(client, ways["F3-D1"], to="exit")
    assert "走西楼梯下到1F" in out and "乘" not in out.split("<ol")[1].split("</ol")[0]
    refuge = way(client, ways["F3-D1"], to="exit", wheelchair=1)
    assert "请到临时避难处并打电话" in refuge and "临时避难处" in refuge.split("<ol")[1].split("</ol")[0]
    english = client.get(
        reverse("way", args=[ways["F1-IN"].plate]), {"to": goal}, HTTP_COOKIE="django_language=en"
    ).content.decode()
    assert "Go up West stairs" not in english and "You are here: South entrance" in english
    lift_open(cast)
    english = client.get(
        reverse("way", args=[ways["F1-IN"].plate]), {"to": goal}, HTTP_COOKIE="django_language=en"
    ).content.decode()
    assert "Take Lift 1 to 3F" in english and "First door on the" in english and LIFT not in english.split("<svg")[0]
    far = way(client, ways["F1-IN"], to=f"room:{room(cast, '401').pk}")
    drawn_floors = re.findall(r'way-floor">([^<]+)<', far)
    assert drawn_floors == ["1F", "4F"], "the lift passes the third floor: nobody walks there"


def lift_open(cast: Cast) -> None:
    """The lift runs again."""
    for closing in Closing.objects.filter(site=cast.site, lifted_at=None):
        open_way(closing=closing, actor=cast.tom, at=NINE)


def test_the_next_plate_leads_on_to_where_one_was_going(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    way(client, ways["F1-IN"], to=f"room:{room(cast, '302').pk}", wheelchair=1)
    upstairs = way(client, ways["F3-LIFT"])
    assert "从这里继续" in upstairs and "302会议室" in upstairs and f"乘{LIFT}" not in upstairs.split("<svg")[0]
    assert 'wheelchair=1" aria-current="true"' in upstairs, "without steps it began, without steps it goes on"
    elsewhere = way(client, ways["F3-LIFT"], to="")
    assert "您要去哪里" in elsewhere and "您要去哪里" in way(client, ways["F1-IN"]), "somewhere else: nothing is kept"
    for forged in ("9999.0.room:1", f"{cast.site.pk}.0.room:x", f"{cast.site.pk}.7.exit", "x"):
        client.cookies["way"] = forged
        assert "您要去哪里" in way(client, ways["F1-IN"])
    client.cookies["way"] = f"{cast.site.pk}.0.room:99999999"
    gone = client.get(reverse("way", args=[ways["F1-IN"].plate]))
    assert gone.status_code == 200 and "您要去哪里" in gone.content.decode(), "gone since one set out: choose anew"
    assert gone.cookies["way"]["max-age"] == 0, "and not asked for again"


def test_a_guest_finds_the_way_on_their_own_page(cast: Cast, ways: dict[str, WaySpot]) -> None:
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=1))
    make_sitting(event, room(cast, "302"))
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=1))
    guest = Guest.objects.create(site=cast.site, event=event, name="赵一")
    assert ways_of(guest) == [("302会议室", entrance_way(room(cast, "302")))]


def test_what_leads_nowhere_is_one_sentence(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    here = reverse("way", args=[ways["F1-IN"].plate])
    stranger = Room.objects.create(site=cast.other_site, code="X", name="别家会议室")
    wrong = ["room:0", f"room:{stranger.pk}", "room:9999999999999999999999", "hall", "room:x"]
    answers = [client.get(reverse("way", args=["forged-plate"])), *(client.get(here, {"to": each}) for each in wrong)]
    for answer in answers:
        text = answer.content.decode()
        assert answer.status_code == 404 and "没有对应的路线" in text and "别家" not in text and "<ol" not in text


def test_a_closing_is_a_duty_and_opens_by_itself(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    before = version(topic(cast.site.pk))
    closing = close_way(
        site=cast.site, via=LIFT, reason="维保", until=NINE + timedelta(hours=1), actor=cast.gus, at=NINE
    )
    assert version(topic(cast.site.pk)) == before + 1
    plan_now(CLOSING, [closing.pk], at=NINE)
    assert Duty.objects.get(subject_kind=CLOSING).due_at == closing.until
    SubjectBattery.check_kind(CLOSING, [closing.pk])
    goal = room(cast, "401").pk
    for moment, icon in ((timedelta(minutes=59, seconds=59), "arrow-left"), (timedelta(hours=1), "arrow-up")):
        found = pointers(ways["F1-IN"], [goal], NINE + moment)[goal]
        assert (found.floor, found.via == LIFT) == ("4F", icon == "arrow-up")
    with pytest.raises(WayRefused):
        close_way(site=cast.site, via=LIFT, reason="又一次", actor=cast.gus, at=NINE)
    assert closed_twice(cast.site) == [] == wheels_on_stairs(cast.site)
    open_way(closing=closing, actor=cast.gus, at=NINE)
    assert open_way(closing=closing, actor=cast.gus, at=NINE).rev == 2
    for bad in (
        {"via": "无此梯", "reason": "x"},
        {"via": LIFT, "reason": " "},
        {"via": LIFT, "reason": "x", "until": NINE},
    ):
        with pytest.raises(WayRefused):
            close_way(site=cast.site, actor=cast.gus, at=NINE, **bad)  # type: ignore[arg-type]


def test_signs_point_where_one_must_go(cast: Cast, ways: dict[str, WaySpot]) -> None:
    rooms = {code: room(cast, code).pk for code in ("HALL-A", "HALL-B", "HALL-C", "401")}
    seen = pointers(ways["F1-LOBBY"], rooms.values(), NINE)
    assert [seen[rooms[code]].icon for code in rooms] == ["arrow-up"] * 4
    WaySpot.objects.filter(pk=ways["F1-B"].pk).update(heading=0)
    at_corner = WaySpot.objects.select_related("site").get(pk=ways["F1-B"].pk)
    seen = pointers(at_corner, rooms.values(), NINE)
    assert [seen[rooms[code]].icon for code in rooms] == ["arrow-left", "arrow-up", "arrow-right", "arrow-down"]
    assert (seen[rooms["401"]].floor, seen[rooms["401"]].via) == ("4F", LIFT)
    assert pointers(ways["F1-DA"], [rooms["HALL-A"]], NINE)[rooms["HALL-A"]].here
    out = nearest_exit(ways["F3-D1"], NINE)
    assert out is not None and out[1] == "西侧安全出口" and out[0].via == "西楼梯"
    assert entrance_way(room(cast, "302")).startswith(f"/p/way/{ways['F1-IN'].plate}/?to=room:")


def test_a_hall_of_parts_is_reached_by_the_doors_of_its_parts(
    client: Client, cast: Cast, ways: dict[str, WaySpot]
) -> None:
    whole = Room.objects.create(site=cast.site, code="HALL", name="全厅")
    whole.spaces.set([space for code in ("HALL-A", "HALL-B") for space in room(cast, code).spaces.all()])
    assert "HALL-B会议室" in way(client, ways["F1-IN"], to=f"room:{whole.pk}").split("<ol")[1]


def test_drawing_on_the_page(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    client.force_login(cast.tom)
    home = reverse("wayfinding:ways", args=["yard"])
    assert "每个会议室都能到达" in client.get(home).content.decode()
    spot = ways["F1-LIFT"]
    page = reverse("wayfinding:spot", args=["yard", spot.pk])
    data = {
        "code": "F1-LIFT",
        "floor": spot.floor_id,
        "kind": "lift",
        "x": "20",
        "y": "27",
        "name": "货梯",
        "rev": spot.rev,
    }
    assert client.post(page, data | {"heading": "360"}).status_code == 422
    bad = client.post(page, data | {"box": "1 2 3"})
    assert bad.status_code == 422 and "四个数" in bad.content.decode() and "货梯" in bad.content.decode()
    assert client.post(page, data | {"code": "F1-IN"}).status_code == 422
    assert client.post(page, data).status_code == 302
    assert client.post(page, data | {"name": "客梯"}).status_code == 409
    join = reverse("wayfinding:link_save", args=["yard", spot.pk])
    short = client.post(join, {"b": ways["F1-IN"].pk, "kind": "level", "metres": "2"})
    assert short.status_code == 422 and "短于直线距离14.9米" in short.content.decode()
    assert client.post(join, {"b": ways["F3-HALL"].pk, "kind": "level"}).status_code == 422
    assert client.post(join, {"b": ways["F1-IN"].pk, "kind": "level", "metres": "14.9"}).status_code == 302
    link = WayLink.objects.get(a__in=[spot, ways["F1-IN"]], b__in=[spot, ways["F1-IN"]])
    client.post(reverse("wayfinding:link_remove", args=["yard", link.pk]))
    assert not WayLink.objects.filter(pk=link.pk).exists()
    client.post(reverse("wayfinding:spot_remove", args=["yard", ways["F3-D1"].pk]))
    assert "301会议室</b> 没有绘制房间门" in client.get(home).content.decode()
    assert client.get(reverse("way", args=[ways["F3-D1"].plate])).status_code == 404
    assert client.get(reverse("wayfinding:plates", args=["yard"]) + f"?spot={spot.pk}").content[:4] == b"%PDF"
    closings = reverse("wayfinding:closings", args=["yard"])
    assert client.post(closings, {"what": "via:" + LIFT, "reason": "【机密】文件搬运", "until": ""}).status_code == 422
    assert (
        client.post(closings, {"what": "via:" + LIFT, "reason": "维保", "until": "2026-03-05T12:00"}).status_code == 302
    )
    closed = Closing.objects.get()
    assert closed.until == NINE + timedelta(hours=3) and LIFT in client.get(closings).content.decode()
    client.post(reverse("wayfinding:closing_open", args=["yard", closed.pk]))
    assert not Closing.objects.filter(lifted_at=None).exists()


def test_a_place_is_dragged_and_pointed_at(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    client.force_login(cast.tom)
    spot, floor = ways["F1-AED"], ways["F1-AED"].floor_id
    home = client.get(reverse("wayfinding:ways", args=["yard"]), {"floor": floor}).content.decode()
    move = reverse("wayfinding:spot_move", args=["yard", spot.pk])
    assert f'data-rev="{spot.rev}" data-move="{move}"' in home and "data-way-move" in home and 'data-scale="20"' in home
    before = WayLink.objects.get(a__in=[spot, ways["F1-MID"]], b__in=[spot, ways["F1-MID"]]).metres
    assert client.post(move, {"x": "50.5", "y": "27", "rev": spot.rev}).url.endswith(f"?floor={floor}")
    moved = WaySpot.objects.get(pk=spot.pk)
    assert (moved.x, moved.y, moved.name, moved.plate) == (50.5, 27, spot.name, spot.plate)
    assert WayLink.objects.get(a__in=[spot, ways["F1-MID"]], b__in=[spot, ways["F1-MID"]]).metres > before
    stale = client.post(move, {"x": "1", "y": "1", "rev": spot.rev}, follow=True).content.decode()
    assert "他人已修改此点位" in stale
    for bad in ({"x": "-1", "y": "1"}, {"x": "nan", "y": "1"}, {"x": "1"}):
        assert "0至5000" in client.post(move, bad | {"rev": moved.rev}, follow=True).content.decode()
    moved.refresh_from_db()
    assert moved.x == 50.5
    page = client.get(reverse("wayfinding:spot_new", args=["yard"]), {"floor": floor}).content.decode()
    assert "data-way-here" in page and "平面图" in page
    client.force_login(cast.gus)
    assert client.post(move, {"x": "1", "y": "1", "rev": moved.rev}).status_code == 403
    assert "data-move" not in client.get(reverse("wayfinding:ways", args=["yard"])).content.decode()


def test_a_blocked_facility_of_the_map_closes_its_way(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    lift = add_facility(
        site=cast.site, kind=FacilityKind.LIFT, name="1号无障碍电梯", where="大堂右手", actor=cast.tom, at=NINE
    )
    client.force_login(cast.tom)
    join = reverse("wayfinding:link_save", args=["yard", ways["F1-LIFT"].pk])
    tied = {"b": ways["F3-LIFT"].pk, "kind": "lift", "via": LIFT, "wheelchair": "on", "facility": lift.pk}
    assert client.post(join, tied).status_code == 302
    assert "1号无障碍电梯" in client.get(reverse("wayfinding:spot", args=["yard", ways["F1-LIFT"].pk])).content.decode()

    def blocked(what: str) -> None:
        report_blocked(facility=lift, what=what, actor=cast.gus, at=NINE)
        relay(now=NINE)

    def freed() -> None:
        open_again(facility=lift, actor=cast.gus, at=NINE)
        relay(now=NINE)

    blocked("门打不开")
    closing = Closing.objects.get(lifted_at=None)
    assert (closing.via, closing.reason, closing.by) == (LIFT, "1号无障碍电梯：门打不开", None)
    goal = f"room:{room(cast, '401').pk}"
    assert "1号无障碍电梯：门打不开" in way(client, ways["F1-IN"], to=goal, wheelchair=1)
    freed()
    assert not Closing.objects.filter(lifted_at=None).exists()
    by_hand = close_way(site=cast.site, via=LIFT, reason="维保", actor=cast.gus, at=NINE)
    blocked("又坏了")
    freed()
    assert list(Closing.objects.filter(lifted_at=None)) == [by_hand]


def test_who_may_do_what(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    home, new = reverse("wayfinding:ways", args=["yard"]), reverse("wayfinding:spot_new", args=["yard"])
    close = reverse("wayfinding:closings", args=["yard"])
    for user, may in (
        (cast.charlie, (404, 404, 404)),
        (cast.bob, (200, 403, 403)),
        (cast.gus, (200, 403, 422)),
        (cast.audrey, (200, 403, 403)),
    ):
        client.force_login(user)
        assert (client.get(home).status_code, client.post(new).status_code, client.post(close).status_code) == may


def sheet(name: str, head: list[str], *lines: list[Any]) -> BytesIO:
    book, file = Workbook(), BytesIO()
    for line in (head, *lines):
        book.active.append(line)
    book.save(file)
    file.seek(0)
    file.name = name
    return file


def test_ways_come_from_sheets(client: Client, cast: Cast, ways: dict[str, WaySpot]) -> None:
    client.force_login(cast.tom)
    head = ["编号", "楼栋", "楼层", "类型", "X", "Y", "名称", "会议室"]
    lines = [
        ["N1", "M", 1, "走廊", 3, 4, "北厅", ""],
        ["N2", "M", 9, "走廊", 3, 4, "", ""],
        ["N3", "M", 1, "门", 3, 4, "", "999"],
    ]
    upload = reverse("wayfinding:spots_import", args=["yard"])
    run = client.post(upload, {"file": sheet("spots.xlsx", head, *lines)}, follow=True)
    text = run.content.decode()
    assert "本场所没有该楼层" in text and "none of" not in text
    client.post(run.redirect_chain[-1][0], {"apply": "1", "policy": "good"})
    run = client.post(
        reverse("wayfinding:links_import", args=["yard"]),
        {
            "file": sheet(
                "links.xlsx",
                ["起点", "终点", "类型", "米"],
                ["F1-MID", "F1-DESK", "level", 1],
                ["F1-MID", "NOPE", "level", 9],
            )
        },
        follow=True,
    )
    assert "短于直线距离" in run.content.decode() and "本场所没有该点位" in run.content.decode()


def test_the_database_knows_that_stairs_take_no_wheelchair(cast: Cast, ways: dict[str, WaySpot]) -> None:
    link = save_link(
        site=cast.site,
        a=ways["F1-WEST"],
        b=ways["F3-WEST"],
        kind=LinkKind.STAIRS,
        wheelchair=True,
        via="西楼梯",
        actor=cast.tom,
        at=NINE,
    )
    assert link.wheelchair is False
    with pytest.raises(IntegrityError), transaction.atomic():
        WayLink.objects.filter(pk=link.pk).update(wheelchair=True)
    assert SpotKind(ways["F1-IN"].kind) is SpotKind.ENTRANCE and site_now(cast.site) == NINE


def test_large_events_owe_a_walk_along_the_signs(cast: Cast) -> None:
    standard = {code: found for code, (found, _version) in effective(cast.site).items()}["wayfinding.signs.walked"]
    assert {item.code for item in standard.items if item.required} == {
        "entrances",
        "exits",
        "parking",
        "screens",
        "wheelchair",
    }
    assert standard.post == "conference.greeter"
