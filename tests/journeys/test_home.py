"""FIELD 23 at the counter: a lessee moves in, renovates with the owner's consent, is stopped, put right, checked, closed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.homes.models import Passage, Renovation
from guanjia.people.public import Occupancy
from tests.cast import Cast, make_cast
from tests.factories.homes import NOON, TODAY, make_resident, make_unit, settle
from tests.frontdesk.homes.playing import do, put_on
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MONTH = timedelta(days=30)


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at noon; Bob is the butler, Tom the technician."""
    cast = make_cast()
    Site.objects.update(held_at=NOON)
    cast.site.refresh_from_db()
    put_on(cast.site, cast.bob, NOON, "butler")
    put_on(cast.site, cast.tom, NOON, "technician")
    return cast


def step(page: Page, verb: str) -> None:
    """Press the button that says so."""
    page.get_by_role("button", name=verb, exact=True).click()


def test_a_home_from_moving_in_to_the_final_check_of_its_renovation(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    unit = make_unit(people.site, "1201")
    settle(unit, make_resident(people.site, "周明"), lives_here=False)
    page = browse("desk", user=people.rita)
    move_in(page, unit.pk, accessible)
    passage = Passage.objects.get()
    step(page, "办结")
    expect(page.locator(".alert").first).to_contain_text("入住交接")
    do("homes.passage", passage.pk, "homes.move_in", people.bob, NOON)
    page.reload()
    step(page, "办结")
    expect(page.locator("h1 .badge", has_text="已完成")).to_be_visible()
    lessee = Occupancy.objects.get(person__name="李红").person
    page.goto(f"/s/yard/homes/renovations/tell/?unit={unit.pk}&person={lessee.pk}")
    accessible(page)
    fill(page, works="卫生间翻新", contractor="匠心装饰", planned_from=f"{TODAY}", planned_until=f"{TODAY + MONTH}")
    page.locator("[name=owner_consents]").check()
    page.locator("form.card .btn-primary").click()
    step(page, "签订协议")
    row = Renovation.objects.get()
    do("homes.renovation", row.pk, "homes.renovation.briefing", people.bob, NOON)
    fill(page, name="李师傅", paper_tail="1234")
    step(page, "办理出入证")
    expect(page.get_by_text("李师傅")).to_be_visible()
    step(page, "同意开工")
    accessible(page)
    shot(page, "renovation-working")
    stopped_and_put_right(page)
    step(page, "报请验收")
    step(page, "验收通过")
    expect(page.locator(".alert").first).to_be_visible()
    do("homes.renovation", row.pk, "homes.renovation.check", people.tom, NOON)
    step(page, "验收通过")
    step(page, "装修结案")
    expect(page.locator("h1 .badge", has_text="装修办结")).to_be_visible()
    page.goto(f"/s/yard/homes/units/{unit.pk}/")
    accessible(page)
    expect(page.get_by_text("李红").first).to_be_visible()


def move_in(page: Page, unit_id: int, accessible: Callable[[Page], None]) -> None:
    page.goto(f"/s/yard/homes/moving/open/?unit={unit_id}&kind=move_in")
    accessible(page)
    fill(page, name="李红", phone="13700137000", planned_on=f"{TODAY}", until=f"{TODAY + 12 * MONTH}")
    page.locator("[name=relation]").select_option("lessee")
    page.locator("form.card .btn-primary").click()


def stopped_and_put_right(page: Page) -> None:
    """A finding stops the work at once; it goes on only when the finding is put right."""
    page.locator("[name=words]").last.fill("午间电钻")
    step(page, "责令停工")
    expect(page.locator("h1 .badge", has_text="已停工")).to_be_visible()
    step(page, "同意复工")
    expect(page.locator("h1 .badge", has_text="已停工")).to_be_visible()
    step(page, "已整改")
    step(page, "同意复工")
    expect(page.locator("h1 .badge", has_text="施工中")).to_be_visible()


def fill(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.locator(f"form.card [name={name}], section.card [name={name}]").first.fill(value)
