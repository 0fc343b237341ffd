"""Desk machines: registered to a post, card and PIN, the lock, changing the person (FIELD 8)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.desk.actions.keeping import CALL, DeskRefused
from guanjia.frontdesk.desk.actions.machines import (
    register_machine,
    revoke_machine,
    set_pin,
    sit_down,
    stand_up,
    try_pin,
)
from guanjia.frontdesk.desk.models import Call, Machine, Pin, Sitting
from guanjia.frontdesk.desk.queries.machines import COOKIE, LOCKED, of_token
from guanjia.frontdesk.desk.rules.pins import LOCKED_FOR, PinAnswer
from tests.cast import Cast
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
M = timedelta(minutes=1)
SIGN_IN = "/p/desk/sign-in/"


def a_machine(cast: Cast, name: str = "一号台", extension: str = "801") -> tuple[Machine, str]:
    return register_machine(
        site=cast.site, name=name, post_code="frontdesk", extension=extension, actor=cast.mei, at=NINE
    )


def a_card(cast: Cast, who: str = "rita", pin: str = "2580") -> str:
    user = getattr(cast, who)
    return set_pin(site=cast.site, user=user, pin=pin, actor=user, at=NINE)


@pytest.fixture
def counter(cast: Cast) -> Client:
    """The browser of a machine at nine."""
    Site.objects.update(held_at=NINE)
    _machine, token = a_machine(cast)
    browser = Client()
    browser.cookies[COOKIE] = token
    return browser


def test_only_the_hash_of_a_token_is_kept(cast: Cast) -> None:
    machine, token = a_machine(cast)
    assert of_token(token) == machine and token not in str(Machine.objects.values().get())
    assert of_token("") is None and of_token("x" * 40) is None
    revoke_machine(machine=machine, actor=cast.mei, at=NINE)
    assert of_token(token) is None


@pytest.mark.parametrize(("name", "extension"), [("一号台", "802"), ("二号台", "801")])
def test_a_name_and_an_extension_belong_to_one_machine(cast: Cast, name: str, extension: str) -> None:
    a_machine(cast)
    with pytest.raises(DeskRefused):
        a_machine(cast, name, extension)


def test_card_and_pin_belong_together(cast: Cast) -> None:
    machine, _token = a_machine(cast)
    card, other = a_card(cast), a_card(cast, "hana", "1470")
    assert try_pin(machine=machine, badge=card, pin="2580", at=NINE) == (PinAnswer.RIGHT, cast.rita)
    assert try_pin(machine=machine, badge=other, pin="2580", at=NINE)[0] is PinAnswer.WRONG
    assert try_pin(machine=machine, badge="made-up", pin="2580", at=NINE)[0] is PinAnswer.WRONG
    assert "2580" not in str(Pin.objects.values().first())


def test_five_wrong_pins_lock_and_the_lock_ends(cast: Cast) -> None:
    machine, _token = a_machine(cast)
    card = a_card(cast)
    answers = [try_pin(machine=machine, badge=card, pin="9999", at=NINE)[0] for _ in range(6)]
    assert answers == [PinAnswer.WRONG] * 5 + [PinAnswer.LOCKED]
    assert try_pin(machine=machine, badge=card, pin="2580", at=NINE + LOCKED_FOR - M)[0] is PinAnswer.LOCKED
    assert try_pin(machine=machine, badge=card, pin="2580", at=NINE + LOCKED_FOR)[0] is PinAnswer.RIGHT
    assert [entry.action for entry in timeline(("desk.pin", cast.rita.pk))].count("wrong_pin") == 5


def test_guessed_cards_lock_the_machine(cast: Cast) -> None:
    machine, _token = a_machine(cast)
    for number in range(5):
        assert try_pin(machine=machine, badge=f"GJB1.{number}", pin="2580", at=NINE)[0] is PinAnswer.WRONG
    assert try_pin(machine=machine, badge=a_card(cast), pin="2580", at=NINE)[0] is PinAnswer.LOCKED


def test_somebody_of_another_site_is_not_let_in(cast: Cast) -> None:
    machine, _token = a_machine(cast)
    card = set_pin(site=cast.other_site, user=cast.charlie, pin="2580", actor=cast.charlie, at=NINE)
    assert try_pin(machine=machine, badge=card, pin="2580", at=NINE) == (PinAnswer.WRONG, None)


def test_a_weak_pin_is_refused(cast: Cast) -> None:
    with pytest.raises(DeskRefused):
        a_card(cast, pin="1234")


def test_the_next_relieves_the_one_before(cast: Cast) -> None:
    machine, _token = a_machine(cast)
    sit_down(machine=machine, user=cast.rita, at=NINE)
    assert sit_down(machine=machine, user=cast.rita, at=NINE + M).since == NINE
    sit_down(machine=machine, user=cast.hana, at=NINE + M)
    assert Sitting.objects.get(user=cast.rita).until == NINE + M
    stand_up(machine=machine, user=cast.hana, at=NINE + 2 * M)
    assert not Sitting.objects.filter(until=None).exists()


def test_signing_in_at_the_machine(cast: Cast, counter: Client) -> None:
    assert counter.get(SIGN_IN).status_code == 200 and Client().get(SIGN_IN).status_code == 404
    card = a_card(cast)
    assert counter.post(SIGN_IN, {"badge": card, "pin": "1111"}).status_code == 422
    answer = counter.post(SIGN_IN, {"badge": card, "pin": "2580", "next": "//evil.example/"})
    assert answer["Location"] == "/s/yard/desk/"
    assert counter.get("/s/yard/desk/").status_code == 200
    assert Sitting.objects.get(until=None).user == cast.rita


def test_the_journal_names_person_and_machine(cast: Cast, counter: Client) -> None:
    counter.post(SIGN_IN, {"badge": a_card(cast), "pin": "2580"})
    counter.post(reverse("desk:new_call", args=["yard"]), {"phone": "13800138000"})

    answer = next(entry for entry in timeline((CALL, Call.objects.get().pk)) if entry.action == "answer")
    assert answer.actor_id == cast.rita.pk and answer.changes["machine"] == Machine.objects.get().pk


def test_a_locked_machine_answers_nothing_until_card_and_pin(cast: Cast, counter: Client) -> None:
    card, other = a_card(cast), a_card(cast, "hana", "1470")
    counter.post(SIGN_IN, {"badge": card, "pin": "2580"})
    counter.post("/p/desk/lock/")
    assert counter.session[LOCKED] is True
    gone = counter.get("/s/yard/desk/?q=1201")
    assert gone.status_code == 302 and gone["Location"].startswith(SIGN_IN)
    assert counter.post(reverse("desk:new_call", args=["yard"])).status_code == 423
    assert counter.get("/s/yard/desk/board/", headers={"HX-Request": "true"}).status_code == 423
    wants = {"Accept": "application/json"}
    assert counter.post(SIGN_IN, {"badge": card, "pin": "0000"}, headers=wants).status_code == 422
    assert counter.post(SIGN_IN, {"badge": card, "pin": "2580"}, headers=wants).json()["same"] is True
    assert counter.get("/s/yard/desk/").status_code == 200
    counter.post("/p/desk/lock/")
    changed = counter.post(SIGN_IN, {"badge": other, "pin": "1470", "next": "/s/yard/desk/?q=1"}, headers=wants).json()
    assert changed == {"same": False, "url": "/s/yard/desk/?q=1"}
    assert Sitting.objects.get(until=None).user == cast.hana


def test_leaving_signs_out(cast: Cast, counter: Client) -> None:
    counter.post(SIGN_IN, {"badge": a_card(cast), "pin": "2580"})
    counter.post("/p/desk/lock/", {"leave": "1"})
    assert counter.get("/s/yard/desk/").status_code == 302
    assert not Sitting.objects.filter(until=None).exists()


def test_a_manager_makes_a_computer_a_machine(cast: Cast, client: Client) -> None:
    url = reverse("desk:machines", args=["yard"])
    client.force_login(cast.rita)
    assert client.get(url).status_code == 403
    client.force_login(cast.mei)
    answer = client.post(url, {"name": "前台一号", "post": "frontdesk", "extension": "801"})
    assert of_token(answer.cookies[COOKIE].value) == Machine.objects.get()
    assert "前台一号" in client.get(url).content.decode()
    twice = client.post(url, {"name": "二号机", "post": "frontdesk", "extension": "801"})
    assert twice.status_code == 422 and 'value="二号机"' in twice.content.decode() and Machine.objects.count() == 1
    client.post(reverse("desk:revoke", args=["yard", Machine.objects.get().pk]))
    assert Machine.objects.get().revoked_at is not None


def test_ones_own_card_is_shown_once(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    url = reverse("desk:pin", args=["yard"])
    assert "GJB1." in client.post(url, {"pin": "2580"}).content.decode()
    assert "GJB1." not in client.get(url).content.decode()
