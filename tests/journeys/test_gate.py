"""A guard's evening at the gate: a stranger at the kiosk, the host's yes by a link, a rider by the lane, a roll call (W13)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.actions.gates import open_gate
from guanjia.frontdesk.visitors.models import HostQuestion, Muster, Visit
from guanjia.frontdesk.visitors.public import VisitState
from tests.cast import Cast, make_cast
from tests.frontdesk.visitors.households import TEN, make_home
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at ten, and a home."""
    cast = make_cast()
    Site.objects.update(held_at=TEN)
    make_home(cast)
    return cast


def test_a_stranger_is_let_in_by_the_hosts_link_and_found_at_the_roll_call(
    browse: Browse, people: Cast, accessible: Callable[[Page], None]
) -> None:
    gate = open_gate(
        site=people.site, code="east", name="东门岗", zone="estate", waiting="长椅", actor=people.mei, at=TEN
    )
    kiosk = browse("desk")
    kiosk.goto(f"/p/door/{gate.door_code}/kiosk/")
    accessible(kiosk)
    kiosk.get_by_role("link", name="没有预约码").click()
    for name, text in (("name", "赵陌生"), ("phone", "13800138001"), ("unit", "3-2-1201")):
        kiosk.fill(f"[name={name}]", text)
    kiosk.get_by_role("button", name="请被访人确认").click()
    expect(kiosk.get_by_text("请到前台稍候", exact=False)).to_be_visible()
    guard = browse("phone", user=people.gus)
    guard.goto("/s/yard/visitors/gates/east/waiting/")
    accessible(guard)
    guard.fill("[name=last4]", "123X")
    guard.get_by_role("button", name="已查看证件").click()
    host = browse("phone")
    host.goto(f"/p/host/{HostQuestion.objects.get().token}/")
    accessible(host)
    host.get_by_role("button", name="请放行").click()
    expect(host.get_by_text("前台已收到", exact=False)).to_be_visible()
    guard.goto("/s/yard/visitors/gates/east/waiting/")
    guard.get_by_role("button", name="放行", exact=True).click()
    expect(guard.get_by_text("门口没有等候的访客", exact=False)).to_be_visible()
    assert Visit.objects.get().state == VisitState.ADMITTED
    guard.get_by_role("link", name="快递外卖").click()
    guard.fill("[name=unit]", "3-2-1201")
    guard.get_by_role("button", name="走专用通道放行").click()
    expect(guard.get_by_text("走专用通道前往3-2-1201", exact=False)).to_be_visible()
    guard.goto("/s/yard/visitors/muster/")
    guard.fill("[name=reason]", "烟感报警")
    guard.get_by_role("button", name="开始清点").click()
    accessible(guard)
    for _person in range(2):
        guard.get_by_role("button", name="安全", exact=True).first.click()
    expect(guard.locator(".muster-numbers b")).to_have_text("0")
    guard.get_by_role("button", name="结束清点").click()
    expect(guard.get_by_role("button", name="开始清点")).to_be_visible()
    assert Muster.objects.get().ended_at is not None
