"""W17 at the counter: from the application to a door that opens, and to the same door that refuses the lost card."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.cards.public import Card
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.frontdesk.cards.household import Household, Wall
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at nine."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    return cast


def test_a_card_from_its_application_to_a_door_that_refuses_it(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    home = Household(people)
    wall = Wall(home.gate, home.lobby, home.roof)
    page = browse("desk", user=people.rita)
    page.goto(f"/s/yard/cards/apply/?unit={home.unit.pk}&person={home.owner.pk}")
    accessible(page)
    page.locator("[name=evidence_tail]").fill("88X1")
    page.locator("form.card .btn-primary").click()
    page.locator("form[action$='/verify/'] button").click()
    page.locator("[name=chip]").fill("04C3D2E1")
    page.keyboard.press("Enter")
    expect(page.locator(".alert")).to_be_visible()
    other = browse("desk", user=people.mei)
    other.goto(page.url)
    other.locator("[name=explained]").check()
    other.locator("form[action$='/hand/'] [name=signature]").fill("张三")
    other.locator("form[action$='/hand/'] button").click()
    expect(other.locator("#doors .badge", has_text="尚未下发到此门")).to_have_count(3)
    wall.sync()
    card = Card.objects.get()
    assert wall.show(home.roof, card.digest) == (True, "")
    other.reload()
    accessible(other)
    shot(other, "card-on-doors")
    other.locator("details summary", has_text="挂失").click()
    other.locator("form[action$='/replace/'] [name=reason]").fill("外出遗失")
    other.locator("form[action$='/replace/'] .btn-danger").click()
    expect(other.locator("#doors .badge", has_text="可能仍可开门")).to_have_count(3)
    wall.sync()
    assert wall.show(home.roof, card.digest) == (False, "unknown")
    other.reload()
    expect(other.locator("#doors .badge", has_text="已拒绝该卡")).to_have_count(3)
