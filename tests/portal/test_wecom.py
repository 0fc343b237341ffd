"""What a member writes in 企业微信 becomes a request once; strangers, old boxes and forged ones become nothing."""

from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from guanjia.foundation.messages.handles import bind
from guanjia.foundation.messages.public import (
    BadCallback,
    answer_box,
    close_box,
    is_fresh,
    make_bind_code,
    open_box,
    read_told,
)
from guanjia.foundation.messages.rules.callback_text import FRESH_SECONDS
from guanjia.foundation.messages.rules.signing import callback_signature
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import clock
from guanjia.servicedesk.public import Channel, ServiceRequest
from tests.cast import Cast
from tests.factories.homes import make_unit
from tests.foundation.fake_gateways import Fake
from tests.foundation.test_gateways import gateway

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
BOX = {"token": "tok", "aes_key": KEY, "receiver": "ww1"}
URL = "/p/callbacks/yard/wecom/"


def message(text: str, *, sender: str = "zhangsan", kind: str = "text", number: str = "7001") -> str:
    fields = {"ToUserName": "ww1", "FromUserName": sender, "CreateTime": "1", "MsgType": kind, "Content": text}
    parts = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in (fields | {"MsgId": number}).items())
    return f"<xml>{parts}</xml>"


@pytest.mark.parametrize(("away", "fresh"), [(0, True), (300, True), (-300, True), (301, False), (-301, False)])
def test_a_box_is_fresh_for_five_minutes(away: int, fresh: bool) -> None:
    assert is_fresh(str(1_700_000_000 + away), 1_700_000_000) is fresh and FRESH_SECONDS == 300
    assert not is_fresh("", 0) and not is_fresh("-1", 0) and not is_fresh("１", 1)


def test_what_is_no_message_is_refused_and_an_answer_opens_at_the_other_end() -> None:
    assert read_told(message("漏水")).text == "漏水" and read_told(message("x", kind="image")).text == ""
    for bad in ("", "<xml/>", "<xml><FromUserName>a</FromUserName></xml>", message("漏水", number="")):
        with pytest.raises(BadCallback):
            read_told(bad)
    given = {"timestamp": "5", "nonce": "n"}
    root = fromstring(answer_box("已登记 <1>", to="zhangsan", salt=b"0123456789abcdef", **BOX, **given))
    signature, sealed = root.findtext("MsgSignature"), root.findtext("Encrypt")
    inner = fromstring(open_box(signature=signature, sealed=sealed, **BOX, **given))
    assert inner.findtext("Content") == "已登记 <1>" and inner.findtext("ToUserName") == "zhangsan"


def post(client: Any, text: str, *, late: int = 0) -> Any:
    at = str(int(clock.now().timestamp()) - late)
    sealed = close_box(text, aes_key=KEY, receiver="ww1", salt=b"0123456789abcdef")
    query = f"?timestamp={at}&nonce=n&msg_signature={callback_signature('tok', at, 'n', sealed)}"
    body = f"<xml><ToUserName>ww1</ToUserName><Encrypt>{sealed}</Encrypt></xml>"
    return client.post(URL + query, body, content_type="text/xml")


def words(answer: Any) -> str:
    root = fromstring(answer.content.decode())
    found = {"timestamp": root.findtext("TimeStamp"), "nonce": root.findtext("Nonce")}
    opened = open_box(signature=root.findtext("MsgSignature"), sealed=root.findtext("Encrypt"), **BOX, **found)
    return fromstring(opened).findtext("Content")


@pytest.mark.django_db
def test_a_member_reports_by_a_line_of_text_and_asks_how_far_it_is(client: Any, cast: Cast) -> None:
    gateway(cast, Fake(), "wecom", callback_token="tok", callback_key=KEY, corp_id="ww1")
    unit, at = make_unit(cast.site, "1201"), site_now(cast.site)
    assert "/p/staff/yard/wecom/" in words(post(client, message("3-2-1201 厨房水管漏水"))), (
        "a stranger is asked to bind"
    )
    assert not ServiceRequest.objects.exists()
    code = make_bind_code(site=cast.site, user=cast.tom, actor=cast.mia, at=at)
    bind(site=cast.site, provider="wecom", name="zhangsan", code=code, at=at)
    first = words(post(client, message("3-2-1201 厨房水管漏水")))
    made = ServiceRequest.objects.get()
    assert (made.unit, made.channel, made.user) == (unit, Channel.STAFF, cast.tom) and made.number in first
    assert f"/requests/{made.number}/" in first
    assert words(post(client, message("3-2-1201 厨房水管漏水"))) == first and ServiceRequest.objects.count() == 1
    assert made.title[:6] in words(post(client, message(made.number.lower(), number="7002")))
    assert "BX-20200101-0001" in words(post(client, message("BX-20200101-0001", number="7003")))
    for number, (text, kind) in enumerate((("谢谢", "text"), ("", "image")), 8000):
        assert "/requests/new/" in words(post(client, message(text, kind=kind, number=str(number))))
    assert post(client, message("", kind="event")).content == b"success"
    assert "绝密" not in words(post(client, message("3-2-1201 绝密文件柜漏水 机密★", number="7009")))
    assert post(client, message("漏水了很多", number="7010"), late=301).status_code == 403
    assert post(client, "<xml/>").status_code == 403
    assert ServiceRequest.objects.count() == 1
