"""W17: blanks, chips, panels and pages."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.frontdesk.cards.models import CardStock
from guanjia.frontdesk.cards.public import (
    Card,
    CardRefused,
    cancel,
    chip_digest,
    make_card,
    resume,
    suspend,
    verify_card,
)
from guanjia.telemetry.public import wanted_grants
from guanjia.ui.card import Whom, panels
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.cards.household import Household
from tests.harness.race import race


@pytest.mark.django_db
def test_suspended_and_active_again(cast: Cast) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    with pytest.raises(CardRefused):
        suspend(card=card, reason="", actor=cast.rita, at=NINE)
    card = suspend(card=card, reason="业主出国", actor=cast.rita, at=NINE)
    assert wanted_grants(home.gate) == []
    card = resume(card=card, actor=cast.rita, at=NINE)
    assert [grant["key"] for grant in wanted_grants(home.gate)] == [card.digest]


@pytest.mark.django_db
def test_a_chip_belongs_to_one_living_card(cast: Cast) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    other = verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE)
    with pytest.raises(CardRefused) as refused:
        make_card(card=other, chip="04a1", actor=cast.rita, at=NINE)
    assert refused.value.field == "chip" and CardStock.objects.get().blanks == 19
    cancel(card=card, returned=True, reason="搬离", actor=cast.rita, at=NINE)
    other.refresh_from_db()
    assert make_card(card=other, chip="04a1", actor=cast.rita, at=NINE).digest == chip_digest(cast.site, "04A1")


@pytest.mark.django_db
def test_no_card_without_a_blank(cast: Cast) -> None:
    home = Household(cast)
    CardStock.objects.update(blanks=0)
    card = verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE)
    with pytest.raises(CardRefused):
        make_card(card=card, chip="04A1", actor=cast.rita, at=NINE)


@pytest.mark.django_db(transaction=True)
def test_the_last_blank_goes_into_one_card(cast_committed: Cast) -> None:
    cast = cast_committed
    home = Household(cast)
    CardStock.objects.update(blanks=1)
    cards = [verify_card(card=home.apply(home.owner), actor=cast.rita, at=NINE) for _number in range(2)]

    def make(card: Card, chip: str) -> Any:
        return lambda: make_card(card=card, chip=chip, actor=cast.rita, at=NINE)

    outcomes = race([make(cards[0], "0001"), make(cards[1], "0002")])
    assert sum(isinstance(each, Card) for each in outcomes) == 1
    assert CardStock.objects.get().blanks == 0


@pytest.mark.django_db
def test_cards_are_subjects(cast: Cast) -> None:
    home = Household(cast)
    SubjectBattery.check_kind("cards.card", [home.active(home.owner).pk, home.apply(home.owner).pk])


@pytest.mark.django_db
def test_the_panel_of_the_caller_card_takes_one_query(cast: Cast) -> None:
    home = Household(cast)
    home.active(home.owner)
    home.apply(home.owner)
    panel = next(each for each in panels(cast.rita, cast.site) if each.code == "cards")
    with CaptureQueriesContext(connection) as queries:
        rows = panel.rows(cast.site, Whom((home.owner.pk,), (home.unit.pk,)), cast.rita, NINE)
    assert len(rows) == 2 and len(queries) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status"), [("rita", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403), ("carl", 403)]
)
def test_who_sees_cards(cast: Cast, client: Client, who: str, status: int) -> None:
    home = Household(cast)
    card = home.active(home.owner)
    client.force_login(getattr(cast, who))
    for page in (
        reverse("cards:cards", args=["yard"]),
        reverse("cards:card", args=["yard", card.number]),
        reverse("cards:zones", args=["yard"]),
        reverse("cards:form", args=["yard", card.number]),
    ):
        assert client.get(page).status_code == status


@pytest.mark.django_db
def test_a_card_goes_through_its_pages(cast: Cast, client: Client) -> None:
    home = Household(cast)
    client.force_login(cast.rita)
    apply = reverse("cards:apply", args=["yard"])
    assert "3-2-1201" in client.get(f"{apply}?unit={home.unit.pk}&person={home.owner.pk}").content.decode()
    form = {"recipient": "3-2-1201", "card_class": "owner", "evidence": "none", "evidence_tail": ""}
    assert client.post(apply, form).status_code == 422
    client.post(apply, form | {"evidence": "deed", "evidence_tail": "88X1"})
    card = Card.objects.get()
    act = lambda verb: reverse("cards:act", args=["yard", card.number, verb])  # noqa: E731
    client.post(act("verify"))
    client.post(act("make"), {"chip": "04C3D2"})
    client.post(act("hand"), {"signature": "张三", "explained": "1"})
    assert Card.objects.get().state == "issued", "whoever made it does not give it out"
    client.force_login(cast.mei)
    client.post(act("hand"), {"signature": "张三", "explained": "1"})
    page = client.get(reverse("cards:card", args=["yard", card.number])).content.decode()
    assert Card.objects.get().state == "active" and "04C3D2" not in page
    client.post(act("cancel"), {"reason": "搬离"})
    assert Card.objects.get().state == "cancelled_not_returned"
