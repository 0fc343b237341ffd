"""W16 at the counter: parcels in by scanner, out by code, a damaged one with its photo, a wrong code said aloud."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.public import Parcel, code_of
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, and 张三 of 3-2-1201, at nine."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    settle(make_unit(cast.site, "1201"), make_resident(cast.site, "张三", phone="13912345678"))
    return cast


def test_parcels_come_in_by_scan_and_go_out_by_code(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/parcels/receive/")
    for number in ("SF1234567890123", "YT1234567890123"):
        expect(page.locator("[name=tracking_number]")).to_be_focused()
        page.keyboard.type(f"{number}\n")
        expect(page.locator("[name=recipient]")).to_be_focused()
        page.keyboard.type("5678\n")
        expect(page.locator("table")).to_contain_text(number)
    accessible(page)
    shot(page, "parcels-in")
    parcel = Parcel.objects.select_related("item").get(tracking_number="SF1234567890123")
    code = code_of(parcel)
    page.goto("/s/yard/parcels/")
    page.locator("[name=code]").fill(f"{(int(code) + 1) % 10**6:06}")
    page.keyboard.press("Enter")
    expect(page.locator(".alert")).to_be_visible()
    page.locator("[name=code]").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(parcel.item.number)
    accessible(page)
    page.locator("[name=signature]").fill("张三")
    page.locator("form.card .btn-primary").first.click()
    expect(page.locator("table")).not_to_contain_text(parcel.item.number)
    shot(page, "parcels-out")
    parcel.refresh_from_db()
    assert not parcel.is_open
