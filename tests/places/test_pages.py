"""The pages of places: register, room, closing, search, sheet of rooms."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.places.models import Building, Closure, Equipment, Floor, Room, Space
from guanjia.places.public import Style, claim_slot
from tests.cast import Cast
from tests.factories.places import make_floor, make_hall, make_room, make_space

NINE = datetime(2026, 11, 21, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def mei(cast: Cast, client: Client) -> Client:
    """The manager, logged in, at nine."""
    cast.site.held_at = NINE
    cast.site.save()
    client.force_login(cast.mei)
    return client


def url(name: str, *args) -> str:
    return reverse(f"places:{name}", args=["yard", *args])


def take(room, number=1):
    return claim_slot(
        room=room, starts_at=NINE, ends_at=NINE + HOUR, holder=("test.block", number), at=NINE, actor=None
    )


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["rooms", "free", "tree", "room_add", "codes", "rooms_import"])
def test_pages_open_empty_and_filled(cast: Cast, mei: Client, page):
    assert mei.get(url(page)).status_code == 200
    make_hall(cast.site)
    make_floor(cast.site)
    assert mei.get(url(page)).status_code == 200


@pytest.mark.django_db
def test_the_register_costs_the_same_however_many_rooms(cast: Cast, mei: Client):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert mei.get(url("rooms")).status_code == 200
        return len(seen)

    make_room(cast.site, equipment={"projector": 1})
    cost()  # the first page of a session writes down where its reader is
    once = cost()
    for _ in range(3):
        make_room(cast.site, equipment={"projector": 1})
    assert cost() == once


@pytest.mark.django_db
def test_a_room_shows_who_has_it_and_what_it_shares(cast: Cast, mei: Client):
    whole, (left, *_rest) = make_hall(cast.site)
    take(whole)
    page = mei.get(url("room", left.pk), {"day": "2026-11-21"})
    assert [slot.room for slot in page.context["slots"]] == [whole.name]
    assert whole.name in page.content.decode()
    assert mei.get(url("room", left.pk), {"day": "2026-11-22"}).context["slots"] == []
    assert mei.get(url("room", left.pk), {"day": "nonsense"}).status_code == 200


@pytest.mark.django_db
def test_add_and_change_a_room(cast: Cast, mei: Client):
    form = {"code": "301", "name": "莲花厅", "setup_minutes": 30, "cleardown_minutes": 20, "exits": 2, "fire_ok": "on"}
    form |= {"is_open": "on", "style_theatre": 80, "style_u_shape": 30}
    assert mei.post(url("room_add"), form).status_code == 302
    room = Room.objects.get()
    assert [space.code for space in room.spaces.all()] == ["301"]
    assert dict(room.styles.values_list("style", "capacity")) == {"theatre": 80, "u_shape": 30}
    assert mei.post(url("room_add"), form).status_code == 422, "the code is taken"
    form |= {"style_u_shape": "", "style_theatre": 90, "spaces": [room.spaces.get().pk]}
    assert mei.post(url("room_change", room.pk), form).status_code == 302
    assert dict(room.styles.values_list("style", "capacity")) == {"theatre": 90}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"style_theatre": ""}, "style_theatre"),
        ({"style_theatre": "0"}, "style_theatre"),
        ({"code": ""}, "code"),
        ({"sound_score": "6"}, "sound_score"),
        ({"setup_minutes": "-1"}, "setup_minutes"),
    ],
)
def test_bad_input_names_the_field_and_keeps_what_was_typed(cast: Cast, mei: Client, change, field):
    form = {"code": "301", "name": "莲花厅", "setup_minutes": 0, "cleardown_minutes": 0, "exits": 2, "style_theatre": 8}
    answer = mei.post(url("room_add"), form | change)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "莲花厅" in answer.content.decode()
    assert not Room.objects.exists()


@pytest.mark.django_db
def test_closing_under_a_booking_shows_it_first_and_then_allows_it(cast: Cast, mei: Client):
    room = make_room(cast.site)
    take(room)
    form = {"starts_at": "2026-11-21T08:00", "ends_at": "2026-11-21T18:00", "reason": "漏水"}
    answer = mei.post(url("close", room.pk), form)
    assert answer.status_code == 422 and len(answer.context["conflicts"]) == 1
    assert not Closure.objects.exists()
    assert mei.post(url("close", room.pk), form | {"anyway": "1"}).status_code == 302
    closure = Closure.objects.get()
    assert "漏水" in mei.get(url("room", room.pk)).content.decode()
    assert mei.post(url("lift", closure.pk)).status_code == 302
    assert Closure.objects.get().lifted_at == NINE


@pytest.mark.django_db
def test_closing_backwards_is_refused(cast: Cast, mei: Client):
    form = {"starts_at": "2026-11-21T08:00", "ends_at": "2026-11-21T08:00", "reason": "x"}
    answer = mei.post(url("close", make_room(cast.site).pk), form)
    assert list(answer.context["form"].errors) == ["ends_at"]


@pytest.mark.django_db
def test_search_offers_free_rooms_with_score_reasons_and_a_style(cast: Cast, mei: Client):
    make_room(cast.site, "A", styles={Style.ROUNDTABLE: 30}, equipment={"projector": 1}, sound_score=5)
    taken = make_room(cast.site, "B", styles={Style.ROUNDTABLE: 30})
    take(taken)
    asked = {"starts_at": "2026-11-21T09:00", "ends_at": "2026-11-21T10:00", "headcount": 10, "purpose": "discussion"}
    page = mei.get(url("free"), asked | {"equipment": "projector"})
    assert [row[0].free.code for row in page.context["rows"]] == ["A"]
    assert page.context["proposals"][0].style is Style.ROUNDTABLE
    assert mei.get(url("free"), asked | {"headcount": "0"}).status_code == 422
    assert mei.get(url("free"), asked | {"ends_at": "2026-11-21T09:00"}).status_code == 422
    assert mei.get(url("free"), asked | {"equipment": "no such thing"}).status_code == 422


@pytest.mark.django_db
def test_the_tree_is_kept_by_form(cast: Cast, mei: Client):
    assert mei.post(url("place_add", "building"), {"code": "A", "name": "A座"}).status_code == 302
    building = Building.objects.get()
    assert mei.post(url("place_add", "floor"), {"building": building.pk, "level": 3, "name": "3层"}).status_code == 302
    floor = Floor.objects.get()
    space = {"code": "301", "name": "301", "floor": floor.pk, "area_m2": "120.5"}
    assert mei.post(url("place_add", "space"), space).status_code == 302
    assert mei.post(url("place_add", "space"), space).status_code == 422
    assert mei.post(url("place_add", "equipment"), {"kind": "projector", "count": 2}).status_code == 302
    one = Equipment.objects.get()
    assert mei.get(url("place_change", "equipment", one.pk)).status_code == 200
    assert "301" in mei.get(url("tree")).content.decode()
    assert mei.post(url("equipment_remove", one.pk)).status_code == 302
    assert not Equipment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        ("bob", "rooms", 200),
        ("bob", "room_add", 403),
        ("alice", "room_add", 200),
        ("audrey", "room_add", 200),
        ("charlie", "rooms", 404),
        ("cleo", "rooms", 403),
    ],
)
def test_who_opens_what(cast: Cast, client: Client, who, page, status):
    client.force_login(cast.users[who])
    assert client.get(url(page)).status_code == status


@pytest.mark.django_db
def test_rooms_of_another_site_are_not_found(cast: Cast, mei: Client):
    room = make_room(cast.other_site)
    for page in ("room", "room_change", "close"):
        assert mei.get(url(page, room.pk)).status_code == 404


def sheet(*rows) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("rooms.xlsx", content.getvalue())


HEAD = ["房间编号", "会议室", "楼栋", "楼层", "面积", "组成", "设备", "theatre", "u_shape"]


@pytest.mark.django_db
def test_a_sheet_of_rooms_comes_in_and_a_second_one_changes_nothing_twice(cast: Cast, mei: Client):
    rows = [
        ["H", "大厅", "", "", "", "H1,H2", "projector×2", 300, ""],
        ["H1", "大厅一", "A", 3, 120, "", "", 140, 60],
        ["H2", "大厅二", "A", 3, 110, "", "", 130, 50],
    ]
    for created in (3, 0):
        mei.get(url("rooms_import"))
        sent = mei.post(url("rooms_import"), {"file": sheet(HEAD, *rows)})
        assert sent.status_code == 302, sent.content.decode()
        page = mei.get(sent["Location"])
        assert page.context["run"].counts["bad"] == 0, page.context["problems"]
        mei.post(sent["Location"], {"apply": "1"})
        assert mei.get(sent["Location"]).context["run"].counts["created"] == created
    whole = Room.objects.get(code="H")
    assert sorted(space.code for space in whole.spaces.all()) == ["H1", "H2"]
    assert whole.equipment.get().count == 2
    assert (Room.objects.count(), Space.objects.count(), Floor.objects.get().level) == (3, 2, 3)


@pytest.mark.django_db
def test_bad_rows_of_a_sheet_are_named_and_change_nothing(cast: Cast, mei: Client):
    make_space(cast.site, "S1")
    rows = [
        ["A", "甲", "", "", "", "S9", "", 10, ""],
        ["B", "乙", "", "", "", "", "flying carpet", 10, ""],
        ["C", "丙", "", "", "", "", "", "", ""],
        ["D", "丁", "", "", "", "", "", "many", ""],
    ]
    sent = mei.post(url("rooms_import"), {"file": sheet(HEAD, *rows)})
    page = mei.get(sent["Location"])
    assert page.context["run"].counts["bad"] == 4
    assert not Room.objects.exists()
