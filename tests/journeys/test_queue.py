"""W15: somebody takes a number at the machine, the screen calls it, the counter serves it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.queues.models import Ticket
from guanjia.frontdesk.queues.views.public import kiosk_url
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.factories.queues import make_business, make_counter
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at nine, and one counter."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    cast.site.refresh_from_db()
    make_counter(cast.site, make_business(cast.site))
    return cast


def test_a_number_is_taken_called_and_served(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    kiosk, desk, wall = browse("tablet"), browse("desk", user=people.rita), browse("wall", user=people.rita)
    kiosk.goto(f"{kiosk_url(people.site)}?kiosk")
    accessible(kiosk)
    shot(kiosk, "queue-kiosk")
    kiosk.locator("[name=priority][value=elderly]").check()
    kiosk.locator("button[name=business]").first.click()
    expect(kiosk.locator(".ticket-label")).to_have_text("A001")
    accessible(kiosk)
    wall.goto("/s/yard/queues/screen/")
    desk.goto("/s/yard/queues/")
    desk.locator("form[action$='/open/'] button").click()
    expect(desk.locator("#queue table")).to_contain_text("A001")
    desk.keyboard.press("n")
    expect(desk.locator(".now-number")).to_contain_text("A001")
    accessible(desk)
    shot(desk, "queue-counter")
    # Its stream may still be opening on a busy machine; the wall asks again by itself.
    expect(wall.locator(".call-now")).to_contain_text("A001", timeout=20_000)
    accessible(wall)
    shot(wall, "queue-screen")
    desk.keyboard.press("s")
    expect(desk.locator("[data-hotkey=f]")).to_be_visible()
    desk.keyboard.press("f")
    expect(desk.locator("[data-hotkey=n]")).to_be_visible()
    assert Ticket.objects.get().state == "done"
