"""W20 and W21 as people meet them: a complaint to its sheet, a household called back, a survey built, answered and read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.care.actions.sampling import draw_sample
from guanjia.care.models import CallBack
from guanjia.complaints.models import Complaint
from guanjia.foundation.sites.public import Site
from guanjia.surveys.models import Study
from tests.cast import Cast, make_cast
from tests.complaints.scenes import an_article
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Shot = Callable[..., Path]
Accessible = Callable[[Page], None]


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, and 王秀英 of 3-2-1201, at nine."""
    cast = make_cast()
    Site.objects.update(held_at=NINE)
    settle(make_unit(cast.site, "1201"), make_resident(cast.site, "王秀英", phone="13800138000"))
    return cast


def step(page: Page, verb: str, **typed: str) -> None:
    """Unfold a deed, fill it, do it."""
    form = page.locator(f"form[action*='/do/{verb}/']")
    if not form.is_visible():
        page.locator("details.deed", has=form).locator("summary").click()
    for name, text in typed.items():
        box = form.locator(f"[name={name}]").first
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
    form.locator("button").last.click()
    page.wait_for_load_state()


def test_a_complaint_goes_from_the_first_word_to_the_opinion_sheet(
    browse: Browse, people: Cast, shot: Shot, accessible: Accessible
) -> None:
    article = an_article(people, question="楼上漏水怎么办", points="先关阀门\n再通知楼上", words="漏水 渗水")
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/complaints/new/")
    expect(page.locator("main, body").first).to_contain_text("不要打断业主的话")
    page.locator("[name=problem]").press_sequentially("楼上漏水漏到我家卫生间，吊顶都泡了")
    expect(page.locator(".watched")).to_contain_text("房屋漏水")
    expect(page.locator(".watched")).to_contain_text(article.question)
    page.locator("[name=kind]").select_option("leak")
    page.locator("[name=unit]").fill("三栋二单元1201")
    page.locator("[name=name]").fill("王秀英")
    page.locator("[name=phone]").fill("13800138000")
    page.locator("[name=place]").fill("卫生间")
    accessible(page)
    page.locator("form.card .btn-primary").click()
    expect(page.locator("h1")).to_contain_text("TS-20260305-0001")
    step(page, "classify", is_true="1", is_valid="1")
    expect(page.locator("#next")).to_contain_text("听清楚")  # who was concerned has not been written down
    step(page, "facts", persons="楼上住户")
    step(page, "ask", details="水渍一平方米，有照片")
    step(page, "classify", is_true="1", is_valid="1")
    step(page, "handle")
    step(page, "questions", cause="楼上防水失效", ours="无，已协调", fee="无关")
    answer = page.locator("form[action*='/do/answer/']")
    if not answer.is_visible():
        page.locator("details.deed", has=answer).locator("summary").click()
    answer.locator("[name=result]").press_sequentially("这个不可能由我们修，你们自己去找楼上")
    expect(answer.locator(".watched")).to_contain_text("我们可以为您")
    accessible(page)
    shot(page, "complaint")
    step(page, "answer", result="已请楼上于今天18:00前维修，费用由楼上承担")
    step(page, "satisfied", score="5", comment="处理得快，谢谢")
    step(page, "file", cause="楼上卫生间防水层失效", prevention="雨季前回访渗漏户")
    expect(page.locator("h1")).to_contain_text("已归档")
    row = Complaint.objects.get()
    assert (row.state, row.unit.code, row.person.name) == ("filed", "3-2-1201", "王秀英")
    with page.expect_download() as sheet:
        page.get_by_role("link", name="用户意见受理表").click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF")


def test_a_household_of_the_months_sample_is_called_and_the_list_can_be_drawn_again(
    browse: Browse, people: Cast, shot: Shot, accessible: Accessible
) -> None:
    draw_sample(site=people.site, month="2026-03", actor=None, at=NINE)
    page = browse("desk", user=people.rita)
    page.goto("/s/yard/care/")
    page.locator("table a", has_text="3-2-1201").click()
    expect(page.locator("main, body").first).not_to_contain_text("13800138000")
    page.get_by_role("button", name="拨打并显示号码").click()
    expect(page.locator("main, body").first).to_contain_text("13800138000")
    page.get_by_role("button", name="已接通").click()
    page.locator("[name=score]").select_option("2")
    page.get_by_role("button", name="记录评价").click()
    expect(page.locator("form[action*='/rate/']")).to_contain_text("低分")  # a low score needs their words
    page.locator("[name=comment]").fill("楼道灯经常坏")
    accessible(page)
    page.get_by_role("button", name="记录评价").click()
    assert CallBack.objects.get().state == "task"
    page.goto("/s/yard/care/sample/2026-03/")
    expect(page.locator("main, body").first).to_contain_text("guanjia:yard:2026-03")
    expect(page.locator("main, body").first).to_contain_text("名单可复抽，结果一致")
    accessible(page)
    shot(page, "sample")


def test_the_annual_survey_is_built_answered_on_a_phone_and_read_by_theme(
    browse: Browse, people: Cast, shot: Shot, accessible: Accessible
) -> None:
    page = browse("desk", user=people.mei)
    page.goto("/s/yard/surveys/owners/")
    page.locator("#s_title").fill("2026年度满意度调查")
    page.get_by_role("button", name="编制", exact=True).click()
    page.locator("form[action*='/do/add/'] [name=kind]").select_option("text")
    page.locator("form[action*='/do/add/'] [name=text]").fill("还想对我们说什么？")
    page.locator("form[action*='/do/add/'] .btn-primary").click()
    expect(page.locator("table").first).to_contain_text("还想对我们说什么？")
    accessible(page)
    page.locator("form[action*='/do/open/'] .btn-primary").click()
    study = Study.objects.get()
    assert study.state == "open" and study.invitations.count() == 1
    phone = browse("phone")
    phone.goto(f"/p/study/{study.token}/")
    for question in study.questions.filter(kind="scale"):
        phone.locator(f"[name=q{question.pk}][value='4']").check()
    words = study.questions.filter(kind="text").first()
    phone.locator(f"[name=q{words.pk}]").fill("保洁很干净，但是电梯总坏，没人管")
    accessible(phone)
    phone.locator("button.btn-primary").click()
    expect(phone.locator("body")).to_contain_text("谢")
    page.reload()
    page.locator("#themes a[href*='theme=lift'][href*='negative']").click()
    expect(page.locator("table")).to_contain_text("电梯总坏，没人管")
    accessible(page)
    shot(page, "themes")
