"""Goods out by a pass that waits for the owner; a lost wallet matched and given back by two; a watch list that is off (W16, W44)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guanjia.custody.public import Item, ItemKind, Thing, take_item
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.parcels.models import GatePass
from guanjia.people.public import Relation
from guanjia.safety.models import WatchEntry
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at nine; 张三 owns 3-2-1201 and 李租 rents it."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    unit = make_unit(cast.site, "1201")
    settle(unit, make_resident(cast.site, "张三", phone="13912345678"))
    settle(unit, make_resident(cast.site, "李租", phone="13912349999"), Relation.LESSEE)
    return cast


def test_goods_leave_when_the_owner_agrees(browse: Browse, people: Cast, accessible: Callable[[Page], None]) -> None:
    desk = browse("desk", user=people.rita)
    desk.goto("/s/yard/parcels/passes/new/")
    desk.fill("[name=recipient]", "9999")
    desk.fill("[name=goods]", "沙发 x 1\n电视 x 1")
    desk.locator("form .btn-primary").first.click()
    row = GatePass.objects.get()
    guard = browse("phone", user=people.gus)
    guard.goto(f"/s/yard/parcels/passes/{row.number}/")
    assert guard.get_by_role("button", name="物品与清单相符，放行").count() == 0, "a lessee's goods wait for the owner"
    desk.goto(f"/s/yard/parcels/passes/{row.number}/")
    desk.fill("[name=how]", "电话确认")
    desk.get_by_role("button", name="业主同意").click()
    guard.reload()
    accessible(guard)
    guard.locator("button.btn-lg").click()
    row.refresh_from_db()
    assert row.state == "used"


def test_a_lost_wallet_is_matched_and_given_back_by_two(
    browse: Browse, people: Cast, accessible: Callable[[Page], None]
) -> None:
    thing = Thing(name="黑色钱包", valuable=True, colour="黑色", place="3栋大堂")
    take_item(site=people.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=people.gus, actor=people.gus, at=NINE)
    desk = browse("desk", user=people.rita)
    desk.goto("/s/yard/parcels/losses/new/")
    desk.fill("[name=words]", "黑色皮夹")
    desk.fill("[name=place]", "3栋大堂")
    desk.fill("[name=recipient]", "3-2-1201")
    desk.fill("[name=lost_from]", "2026-03-05T08:00")
    desk.fill("[name=lost_until]", "2026-03-05T08:50")
    desk.locator("form .btn-primary").first.click()
    if desk.locator("[name=choice]").count():
        desk.locator("[name=choice]").first.select_option(index=1)
        desk.locator("form .btn-primary").first.click()
    expect(desk.get_by_text("黑色钱包").first).to_be_visible()
    accessible(desk)
    desk.fill("[name=checked]", "说出内有工牌")
    desk.select_option("[name=witness]", label="Gus")
    desk.fill("[name=signature]", "张三")
    desk.locator("form .btn-primary").first.click()
    assert Item.objects.get().state == "returned"


def test_the_watch_list_is_off_until_its_assessment_and_needs_two(
    browse: Browse, people: Cast, accessible: Callable[[Page], None]
) -> None:
    boss = browse("desk", user=people.mei)
    boss.goto("/s/yard/safety/watch/")
    expect(boss.get_by_text("个人信息保护法", exact=False).first).to_be_visible()
    assert boss.locator("[name=evidence]").count() == 0, "off: nothing can be entered"
    boss.goto("/s/yard/safety/watch/assessment/")
    boss.fill("[name=number]", "PIA-2026-01")
    boss.fill("[name=responsible]", "张经理")
    boss.fill("[name=filed_on]", "2026-03-05")
    boss.locator("form.card .btn-primary, form .btn-primary").first.click()
    guard = browse("desk", user=people.gus)
    guard.goto("/s/yard/safety/watch/")
    for name, text in (("name", "马某"), ("phone", "13700000077"), ("reason", "撬锁"), ("evidence", "监控0305")):
        guard.fill(f"[name={name}]", text)
    guard.locator("form[data-no-draft] button").click()
    assert WatchEntry.objects.get().state == "proposed"
    boss.goto("/s/yard/safety/watch/")
    accessible(boss)
    boss.locator("button[formaction$='/active/']").click()
    expect(boss.get_by_text("马某").first).to_be_visible()
    assert WatchEntry.objects.get().state == "active"
