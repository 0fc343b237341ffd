"""A VIP reception from letter to farewell: refused without letter and beyond the ceiling, then right; a bag in and out (W10, W08)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.live.public import touch
from guanjia.foundation.sites.public import Site
from guanjia.reception.actions.receiving import topic
from guanjia.reception.models import Deposit, Reception
from guanjia.reception.rules.receptions import ReceptionState
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, the day before."""
    cast = make_cast()
    Site.objects.update(held_at=NINE - timedelta(hours=1))
    return cast


def test_from_the_letter_to_the_farewell_and_a_bag_in_and_out(
    browse: Browse, people: Cast, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.allow("status of 422")  # what the law forbids is refused, and told
    event = make_event(people.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2), title="政务交流会")
    desk = browse("desk", user=people.alice)
    desk.goto("/s/yard/reception/new/")
    accessible(desk)
    desk.fill("[name=party]", "兰阳市政府考察团")
    desk.select_option("[name=level]", "bureau")
    desk.fill("[name=arrives_at]", "2026-03-05T09:00")
    desk.fill("[name=leaves_at]", "2026-03-05T15:00")
    desk.get_by_role("button", name="登记", exact=True).click()
    expect(desk.get_by_text("无公函不予公务接待", exact=False).first).to_be_visible()
    expect(desk.locator("[name=party]")).to_have_value("兰阳市政府考察团")
    for name, text in (("letter_number", "函18号"), ("letter_from", "兰阳市政府办公室"), ("letter_on", "2026-03-02")):
        desk.fill(f"[name={name}]", text)
    desk.get_by_role("button", name="登记", exact=True).click()
    desk.fill("[name=companions]", "4")
    desk.fill("[name=greeters]", "2")
    desk.locator("form[action$='/fill/offer/']").get_by_role("button").click()
    expect(desk.get_by_text("第10条", exact=False).first).to_be_visible()
    touch(topic(people.site.pk))  # somebody else's change does not take away what is being put right
    desk.wait_for_timeout(1_200)
    expect(desk.locator("[name=companions]")).to_have_value("4")
    desk.fill("[name=companions]", "3")
    with desk.expect_event("load"):
        desk.locator("form[action$='/fill/offer/']").get_by_role("button").click()
    with desk.expect_event("load"):
        desk.get_by_role("button", name="核定级别与标准").click()
    desk.locator("form[action$='/fill/host/'] [name=user]").select_option(str(people.mei.pk))
    with desk.expect_event("load"):
        desk.get_by_role("button", name="确定接待人").click()
    accessible(desk)
    escort = browse("phone", user=people.bob)
    escort.goto(f"/s/yard/reception/r/{Reception.objects.get().number}/")
    accessible(escort)
    for button in ("迎宾已到位", "来宾已到", "已入座上茶", "来宾已离开"):
        escort.get_by_role("button", name=button).first.click()
    expect(escort.get_by_text("离开", exact=False).first).to_be_visible()
    assert Reception.objects.get().stage is ReceptionState.LEFT
    counter = browse("desk", user=people.rita)
    counter.goto(f"/s/yard/reception/e/{event.ref}/deposits/")
    accessible(counter)
    counter.fill("[name=tag]", "a07")
    counter.fill("[name=holder]", "沈若兰")
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("A07").first).to_be_visible()
    counter.get_by_role("link", name="归还").first.click()
    counter.fill("[name=tag]", "A07")
    counter.fill("[name=name]", "沈兰")
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("登记的不是这个姓名", exact=False).first).to_be_visible()
    counter.fill("[name=name]", "沈若兰")
    counter.keyboard.press("Enter")
    expect(counter.get_by_text("已归还", exact=False).first).to_be_visible()
    accessible(counter)
    assert Deposit.objects.get().state == "returned"
