"""Webhooks: signed, at least once, never into the house's own network unless allowed."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from guanjia.foundation.events.addresses import AddressRefused, check_url
from guanjia.foundation.events.models import WebhookDelivery, WebhookEndpoint
from guanjia.foundation.events.public import announce, announced, send_webhooks
from guanjia.foundation.events.rules import is_public, sign
from guanjia.foundation.events.webhooks import GIVE_UP_AFTER, SIGNATURE, make_salt, secret_of
from guanjia.foundation.journal.public import event_kind, record
from guanjia.foundation.sites.public import Site
from guanjia.kernel import clock
from tests.factories.sites import make_site
from tests.harness.race import race

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class BellRung:
    bell: int


KIND = event_kind(BellRung)


class Listener(HTTPServer):
    """The other side: keeps what it got and answers with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def endpoint(site: Site, url: str, **fields: Any) -> WebhookEndpoint:
    fields = {"name": "other side", "event_kinds": [KIND], "salt": make_salt()} | fields
    return WebhookEndpoint.objects.create(site=site, url=url, **fields)


def ring(site: Site) -> None:
    record(site=site, at=AT, actor=None, action="bell.ring", subject=("bell", 1), event=BellRung(1))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("172.32.0.1", True),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:0a00:0001::1", False),
    ],
)
def test_what_counts_as_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "http://",
        "http://user:pass@8.8.8.8/",
        "http://127.0.0.1/",
        "http://[::1]:8000/",
        "http://localhost:6379/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://8.8.8.8:99999/",
        "http://no-such-host.invalid/",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url, allow_private=False)


def test_a_private_address_may_be_allowed() -> None:
    assert check_url("http://127.0.0.1:8000/", allow_private=True) == "127.0.0.1"
    assert check_url("https://8.8.8.8/", allow_private=False) == "8.8.8.8"


def test_the_signature_covers_stamp_and_body() -> None:
    expected = hmac.new(b"s", b"1700000000.{}", hashlib.sha256).hexdigest()
    assert sign("s", 1700000000, b"{}") == f"t=1700000000,v1={expected}"
    assert sign("s", 1700000001, b"{}") != sign("s", 1700000000, b"{}")


def test_events_are_offered_by_their_kind() -> None:
    announce(BellRung, "Bell rung")
    assert announced()[KIND] == "Bell rung"


@pytest.mark.django_db
def test_a_call_is_signed_and_delivered_once(listener: Listener) -> None:
    site = make_site(settings={"webhooks.private": True})
    row = endpoint(site, listener.url)
    ring(site)
    assert send_webhooks(now=clock.now()) == 1
    assert send_webhooks(now=clock.now()) == 0
    [(headers, body)] = listener.got
    stamp = int(headers[SIGNATURE].partition(",")[0].removeprefix("t="))
    assert headers[SIGNATURE] == sign(secret_of(row), stamp, body)
    data = json.loads(body)
    assert (data["kind"], data["site"], data["data"]) == (KIND, site.code, {"bell": 1})
    assert WebhookDelivery.objects.get().status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("status", [301, 400, 404, 500])
def test_any_other_answer_is_tried_again_later(listener: Listener, status: int) -> None:
    site = make_site(settings={"webhooks.private": True})
    endpoint(site, listener.url)
    ring(site)
    listener.status, begun = status, clock.now()
    assert send_webhooks(now=begun) == 0
    assert send_webhooks(now=begun + timedelta(seconds=29)) == 0
    assert len(listener.got) == 1
    row = WebhookDelivery.objects.get()
    assert (row.attempts, row.last_error, row.state) == (1, f"HTTP {status}", "queued")
    listener.status = 204
    assert send_webhooks(now=begun + timedelta(seconds=30)) == 1
    first, second = (body for _, body in listener.got)
    assert first == second


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "state"), [(GIVE_UP_AFTER - timedelta(seconds=1), "queued"), (GIVE_UP_AFTER, "failed")]
)
def test_a_week_of_failures_is_given_up(age: timedelta, state: str) -> None:
    site = make_site(settings={"webhooks.private": True})
    endpoint(site, "http://127.0.0.1:1/")
    ring(site)
    row = WebhookDelivery.objects.get()
    send_webhooks(now=row.made_at + age)
    row.refresh_from_db()
    assert row.state == state and row.last_error


@pytest.mark.django_db
def test_a_private_address_is_not_called(listener: Listener) -> None:
    site = make_site()
    endpoint(site, listener.url)
    ring(site)
    assert send_webhooks(now=clock.now()) == 0
    assert listener.got == []
    assert "AddressRefused" in WebhookDelivery.objects.get().last_error


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"active": False}, {"event_kinds": []}, {"event_kinds": ["other.Kind"]}])
def test_who_did_not_ask_is_not_called(fields: dict[str, Any]) -> None:
    site = make_site()
    endpoint(site, "http://127.0.0.1:1/", **fields)
    endpoint(make_site(), "http://127.0.0.1:1/")
    ring(site)
    assert not WebhookDelivery.objects.exists()


@pytest.mark.django_db
def test_secrets_differ_and_change_with_the_salt() -> None:
    site = make_site()
    one, two = endpoint(site, "http://x/"), endpoint(site, "http://x/", name="two")
    assert secret_of(one) != secret_of(two)
    before, one.salt = secret_of(one), make_salt()
    assert secret_of(one) != before and one.salt not in secret_of(one)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_call_once(listener: Listener) -> None:
    site = make_site(settings={"webhooks.private": True})
    endpoint(site, listener.url)
    ring(site)
    counts = race([lambda: send_webhooks(now=clock.now())] * 4)
    assert sum(counts) == 1 and len(listener.got) == 1
