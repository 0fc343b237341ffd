"""A telephone system reports its calls: signed, fresh, in any order, twice."""

import json
from typing import Any

import pytest
from django.test import Client

from guanjia.foundation.live.public import version
from guanjia.foundation.sites.models import Site
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.desk.actions.machines import register_machine, sit_down
from guanjia.frontdesk.desk.actions.telephone import connection_of
from guanjia.frontdesk.desk.models import Call
from guanjia.frontdesk.desk.rules.telephone import signature
from guanjia.kernel import clock
from tests.cast import Cast
from tests.factories.desk import make_resident

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


class FakeExchange:
    """A telephone system that reports to the house as a real one would."""

    def __init__(self, site: Site, drift: int = 0, secret: str = "") -> None:
        self.line, self.drift, self.secret, self.client = connection_of(site), drift, secret, Client()

    def send(self, event: Any, **more: Any) -> Any:
        body = json.dumps({"event": event, "call_id": "c-1", "caller": PHONE, "extension": "801", **more}).encode()
        return self.raw(body)

    def raw(self, body: bytes) -> Any:
        stamp = int(clock.now().timestamp()) - self.drift
        head = f"t={stamp},v1={signature(self.secret or self.line.secret, stamp, body)}"
        url = f"/p/telephone/{self.line.token}/"
        return self.client.post(url, body, "application/json", headers={"X-Guanjia-Signature": head})


def test_a_call_pops_up_at_the_desk_of_its_extension(cast: Cast, client: Client) -> None:
    person = make_resident(cast.site, phone=PHONE)
    topic = f"site:{cast.site.pk}:desk:801"
    before, exchange = version(topic), FakeExchange(cast.site)
    assert exchange.send("ringing").json()["state"] == "ringing"
    assert version(topic) == before + 1
    assert Call.objects.get().caller == person
    client.force_login(cast.rita)
    page = client.get("/s/yard/desk/board/?rings").content.decode()
    assert "王小明" in page and "138****8000" in page and PHONE not in page


def test_every_event_twice_changes_nothing(cast: Cast) -> None:
    exchange = FakeExchange(cast.site)
    for event, state in (("ringing", "ringing"), ("answered", "answered"), ("hangup", "answered")):
        assert [exchange.send(event).json()["state"] for _ in range(2)] == [state, state]
    call = Call.objects.get()
    assert call.hung_up_at is not None and call.rings == 1


def test_whoever_sits_at_the_machine_has_answered(cast: Cast) -> None:
    at = site_now(cast.site)
    machine, _token = register_machine(
        site=cast.site, name="一号", post_code="frontdesk", extension="801", actor=cast.mei, at=at
    )
    sit_down(machine=machine, user=cast.rita, at=at)
    FakeExchange(cast.site).send("answered")
    assert Call.objects.get().answered_by == cast.rita


def test_a_hang_up_before_anybody_answered_is_a_missed_call(cast: Cast) -> None:
    exchange = FakeExchange(cast.site)
    exchange.send("ringing")
    assert exchange.send("hangup").json()["state"] == "missed"
    assert exchange.send("ringing").json()["state"] == "missed", "a late ring does not bring it back"
    assert exchange.send("hangup", call_id="never-heard-of").json()["state"] == "missed"


@pytest.mark.parametrize(("drift", "status"), [(0, 200), (290, 200), (310, 401), (-310, 401)])
def test_an_old_message_is_refused(cast: Cast, drift: int, status: int) -> None:
    assert FakeExchange(cast.site, drift).send("ringing").status_code == status


def test_a_wrong_signature_and_a_wrong_address_are_refused(cast: Cast) -> None:
    assert FakeExchange(cast.site, secret="guessed").send("ringing").status_code == 401
    assert (
        Client().post(f"/p/telephone/{connection_of(cast.site).token}/", b"{}", "application/json").status_code == 401
    )
    assert Client().post("/p/telephone/yard.guessed/", b"{}", "application/json").status_code == 404
    foreign = FakeExchange(cast.site, secret=connection_of(cast.other_site).secret)
    assert foreign.send("ringing").status_code == 401
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{",
        b'{"event": "dialing", "call_id": "1"}',
        b'{"event": "ringing"}',
        b'{"event": "ringing", "call_id": ""}',
    ],
)
def test_an_event_that_cannot_be_read_names_what_is_wrong(cast: Cast, body: bytes) -> None:
    answer = FakeExchange(cast.site).raw(body)
    assert answer.status_code == 422 and answer.json()["message"]


def test_another_turn_makes_key_and_address_new(cast: Cast) -> None:
    old = FakeExchange(cast.site)
    cast.site.settings = {"desk.telephone_turn": 2}
    cast.site.save()
    assert old.send("ringing").status_code == 404
    assert FakeExchange(cast.site).send("ringing").status_code == 200
