"""A host announces a guest; the gate has no network, lets them in once, and sends it later; the guest is signed out at the gate."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from guanjia.frontdesk.visitors.actions.gates import open_gate
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.models import GateScan, Visit
from guanjia.frontdesk.visitors.public import VisitState
from guanjia.kernel import clock
from tests.cast import Cast, make_cast
from tests.frontdesk.visitors.households import invited, make_home
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(browse: Browse, watch: Watch) -> Iterator[Cast]:
    """The cast; a cut network is no finding."""
    watch.allow("ERR_INTERNET_DISCONNECTED|Failed to load|net::ERR|Failed to fetch")
    yield make_cast()


def scan(gate: Page, text: str) -> None:
    gate.fill("#code", text)
    gate.press("#code", "Enter")


def test_a_pass_opens_a_gate_without_network_once(browse: Browse, people: Cast) -> None:
    now = clock.now()
    open_gate(site=people.site, code="east", name="东门岗", zone="estate", actor=people.mei, at=now)
    visit = invited(people, make_home(people), at=now)
    text = pass_text(visit)
    gate = browse("phone", user=people.gus)
    gate.goto("/s/yard/visitors/gates/east/")
    gate.wait_for_selector("[data-gate][data-ready]")
    answer, state = gate.locator("[data-gate-answer]"), gate.locator("[data-gate-state]")
    expect(state).to_contain_text("已联网")
    gate.context.set_offline(True)
    scan(gate, "GJ2.abc.def")
    expect(answer).to_contain_text("不是本单位的通行证")
    scan(gate, text)
    expect(answer).to_contain_text("请进")
    scan(gate, text)
    expect(answer).to_contain_text("首次使用")
    expect(state).to_contain_text("2条扫码待上传")
    assert Visit.objects.get().state == VisitState.BOOKED
    gate.context.set_offline(False)
    gate.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state).to_contain_text("已联网")
    assert Visit.objects.get().state == VisitState.ADMITTED
    gate.check("input[name=direction][value=out]")
    scan(gate, text)
    expect(answer).to_contain_text("再见")
    assert Visit.objects.get().state == VisitState.DEPARTED
    assert GateScan.objects.filter(offline=True, outcome="admitted").count() == 1


def test_a_walk_in_is_in_after_three_steps_at_the_desk(browse: Browse, people: Cast) -> None:
    make_home(people)
    desk = browse("desk", user=people.rita)
    desk.goto("/s/yard/visitors/register/")
    desk.fill("[name=name]", "赵陌生")
    desk.fill("[name=unit]", "3-2-1201")
    desk.get_by_role("button", name="登记", exact=True).click()
    expect(desk.get_by_text("请出示一下证件", exact=False).first).to_be_visible()
    desk.fill("[name=last4]", "123X")
    desk.get_by_role("button", name="已查看证件").click()
    desk.get_by_role("button", name="被访人同意").click()
    desk.get_by_role("button", name="放行", exact=True).click()
    expect(desk.locator("h1").get_by_text("在场")).to_be_visible()
    desk.get_by_role("button", name="登记离场").first.click()
    expect(desk.locator("h1").get_by_text("已离场")).to_be_visible()
