"""A resident logs in by phone, reports a leak with a photo, asks for a card, answers the survey; all in large print, measured."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.cards.public import Card, CardState
from guanjia.portal.actions.announcing import draft_announcement, publish_announcement
from guanjia.portal.models import LoginCode
from guanjia.servicedesk.public import ServiceRequest
from guanjia.surveys.public import Study, begin_study, open_study
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


ELDER = (
    "", "requests/", "requests/new/", "visitors/", "visitors/new/", "notices/", "parcels/", "contact/", "household/",
    "cards/", "complaints/", "surveys/", "messages/", "privacy/", "account/",
)  # fmt: skip
"""The pages that the norm for elders is measured on, beside the notice and the survey."""


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
    study = begin_study(site=cast.site, code="annual", title="年度满意度调查", annual=True, actor=cast.mia, at=at)
    open_study(study=study, closes_at=at + timedelta(days=14), population=2, actor=cast.mia, at=at)
    phone = browse("phone")
    log_in_by_code(phone, accessible, shot)
    expect(phone.get_by_role("heading", name=door.unit.code)).to_be_visible()
    accessible(phone)
    shot(phone, "portal-home-zh-phone")
    reports_a_leak(phone, accessible, shot)
    assert ServiceRequest.objects.get().unit == door.unit
    asks_for_a_card(phone, accessible)
    phone.get_by_role("button", name="大字版").click()
    for page in (*ELDER, f"notices/{notice.pk}/", f"surveys/{study.pk}/"):
        phone.goto(f"/p/home/yard/{page}")
        assert_large(phone)
    accessible(phone)
    answers_the_survey(phone, study)
    phone.goto("/p/home/yard/")
    shot(phone, "portal-elder-zh-phone")


def log_in_by_code(phone: Page, accessible: Callable[[Page], None], shot: Callable[..., Path]) -> None:
    phone.goto("/p/home/yard/")
    accessible(phone)
    shot(phone, "portal-login-zh-phone")
    phone.locator("input[name=phone]").fill(PHONE)
    phone.get_by_role("button", name="获取验证码").click()
    phone.locator("input[name=code]").fill(code_of(LoginCode.objects.get()))
    phone.get_by_role("button", name="登录").click()


def reports_a_leak(phone: Page, accessible: Callable[[Page], None], shot: Callable[..., Path]) -> None:
    """A fault with a photo, in three taps from the first page."""
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


def asks_for_a_card(phone: Page, accessible: Callable[[Page], None]) -> None:
    """Two taps from the first page; the card waits for its paper."""
    phone.goto("/p/home/yard/")
    phone.get_by_role("link", name="我的门禁卡").click()
    phone.get_by_role("button", name="申请门禁卡").click()
    expect(phone.get_by_text("请携房产证或租赁合同到前台")).to_be_visible()
    accessible(phone)
    assert Card.objects.get().stage is CardState.APPLIED


def answers_the_survey(phone: Page, study: Study) -> None:
    """In large print: a mark for each question that needs one, and the survey is gone from the list."""
    for field in phone.locator("fieldset:has([required]), .field:has(input[required])").all():
        field.locator("input").first.check()
    phone.get_by_role("button", name="提交问卷").click()
    expect(phone.get_by_text("目前没有需要您填写的问卷")).to_be_visible()
    assert study.answers.count() == 1
