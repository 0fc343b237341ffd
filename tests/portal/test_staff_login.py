"""Staff log in by 企业微信 or 钉钉: only bound accounts; strangers bind with a code; forged answers are refused."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.core.cache import cache

from guanjia.foundation.messages.public import close_box, make_bind_code
from guanjia.foundation.messages.rules.signing import callback_signature
from guanjia.foundation.sites.public import Site, site_now
from guanjia.kernel import clock
from tests.cast import Cast
from tests.foundation.fake_gateways import Fake, fake_gateways
from tests.foundation.test_gateways import gateway

pytestmark = pytest.mark.django_db
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"


@pytest.fixture
def fake(cast: Cast) -> Iterator[Fake]:
    cache.clear()
    Site.objects.filter(pk=cast.site.pk).update(settings={"webhooks.private": True})
    cast.site.refresh_from_db()
    with fake_gateways() as running:
        for kind in ("wecom", "dingtalk"):
            gateway(cast, running, kind, callback_token="tok", callback_key=KEY)
        yield running


def come_back(client: Any, provider: str, code: str = "code-of-zhangsan") -> Any:
    """Leave for the service and come back with what it gives."""
    away = client.get(f"/p/staff/yard/{provider}/")
    fields = parse_qs(urlsplit(away.url).query)
    assert away.status_code == 302 and f"/p/staff/yard/{provider}/back/" in fields["redirect_uri"][0]
    return client.get(f"/p/staff/yard/{provider}/back/?code={quote(code)}&state={fields['state'][0]}")


@pytest.mark.parametrize("provider", ["wecom", "dingtalk"])
def test_a_stranger_binds_with_a_code_and_is_known_the_next_time(
    client: Any, cast: Cast, fake: Fake, provider: str
) -> None:
    assert come_back(client, provider).url == "/p/staff/yard/bind/"
    assert client.post("/p/staff/yard/bind/", {"code": "WRONGONE"}).status_code == 422
    code = make_bind_code(site=cast.site, user=cast.bob, actor=cast.mei, at=site_now(cast.site))
    assert client.post("/p/staff/yard/bind/", {"code": code}).status_code == 302
    assert client.get("/s/yard/").status_code in (200, 302) and int(client.session["_auth_user_id"]) == cast.bob.pk
    client.logout()
    assert come_back(client, provider).url == "/s/"
    assert int(client.session["_auth_user_id"]) == cast.bob.pk


def test_a_forged_or_repeated_answer_is_refused(client: Any, cast: Cast, fake: Fake) -> None:
    assert client.get("/p/staff/yard/wecom/back/?code=code-of-zhangsan&state=x").status_code == 400
    away = client.get("/p/staff/yard/wecom/")
    state = re.search(r"state=([^&#]+)", away.url)
    assert state is not None
    assert client.get(f"/p/staff/yard/dingtalk/back/?code=c&state={state[1]}").status_code == 400
    assert client.get(f"/p/staff/yard/wecom/back/?code=c&state={state[1]}").status_code == 400, "a state counts once"


def test_a_code_of_nobody_and_a_service_that_is_down(client: Any, cast: Cast, fake: Fake) -> None:
    assert come_back(client, "wecom", "nobody").status_code == 502
    fake.down = True
    assert come_back(client, "wecom").status_code == 502
    assert client.get("/p/staff/yard/fax/").status_code == 404 and client.get("/p/staff/quay/wecom/").status_code == 404


def test_five_wrong_codes_end_the_binding(client: Any, cast: Cast, fake: Fake) -> None:
    come_back(client, "wecom")
    answers = [client.post("/p/staff/yard/bind/", {"code": f"WRONG{n}"}).status_code for n in range(6)]
    assert answers == [422] * 5 + [403]


def test_a_manager_keeps_the_password(client: Any, cast: Cast, fake: Fake) -> None:
    come_back(client, "wecom")
    code = make_bind_code(site=cast.site, user=cast.mei, actor=cast.mei, at=site_now(cast.site))
    assert client.post("/p/staff/yard/bind/", {"code": code}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_the_callback_answers_its_service_only(client: Any, cast: Cast, fake: Fake) -> None:
    sealed, now = close_box("hello", aes_key=KEY, receiver="ww1234", salt=b"0" * 16), int(clock.now().timestamp())
    good = {"timestamp": str(now), "nonce": "2", "echostr": sealed, "msg_signature": signed(now, sealed)}
    old = {"timestamp": str(now - 600), "msg_signature": signed(now - 600, sealed)}
    assert client.get("/p/callbacks/yard/wecom/", good).content == b"hello"
    for change in ({"nonce": "3"}, old):
        assert client.get("/p/callbacks/yard/wecom/", good | change).status_code == 403
    assert client.get("/p/callbacks/quay/wecom/", good).status_code == 404
    url = f"/p/callbacks/yard/wecom/?timestamp={now}&nonce=2&msg_signature={good['msg_signature']}"
    assert client.post(url, "no xml", content_type="text/xml").status_code == 403


def signed(at: int, sealed: str) -> str:
    return callback_signature("tok", str(at), "2", sealed)
