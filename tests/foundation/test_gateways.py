"""The ways out through 企业微信, 钉钉, text messages and voice, against a local stand-in that checks every signature."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from guanjia.foundation.messages.actions import save_gateway
from guanjia.foundation.messages.folding import FOLDED
from guanjia.foundation.messages.handles import BindRefused, bind, make_bind_code, user_of
from guanjia.foundation.messages.health import failing_messages
from guanjia.foundation.messages.locking import lock, unlock
from guanjia.foundation.messages.models import Channel, Gateway, Handle, Message, Preference, Robot
from guanjia.foundation.messages.public import notify, send_due, who_of, write_to
from guanjia.foundation.messages.sending import send_again
from guanjia.foundation.persons.public import make_person
from guanjia.foundation.sites.public import Site, site_now
from guanjia.kernel import clock
from tests.cast import Cast
from tests.foundation.fake_gateways import ACCESS_KEY, APP_KEY, CORP, SECRET, Fake, fake_gateways
from tests.foundation.test_messages import LAMP

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def fake(cast: Cast) -> Iterator[Fake]:
    cache.clear()
    Site.objects.filter(pk=cast.site.pk).update(settings={"webhooks.private": True})
    cast.site.refresh_from_db()
    with fake_gateways() as running:
        yield running


def gateway(cast: Cast, fake: Fake, kind: str, **more: Any) -> Gateway:
    values: dict[str, Any] = {"origin": fake.origin, "secret": SECRET, "agent_id": 1, "api_origin": fake.origin}
    values |= {"corp_id": CORP, "app_key": APP_KEY, "access_key": ACCESS_KEY, "signature": "桂苑物业"} | more
    at = site_now(cast.site)
    return save_gateway(site=cast.site, kind=kind, values=values, active=True, actor=cast.mei, at=at)


def bound(cast: Cast, user: Any, provider: str) -> None:
    at = site_now(cast.site)
    code = make_bind_code(site=cast.site, user=user, actor=cast.mei, at=at)
    assert bind(site=cast.site, provider=provider, name="zhangsan", code=code, at=at) == user


def tell(cast: Cast, *users: Any, **more: Any) -> None:
    Preference.objects.bulk_create([Preference(user=user, email=False) for user in users], ignore_conflicts=True)
    context = {"place": "B201", "number": "BX-1"}
    fields = {"site": cast.site, "template": LAMP.code, "context": context, "at": site_now(cast.site)} | more
    notify(users=users, **fields)


@pytest.mark.parametrize("provider", ["wecom", "dingtalk"])
def test_a_bound_member_gets_the_message_and_the_token_is_fetched_once(cast: Cast, fake: Fake, provider: str) -> None:
    gateway(cast, fake, provider)
    bound(cast, cast.bob, provider)
    tell(cast, cast.bob, cast.alice)
    tell(cast, cast.bob)
    assert send_due(now=clock.now()) == 2 and len(fake.tokens) == 1
    assert {Message.objects.get(pk=row).state for row in Message.objects.values_list("pk", flat=True)} == {"sent"}
    assert all("BX-1" in str(body) for body in fake.sent)


@pytest.mark.parametrize("provider", ["wecom", "dingtalk"])
def test_an_expired_token_is_fetched_again_and_a_wrong_secret_is_no_message(
    cast: Cast, fake: Fake, provider: str
) -> None:
    gateway(cast, fake, provider)
    bound(cast, cast.bob, provider)
    tell(cast, cast.bob)
    send_due(now=clock.now())
    fake.expire = True
    tell(cast, cast.bob)
    assert send_due(now=clock.now()) == 1 and len(fake.tokens) == 2
    gateway(cast, fake, provider, secret="wrong")
    tell(cast, cast.bob)
    assert send_due(now=clock.now()) == 0 and len(fake.sent) == 2


def test_a_gateway_that_is_busy_rests_and_its_messages_wait(cast: Cast, fake: Fake) -> None:
    made = gateway(cast, fake, "wecom")
    bound(cast, cast.bob, "wecom")
    fake.busy = True
    for _ in range(4):
        tell(cast, cast.bob, urgent=True)
    now = clock.now()
    assert send_due(now=now) == 0
    assert fake.calls.count("/cgi-bin/message/send") == 1, "the first finds out, the others do not try"
    made.refresh_from_db()
    assert made.failing_since == now and made.rests_until == now + MINUTE
    send_due(now=now + MINUTE / 2)
    assert fake.calls.count("/cgi-bin/message/send") == 1
    fake.busy = False
    assert send_due(now=now + 2 * MINUTE) == 4
    made.refresh_from_db()
    assert made.failing_since is None and made.failures == 0


def test_a_gateway_down_for_a_day_loses_nothing_and_rings_once(cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "wecom")
    bound(cast, cast.bob, "wecom")
    fake.down, start = True, clock.now()
    for hour in range(24):
        tell(cast, cast.bob)
        tell(cast, cast.bob)
        send_due(now=start + timedelta(hours=hour))
    line = next(each for each in failing_messages(cast.site, start) if each.colour == "red" and each.at)
    assert line.at == start + timedelta(hours=1), "the first message was made after the first round"
    fake.down = False
    assert send_due(now=start + timedelta(hours=26)) == 1, "one message, not forty-eight"
    text = fake.sent[0]["text"]["content"]
    assert "48" in text and text.count("BX-1") == 48
    states = list(Message.objects.exclude(state=Message.State.FOLDED).values_list("state", "template"))
    assert states == [("sent", FOLDED)]
    assert not Message.objects.filter(state=Message.State.FOLDED, folded_into=None).exists()


def test_an_unknown_member_is_a_failure_that_can_be_sent_again(cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "wecom")
    at = site_now(cast.site)
    code = make_bind_code(site=cast.site, user=cast.bob, actor=cast.mei, at=at)
    bind(site=cast.site, provider="wecom", name="gone", code=code, at=at)
    tell(cast, cast.bob)
    assert send_due(now=clock.now()) == 0
    row = Message.objects.get()
    assert "unknown" in row.last_error and row.state == "queued" and not send_again(row, now=clock.now())


def test_text_messages_carry_the_registered_signature_and_template(cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "sms", templates=f"{LAMP.code}=SMS_1:number,place")
    person = make_person(
        site=cast.site, name="王", actor=None, at=site_now(cast.site), private={"phone": "13900001111"}
    )
    context = {"number": "BX-1", "place": "B201", "name": "张三"}
    write_to(site=cast.site, person=person, template=LAMP.code, context=context, at=site_now(cast.site))
    assert send_due(now=clock.now()) == 1
    sent = fake.sent[0]
    assert sent["template"] == "SMS_1" and sent["slot.number"] == "BX-1" and "张三" not in str(sent)
    assert sent["phone"] == "+8613900001111" and sent["signature"] == "桂苑物业"


@pytest.mark.parametrize(
    ("change", "error"), [({"secret": "wrong"}, "Signature"), ({"signature": "别家"}, "SIGNATURE_ILLEGAL")]
)
def test_a_wrong_signature_is_refused_by_the_vendor(cast: Cast, fake: Fake, change: dict[str, str], error: str) -> None:
    gateway(cast, fake, "sms", templates=f"{LAMP.code}=SMS_1:number", **change)
    tell(cast, cast.bob, urgent=True)
    send_due(now=clock.now())
    assert error in Message.objects.get(channel="sms").last_error


@pytest.mark.parametrize(("urgent", "wants", "count"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_staff_get_text_messages_when_it_is_urgent_and_they_want_them(
    cast: Cast, fake: Fake, urgent: bool, wants: bool, count: int
) -> None:
    gateway(cast, fake, "sms", templates=f"{LAMP.code}=SMS_1:number")
    Preference.objects.create(user=cast.bob, email=False, sms=wants)
    tell(cast, cast.bob, urgent=urgent)
    assert Message.objects.filter(channel=Channel.SMS).count() == count


def test_what_has_no_registered_template_is_not_tried_by_text_message(cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "sms", templates="other=SMS_1:number")
    tell(cast, cast.bob, urgent=True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(("call", "count"), [(True, 1), (False, 0)])
def test_the_last_rung_rings_the_telephone(cast: Cast, fake: Fake, call: bool, count: int) -> None:
    gateway(cast, fake, "voice", templates="*=TTS_1:number")
    tell(cast, cast.bob, urgent=True, call=call)
    assert send_due(now=clock.now()) == count
    assert [body["path"] for body in fake.sent] == ["/voice/call"] * count


def test_a_signed_robot_says_place_time_number_and_nothing_else(cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "dingtalk")
    Robot.objects.create(site=cast.site, name="群", locked_url=lock(f"dingtalk://{SECRET}@ROBOT"))
    context = {"place": "B201 13900001111", "number": "BX-1", "name": "张三", "title": "《密谈》"}
    tell(cast, context=context, urgent=True)
    assert send_due(now=clock.now()) == 1
    assert fake.sent[0]["text"]["content"] == "B201 BX-1"
    Robot.objects.update(locked_url=lock("dingtalk://other@ROBOT"))
    tell(cast, context=context, urgent=True)
    assert send_due(now=clock.now()) == 0


@pytest.mark.parametrize("provider", ["wecom", "dingtalk"])
def test_only_a_bound_account_comes_back_from_the_log_in(cast: Cast, fake: Fake, provider: str) -> None:
    gateway(cast, fake, provider)
    name = who_of(cast.site, provider, "code-of-zhangsan")
    assert name == "zhangsan" and user_of(cast.site, provider, name) is None
    bound(cast, cast.bob, provider)
    assert user_of(cast.site, provider, name) == cast.bob
    assert user_of(cast.other_site, provider, name) is None and user_of(cast.site, provider, "") is None
    assert "zhangsan" not in str(Handle.objects.values("digest", "locked_name").get())


def test_a_bind_code_works_once_and_for_half_an_hour(cast: Cast) -> None:
    at = site_now(cast.site)
    give = {"site": cast.site, "user": cast.bob, "actor": cast.mei, "at": at}
    old, code = make_bind_code(**give), make_bind_code(**give)
    for name, typed, when in (("z", old, at), ("z", "WRONG", at), ("z", code, at + 30 * MINUTE), ("", code, at)):
        with pytest.raises(BindRefused):
            bind(site=cast.site, provider="wecom", name=name, code=typed, at=when)
    assert bind(site=cast.site, provider="wecom", name="z", code=code.lower(), at=at + 29 * MINUTE) == cast.bob
    with pytest.raises(BindRefused):
        bind(site=cast.site, provider="wecom", name="y", code=code, at=at)
    other = make_bind_code(**give | {"user": cast.alice})
    with pytest.raises(BindRefused):
        bind(site=cast.site, provider="wecom", name="z", code=other, at=at)
    assert user_of(cast.site, "wecom", "z") == cast.bob


def test_the_page_of_a_gateway_never_shows_its_secret(client: Any, cast: Cast, fake: Fake) -> None:
    gateway(cast, fake, "wecom")
    page, url = reverse("messages:gateways", args=["yard"]), reverse("messages:gateway", args=["yard", "wecom"])
    client.force_login(cast.mei)
    assert client.get(page).status_code == 200 and SECRET not in client.get(url).content.decode()
    typed = {"active": "on", "origin": fake.origin, "corp_id": "ww9", "agent_id": "2", "secret": ""}
    assert client.post(url, typed).status_code == 302
    kept = unlock(Gateway.objects.get().locked_settings)
    assert SECRET in kept and "ww9" in kept
    answer = client.post(reverse("messages:bind_code", args=["yard"]), {"user": cast.bob.pk})
    assert answer.status_code == 200 and "Bob" in answer.content.decode()
    client.force_login(cast.audrey)
    assert client.get(url).status_code == 200 and "ww9" not in client.get(url).content.decode()
    assert client.post(url, typed).status_code == 403
    client.force_login(cast.bob)
    assert client.get(page).status_code == 403
    client.force_login(cast.charlie)
    assert client.get(page).status_code == 404
    assert client.get(reverse("messages:gateway", args=["quay", "fax"])).status_code in (403, 404)


def test_an_address_inside_the_house_is_refused(client: Any, cast: Cast) -> None:
    client.force_login(cast.mei)
    answer = client.post(reverse("messages:gateway", args=["yard", "sms"]), {"origin": "http://127.0.0.1:1"})
    assert answer.status_code == 422 and not Gateway.objects.exists()
