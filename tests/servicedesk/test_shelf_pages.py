"""Price list, parts, quotes and mass incidents on the screen."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from guanjia.servicedesk.actions.shelves import count_part
from guanjia.servicedesk.models import Incident, PriceItem, Quote, StockItem
from guanjia.servicedesk.public import OrderRefused, RequestState
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home, ask, fresh

pytestmark = pytest.mark.django_db


def go(name: str, *args: object) -> str:
    return reverse(f"servicedesk:{name}", args=["yard", *args])


def test_a_price_is_kept_quoted_and_accepted_by_the_owners_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    price = {"code": "A1", "title": "更换水龙头", "price": "35.50", "unit_text": "个", "active": "on"}
    assert client.post(go("price_new"), price | {"price": "-1"}).status_code == 422
    assert client.post(go("price_new"), price).status_code == 302
    unit, person = a_home(cast.site)
    row = ask(cast, "换水龙头", kind="home.small", unit_id=unit.pk, person_id=person.pk)
    client.force_login(cast.hana)
    act = reverse("servicedesk:request_act", args=["yard", row.number, "quote"])
    assert client.post(act, {"count-A1": ""}, follow=True).content.decode().count("价目表") >= 1
    client.post(act, {"count-A1": "2"})
    quote = Quote.objects.get()
    assert quote.total_fen == 7100 and "71.00" in client.get(go("request", row.number)).content.decode()
    item = PriceItem.objects.get()
    client.force_login(cast.mei)
    client.post(go("price", item.pk), price | {"price": "99"})
    client.logout()
    page = reverse("quote", args=[quote.token])
    assert "71.00" in client.get(page).content.decode(), "a quote keeps its price"
    assert client.get(reverse("quote", args=["guessed"])).status_code == 404
    assert client.post(page, {"word": "maybe"}).status_code == 422
    assert client.post(page, {"word": "yes"}).status_code == 302
    assert client.post(page, {"word": "no"}).status_code == 409
    quote.refresh_from_db()
    assert (quote.state, quote.decided_how) == ("accepted", "link")
    client.force_login(cast.hana)
    assert client.post(go("price_new"), price).status_code == 403
    client.post(act, {"count-A1": "1"})
    decide = reverse("servicedesk:request_act", args=["yard", row.number, "decide"])
    client.post(decide, {"quote": Quote.objects.latest("pk").pk, "word": "no"})
    assert Quote.objects.latest("pk").decided_how == "counter"


def test_a_shelf_comes_in_as_a_sheet_is_received_and_counted(cast: Cast, client: Client) -> None:
    client.force_login(cast.mei)
    book = Workbook()
    for line in (
        ("物料编码", "名称", "库存", "安全库存", "单位"),
        ("D1", "节能灯", 3, 5, "只"),
        ("D2", "水龙头", "很多", 1, "个"),
    ):
        book.active.append(line)
    sheet = io.BytesIO()
    book.save(sheet)
    sent = client.post(go("stock_import"), {"file": SimpleUploadedFile("备件.xlsx", sheet.getvalue())}, follow=True)
    run = sent.redirect_chain[-1][0]
    client.post(run, {"apply": "1"})
    item = StockItem.objects.get(code="D1")
    page = client.get(go("stock") + "?short=short").content.decode()
    assert "节能灯" in page
    act = lambda verb, **data: client.post(go("part_act", item.pk, verb), data, follow=True).content.decode()  # noqa: E731
    assert "来源" in act("receive", count="10", words="")
    act("receive", count="10", words="五金店采购")
    act("count", count="12", words="")
    assert StockItem.objects.get(code="D1").on_hand == 13, "a difference says why"
    act("count", count="12", words="坏一只")
    assert StockItem.objects.get(code="D1").on_hand == 12
    stale = StockItem.objects.get(code="D1")
    StockItem.objects.update(on_hand=11)
    with pytest.raises(OrderRefused):
        count_part(item=stale, found=12, words="x", actor=cast.mei, at=NINE)
    assert "节能灯" in client.get(go("part", item.pk)).content.decode()
    client.force_login(cast.audrey)
    assert client.post(go("part_act", item.pk, "receive"), {"count": "1", "words": "x"}).status_code == 403


def test_an_incident_is_opened_from_a_request_hung_on_and_ended(cast: Cast, client: Client) -> None:
    units = [
        a_home(cast.site, code=f"3-2-{n}", name=f"住户{n}", phone=f"1380000610{n % 10}") for n in (1201, 1202, 1203)
    ]
    rows = [ask(cast, "家里停水了", kind="water.none", unit_id=u.pk, person_id=p.pk) for u, p in units]
    client.force_login(cast.hana)
    page = client.get(go("incident_new") + f"?request={rows[0].number}").content.decode()
    assert "家里停水了" in page
    given = {"kind": "water.none", "building": rows[0].building_id, "title": "3号楼停水", "read_out": ""}
    assert client.post(go("incident_new"), given).status_code == 422
    client.post(go("incident_new") + f"?request={rows[0].number}", given | {"read_out": "水泵抢修，两小时恢复"})
    incident = Incident.objects.get()
    page = client.get(go("incident", incident.number)).content.decode()
    assert rows[1].number in page and "水泵抢修" in page
    client.post(go("incident_act", incident.number, "hang"), {"request": [rows[1].number]})
    assert incident.requests.count() == 2
    client.post(go("incident_act", incident.number, "end"), {"words": ""})
    assert fresh(rows[0]).stage is RequestState.NEW
    client.post(go("incident_act", incident.number, "end"), {"words": "已恢复供水"})
    assert [fresh(row).stage for row in rows] == [RequestState.COMPLETED] * 2 + [RequestState.NEW]
    assert "已结束" in client.get(go("incidents")).content.decode()
    client.force_login(cast.charlie)
    assert client.get(go("incident", incident.number)).status_code == 404
