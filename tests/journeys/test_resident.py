"""A resident logs in by phone, reports a leak with a photo, reads a notice; all of it in large print, measured; and without network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.portal.actions.announcing import draft_announcement, publish_announcement
from guanjia.portal.models import LoginCode
from guanjia.servicedesk.public import ServiceRequest
from tests.cast import make_cast
from tests.harness.browser import Browse
from tests.journeys.test_fault import a_photo
from tests.portal.neighbours import PHONE, code_of, neighbours

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
POINT = 96 / 72
MEASURE = """() => {
  const seen = (one) => one.offsetParent !== null && one.getClientRects().length > 0;
  const every = (what) => [...document.querySelectorAll(what)].filter((one) => one.closest('main') && seen(one));
  const texts = every('p, li, label, dd, dt, .tile, .btn, input');
  const typed = ['hidden', 'radio', 'checkbox', 'file'].map((kind) => `:not([type=${kind}])`).join('');
  const targets = every(`.tile, .btn, .home-list a, .home-line, input${typed}`);
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const ratio = (one) => parseFloat(getComputedStyle(one).lineHeight) / size(one);
  return {
    text: Math.min(...texts.map(size)),
    line: Math.min(...texts.filter((one) => getComputedStyle(one).lineHeight !== 'normal' && !one.matches('input, .btn')).map(ratio)),
    target: Math.min(...targets.map((one) => one.getBoundingClientRect().height)),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


def assert_large(page: Page) -> None:
    """The norm for elders: text at least 18 pt, lines 1.3, targets 60 pt, no scrolling sideways."""
    found = page.evaluate(MEASURE)
    assert found["text"] >= 18 * POINT - 0.5 and found["line"] >= 1.3 and found["wide"] <= 0, found
    assert found["target"] >= 60 * POINT - 0.5, found


def test_a_resident_logs_in_reports_and_reads_in_large_print(
    browse: Browse, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast = make_cast()
    at = site_now(cast.site)
    Site.objects.filter(pk=cast.site.pk).update(settings={"phone": "0571-88880000"})
    door = neighbours(cast.site, at, local(cast.site, at).date())
    words = {"title": "3栋停水通知", "body": "因管网检修停水，请提前储水。", "contact": "客服前台"}
    notice = draft_announcement(site=cast.site, kind="outage", actor=cast.rita, at=at, **words)
    publish_announcement(announcement=notice, actor=cast.rita, at=at)
    phone = browse("phone")
    phone.goto("/p/home/yard/")
    accessible(phone)
    shot(phone, "portal-login-zh-phone")
    phone.locator("input[name=phone]").fill(PHONE)
    phone.get_by_role("button", name="获取验证码").click()
    phone.locator("input[name=code]").fill(code_of(LoginCode.objects.get()))
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_role("heading", name=door.unit.code)).to_be_visible()
    accessible(phone)
    shot(phone, "portal-home-zh-phone")
    phone.get_by_role("link", name="报事报修").click()  # 1
    phone.locator("textarea[name=title]").fill("厨房水管漏水")
    phone.locator("input[type=file]").set_input_files(  # 2
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    shot(phone, "portal-report-zh-phone")
    phone.get_by_role("button", name="提交报事").click()  # 3
    expect(phone.get_by_text("我们承诺在此之前完成下一步")).to_be_visible()
    accessible(phone)
    shot(phone, "portal-request-zh-phone")
    assert ServiceRequest.objects.get().unit == door.unit
    phone.get_by_role("button", name="大字版").click()
    for page in (
        "",
        "requests/",
        "requests/new/",
        "notices/",
        f"notices/{notice.pk}/",
        "parcels/",
        "contact/",
        "household/",
    ):
        phone.goto(f"/p/home/yard/{page}")
        assert_large(phone)
    accessible(phone)
    phone.goto("/p/home/yard/")
    shot(phone, "portal-elder-zh-phone")
