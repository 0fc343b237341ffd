"""W21 as people meet it: a household of the month's sample is called, and the annual survey is built, answered and read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.care.actions.sampling import draw_sample
from guanjia.care.models import CallBack
from guanjia.foundation.sites.public import Site
from guanjia.surveys.models import Study
from tests.cast import make_cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Accessible = Callable[[Page], None]


def test_the_months_sample_is_called_and_the_survey_is_read_by_theme(
    browse: Browse, watch: Watch, shot: Callable[..., Path], accessible: Accessible
) -> None:
    watch.allow("status of 422")  # what is left out is refused, and told
    people = make_cast()
    Site.objects.update(held_at=NINE)
    settle(make_unit(people.site, "1201"), make_resident(people.site, "王秀英", phone="13800138000"))
    draw_sample(site=people.site, month="2026-03", actor=None, at=NINE)
    desk = browse("desk", user=people.rita)
    calls(desk, accessible)
    desk.goto("/s/yard/care/sample/2026-03/")
    expect(desk.locator("body")).to_contain_text("guanjia:yard:2026-03")
    expect(desk.locator("body")).to_contain_text("名单可复抽，结果一致")
    accessible(desk)
    shot(desk, "sample")
    page = browse("desk", user=people.mei)
    study = builds(page, accessible)
    answers(browse("phone"), study, accessible)
    page.reload()
    page.locator("#themes a[href*='theme=lift'][href*='negative']").click()
    expect(page.locator("table")).to_contain_text("电梯总坏，没人管")
    accessible(page)
    shot(page, "themes")


def calls(page: Page, accessible: Accessible) -> None:
    """The number shows once it is dialled; a low score needs their words and opens a task."""
    page.goto("/s/yard/care/")
    page.locator("table a", has_text="3-2-1201").click()
    expect(page.locator("body")).not_to_contain_text("13800138000")
    page.get_by_role("button", name="拨打并显示号码").click()
    expect(page.locator("body")).to_contain_text("13800138000")
    page.get_by_role("button", name="已接通").click()
    page.locator("[name=score]").select_option("2")
    page.get_by_role("button", name="记录评价").click()
    expect(page.locator("form[action*='/rate/']")).to_contain_text("低分")
    page.locator("[name=comment]").fill("楼道灯经常坏")
    accessible(page)
    page.get_by_role("button", name="记录评价").click()
    page.wait_for_load_state()
    assert CallBack.objects.get().state == "task"


def builds(page: Page, accessible: Accessible) -> Study:
    """A question more, then it is sent to every owners' household."""
    page.goto("/s/yard/surveys/owners/")
    page.locator("#s_title").fill("2026年度满意度调查")
    page.get_by_role("button", name="编制", exact=True).click()
    page.locator("form[action*='/do/add/'] [name=kind]").select_option("text")
    page.locator("form[action*='/do/add/'] [name=text]").fill("还想对我们说什么？")
    page.locator("form[action*='/do/add/'] .btn-primary").click()
    expect(page.locator("table").first).to_contain_text("还想对我们说什么？")
    accessible(page)
    page.locator("form[action*='/do/open/'] .btn-primary").click()
    page.wait_for_load_state()
    study = Study.objects.get()
    assert study.state == "open" and study.invitations.count() == 1
    return study


def answers(phone: Page, study: Study, accessible: Accessible) -> None:
    """On a phone, by the public link, without a name."""
    phone.goto(f"/p/study/{study.token}/")
    for question in study.questions.filter(kind="scale"):
        phone.locator(f"[name=q{question.pk}][value='4']").check()
    words = study.questions.filter(kind="text").order_by("-pk").first()
    assert words is not None
    phone.locator(f"[name=q{words.pk}]").fill("保洁很干净，但是电梯总坏，没人管")
    accessible(phone)
    phone.locator("button.btn-primary").click()
    expect(phone.locator("body")).to_contain_text("谢")
