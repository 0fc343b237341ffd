"""Guest lists as organisers send them: every wrong cell is named by row, column and reason; nothing is taken until somebody says so."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.conference.models import Event, Guest
from guanjia.conference.models.guest import sealed_wishes
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.persons.public import private_values
from tests.cast import Cast
from tests.factories.conference import make_event

pytestmark = pytest.mark.django_db
HEAD = ["姓名", "单位", "职务", "手机", "邮箱", "参会类别", "排序"]


def workbook(*rows: list[Any], merge: tuple[str, ...] = ()) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merge:
        book.active.merge_cells(area)
    raw = io.BytesIO()
    book.save(raw)
    return SimpleUploadedFile("名单.xlsx", raw.getvalue())


def preview(client: Client, cast: Cast, event: Event, sheet: SimpleUploadedFile) -> tuple[str, str]:
    """The page after sending a sheet, and its address."""
    client.force_login(cast.alice)
    sent = client.post(reverse("conference:guests_import", args=["yard", event.ref]), {"file": sheet})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    return client.get(sent.headers["Location"]).content.decode(), sent.headers["Location"]


def test_every_wrong_cell_is_named_and_the_good_rows_can_be_taken(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    sheet = workbook(
        ["年度工作会议参会名单", *[""] * 6],
        HEAD,
        ["张三", "市财政局", "局长", "13800138000", "zhang@example.org", "出席", 1],
        ["", "市财政局", "处长", "", "", "出席", 2],
        ["李四", "市财政局", "处长", "12", "", "出席", 3],
        ["王五", "市财政局", "处长", "", "no-address", "列席", 4],
        ["赵六", "市财政局", "处长", "", "", "主持", 5],
        ["孙七", "市财政局", "处长", "", "", "旁听", "第六"],
        ["=A3&A4", "市财政局", "处长", "", "", "", 7],
        ["张三", "市财政局", "局长", "", "", "", 8],
        ["周八", "市财政局", "处长", "13900139000", "zhou@example.org", "旁听", 9],
        merge=("A1:G1",),
    )
    shown, address = preview(client, cast, event, sheet)
    assert not Guest.objects.exists(), "a preview changes nothing"
    for row, column in ((4, "姓名"), (5, "手机"), (6, "邮箱"), (7, "参会类别"), (8, "排序"), (9, "姓名")):
        assert f">{row}<" in shown and column in shown, (row, column)
    for reason in ("这不是电话号", "出席 / 参会"):
        assert reason in shown
    client.post(address, {"apply": "1", "policy": "good"})
    assert dict(Guest.objects.values_list("name", "role")) == {"张三": "attend", "周八": "observe"}


def test_merged_headers_and_merged_organisations_are_read(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    sheet = workbook(
        ["单位", "参会人员", ""],
        ["", "姓名", "职务"],
        ["市财政局", "张三", "局长"],
        ["", "李四", "处长"],
        merge=("A1:A2", "B1:C1", "A3:A4"),
    )
    _shown, address = preview(client, cast, event, sheet)
    client.post(address, {"apply": "1", "policy": "good"})
    assert set(Guest.objects.values_list("name", "delegation__name")) == {("张三", "市财政局"), ("李四", "市财政局")}


def test_a_sheet_of_something_else_takes_nobody(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    shown, address = preview(client, cast, event, workbook(["商品", "数量"], ["茶叶", 3]))
    assert "姓名" in shown
    client.post(address, {"apply": "1", "policy": "good"})
    assert not Guest.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"PK\x03\x04broken"])
def test_what_is_no_sheet_says_so(cast: Cast, client: Client, raw: bytes) -> None:
    event = make_event(cast.site)
    client.force_login(cast.alice)
    page = reverse("conference:guests_import", args=["yard", event.ref])
    assert client.post(page, {"file": SimpleUploadedFile("名单.xlsx", raw)}).status_code == 422
    assert not Guest.objects.exists()


def test_fifty_thousand_guests_are_previewed_and_nobody_is_doubled(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    text = "姓名,单位\n" + "\n".join(f"客人{n},单位{n % 300}" for n in range(49_999)) + "\n客人7,单位7\n"
    sheet = SimpleUploadedFile("名单.csv", text.encode())
    shown, _address = preview(client, cast, event, sheet)
    assert "49,999" in shown or "49999" in shown
    assert "50001" in shown or "50,001" in shown, "the doubled row is named"


def take(client: Client, cast: Cast, event: Event, *rows: list[Any]) -> str:
    shown, address = preview(client, cast, event, workbook(*rows))
    client.post(address, {"apply": "1", "policy": "good"})
    return shown


def test_a_newer_sheet_changes_what_it_says_and_wipes_nothing(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    take(client, cast, event, [*HEAD, "座位"], ["张三", "市财政局", "局长", "", "", "列席", 1, "1-1"])
    known = Guest.objects.select_related("person").get()
    Guest.objects.update(wishes=sealed_wishes(known.person, "清真", ""), invite_rev=1, told_rev=1)
    take(
        client,
        cast,
        event,
        ["姓名", "单位", "邮箱", "饮食", "座位"],
        ["张三", "市财政局", "zhang@example.org", "", "1-2"],
    )
    guest = Guest.objects.select_related("person").get()
    assert (guest.position, guest.role, guest.rank_no, guest.diet) == ("局长", "sit_in", 1, "清真"), (
        "columns not sent stay"
    )
    assert guest.seat == "1-2"
    assert private_values(guest.person, "email") == ["zhang@example.org"]
    address = reverse("conference:guests", args=[cast.site.code, event.ref])
    sheet = b"".join(client.get(address, {"export": "csv"})).decode()
    assert "张三" in sheet and "清真" not in sheet, "health and belief are in no list"
    client.force_login(cast.bob)
    assert client.get(address, {"export": "csv"}).status_code == 403, "an attendant's role does not need the list"
    assert guest.told_rev == 0, "who was to be rung is written to now"
    entry = Entry.objects.filter(action="guest.change").get()
    assert entry.changes["fields"] == ["email", "seat"], "an e-mail itself is never in the journal"
    again = take(client, cast, event, ["姓名", "单位", "邮箱"], ["张三", "市财政局", "zhang@example.org"])
    assert "张三" in again
    assert Entry.objects.filter(action="guest.change").count() == 1, "the same sheet again changes nothing"


def test_two_guests_may_share_an_address(cast: Cast, client: Client) -> None:
    event = make_event(cast.site)
    rows = [["姓名", "邮箱"], ["张三", "office@example.org"], ["李四", "office@example.org"]]
    for _time in range(2):
        take(client, cast, event, *rows)
    assert Guest.objects.count() == 2
    assert not Entry.objects.filter(action="guest.change").exists()
