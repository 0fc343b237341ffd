"""W18: a shift cannot be signed over while something hangs unspoken, nor by one person alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.actions.notes import Message, leave_note
from guanjia.frontdesk.watch.models import Handover
from guanjia.posts.public import Post
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at nine, a front desk, and a message that nobody has dealt with."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    Post.objects.create(site=cast.site, code="frontdesk", name_zh="前台", name_en="Front desk")
    message = Message(text="3-2-1201 请工程部回电", to_post="frontdesk")
    leave_note(site=cast.site, message=message, actor=cast.rita, at=NINE)
    return cast


def test_a_shift_is_signed_over_once_everything_is_said(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None], watch: Watch
) -> None:
    watch.allow("status of 422")
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/watch/")
    accessible(page)
    page.locator("form[action*='frontdesk'] button").click()
    expect(page.locator("table").first).to_contain_text("请工程部回电")
    page.locator("button[value=offer]").click()
    expect(page.locator(".alert-danger")).to_be_visible()
    accessible(page)
    shot(page, "handover-refused")
    page.locator("input[name^=told-]").first.fill("已派张师傅，十点前回电")
    for count in page.locator("input[name^=found-]").all():
        count.fill("0")
    page.locator("button[value=offer]").click()
    expect(page.locator("h1")).to_contain_text("待接班")
    other = browse("desk", user=people.mei)
    other.goto(page.url)
    other.locator("button[value=accept]").click()
    expect(other.locator(".alert-danger")).to_be_visible()
    for box in other.locator("input[name=heard]").all():
        box.check()
    other.locator("[name=face_to_face]").check()
    accessible(other)
    shot(other, "handover-offered")
    other.locator("button[value=accept]").click()
    expect(other.locator("button[value=accept]")).to_have_count(0)
    assert Handover.objects.get().taker == people.mei
