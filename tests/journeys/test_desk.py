"""W14 at the counter, by keyboard alone: it rings, the card stands, three steps later the repair is taken down."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.actions.telephone import take_event
from guanjia.frontdesk.desk.models import Call
from guanjia.people.public import Relation
from guanjia.servicedesk.public import ServiceRequest
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECOND_MS, STEPS = 1_000, 3


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at nine, and the two of 3-2-1201."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    make_resident(cast.site, phone="13912345678", plate="浙A12345", is_contact=True)
    make_resident(cast.site, "李敏", relation=Relation.FAMILY)
    return cast


def test_a_call_becomes_a_request_in_three_steps_by_keyboard(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/desk/")
    expect(page.locator("#desk-q")).to_be_focused()
    page.wait_for_timeout(SECOND_MS)  # the page's stream is open
    take_event(site=people.site, event={"event": "ringing", "call_id": "7", "caller": "13912345678"}, at=NINE)
    card = page.locator(".ringing [data-caller]")
    expect(card).to_contain_text("3-2-1201")
    expect(card).to_contain_text("浙A***45")
    expect(card).to_contain_text("李敏")
    accessible(page)
    shot(page, "desk-rings")
    steps = 0
    page.keyboard.press("Alt+0")
    expect(page.locator("[data-urgent-url]")).to_be_visible()
    steps += 1
    shot(page, "desk-call")
    page.keyboard.press("F2")
    expect(page.locator("[name=title]")).to_be_focused()
    expect(page.locator("[name=unit]")).to_have_value("3-2-1201")
    steps += 1
    page.keyboard.type("厨房水管漏水\n")
    expect(page.locator("h1")).to_contain_text("BX-", timeout=20_000)
    steps += 1
    assert steps <= STEPS
    request = ServiceRequest.objects.get()
    assert (request.title, request.unit.code) == ("厨房水管漏水", "3-2-1201")
    assert Call.objects.get().answered_by == people.rita


def test_a_rescue_is_told_with_two_keys_and_the_next_caller_is_found_by_four_digits(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/desk/")
    page.keyboard.press("Alt+4")
    expect(page.locator("[data-first]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".case-steps")).to_be_visible()
    accessible(page)
    page.goto("/s/yard/desk/")
    page.keyboard.type("5678\n")
    expect(page.locator("#found [data-caller]")).to_contain_text("王小明")
    accessible(page)
    shot(page, "desk-card")
