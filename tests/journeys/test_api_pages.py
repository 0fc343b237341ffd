"""A manager lets programs in: a token that works until it is revoked, a calendar that stays current, a signed webhook."""

import hashlib
import hmac
import json
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.models import Block, Event
from guanjia.foundation.events.public import send_webhooks
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from guanjia.servicedesk.public import Report, WorkOrder, open_order
from tests.cast import Cast, make_cast
from tests.factories.conference import make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    return make_cast()


class Listener(HTTPServer):
    """Another program that is called; it keeps headers and body of each call."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()


def test_a_token_opens_the_api_until_it_is_revoked(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = browse(user=people.mei)
    page.goto("/s/yard/settings/tokens/")
    page.get_by_label("用途").fill("楼宇大屏")
    page.get_by_label("查看工单").check()
    page.get_by_label("登记和办理工单").check()
    page.get_by_role("button", name="创建令牌").click()
    token = page.locator("section[role=status] code").inner_text()
    accessible(page)
    shot(page, "token")
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "first"}
    url = f"{browse.house.url}/api/v1/sites/yard"
    made = httpx.post(f"{url}/orders", json={"title": "大厅灯坏"}, headers=headers)
    assert made.status_code == 201 and made.json()["state"] == "new"
    again = httpx.post(f"{url}/orders", json={"title": "大厅灯坏"}, headers=headers)
    assert again.json() == made.json() and WorkOrder.objects.count() == 1
    refused = httpx.post(f"{url}/orders", json={}, headers={"Authorization": f"Bearer {token}"})
    assert refused.headers["Content-Type"].startswith("application/problem+json")
    assert (refused.json()["field"], refused.json()["message"]) == ("title", "此项必填。")
    assert httpx.get(f"{url}/journal", headers=headers).json()["error"] == "scope"
    page.goto("/s/yard/settings/tokens/")
    assert token not in page.content()
    page.get_by_role("button", name="吊销").click()
    expect(page.get_by_text("已吊销").first).to_be_visible()
    assert httpx.get(f"{url}/orders", headers=headers).status_code == 401


def test_a_calendar_is_subscribed_and_follows_the_event(
    browse: Browse, people: Cast, shot: Callable[..., Path]
) -> None:
    now = clock.now()
    start = now + timedelta(days=2)
    event = make_event(people.site, title="季度安全会", starts_at=start, ends_at=start + timedelta(hours=1))
    sitting = make_sitting(event, make_room(people.site, "301", name="301会议室"))
    type(sitting).objects.filter(pk=sitting.pk).update(
        title="季度安全会", starts_at=start, ends_at=start + timedelta(hours=1)
    )
    arrange_blocks(event=event, actor=people.alice, at=now)
    page = browse(user=people.alice)
    page.goto(f"/s/yard/conference/e/{event.ref}/")
    page.get_by_role("link", name="日历", exact=True).click()
    shot(page, "calendars")
    link = page.locator("td a").first.get_attribute("href") or ""
    with urllib.request.urlopen(link) as answer:
        assert "季度安全会" in answer.read().decode()
    cancel_event(event=Event.objects.get(pk=event.pk), actor=people.alice, at=now, reason="取消")
    assert "STATUS:CANCELLED" in httpx.get(link).text
    page.goto(f"/s/yard/places/rooms/{Block.objects.get(event=event).room_id}/")
    page.get_by_role("link", name="日历", exact=True).click()
    expect(page.locator("td").first).to_have_text("301会议室")
    page.get_by_role("button", name="作废").click()
    assert httpx.get(link).status_code == 404


def test_a_webhook_is_called_signed_and_called_again(
    browse: Browse, people: Cast, listener: Listener, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    Site.objects.filter(pk=people.site.pk).update(settings={"webhooks.private": True})
    page = browse(user=people.mei)
    page.goto("/s/yard/system/webhooks/add/")
    page.get_by_label("名称").fill("值班机器人")
    page.get_by_label("地址").fill(f"http://127.0.0.1:{listener.server_port}/hook")
    page.get_by_label("新工单").check()
    page.get_by_role("button", name="保存").click()
    secret = page.locator("[data-secret]").inner_text()
    accessible(page)
    shot(page, "secret")
    page.reload()
    expect(page.locator("[data-secret]")).to_have_count(0)
    people.site.refresh_from_db()
    open_order(site=people.site, report=Report(title="电梯异响"), actor=people.bob, at=clock.now())
    assert send_webhooks(now=clock.now()) == 1
    headers, body = listener.got[0]
    stamp, _comma, signature = headers["Guanjia-Signature"].partition(",v1=")
    signed = f"{stamp.removeprefix('t=')}.".encode() + body
    assert hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() == signature
    assert "电梯" not in json.dumps(json.loads(body), ensure_ascii=False), "ids leave the house, no words"
    page.goto("/s/yard/system/webhooks/")
    expect(page.get_by_text("已送达").first).to_be_visible()
    shot(page, "deliveries")
    page.get_by_role("button", name="重新发送").first.click()
    assert send_webhooks(now=clock.now()) == 1
    assert json.loads(listener.got[1][1])["id"] == json.loads(body)["id"]
