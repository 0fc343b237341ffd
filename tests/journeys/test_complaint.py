"""W20 from the owner's phone to the filed sheet, through all three levels: general, not content and major, a crisis."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.complaints.models import Complaint, Crisis
from guanjia.foundation.sites.public import local, site_now
from tests.cast import Cast, make_cast
from tests.complaints.scenes import an_article
from tests.harness.browser import Browse
from tests.harness.watch import Watch
from tests.journeys.test_resident import log_in_by_code
from tests.portal.neighbours import neighbours

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Shot = Callable[..., Path]
Accessible = Callable[[Page], None]


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


def test_a_complaint_through_all_three_levels_to_the_opinion_sheet(
    browse: Browse, watch: Watch, shot: Shot, accessible: Accessible
) -> None:
    watch.allow("status of 422")  # what is left out is refused, and told
    people = make_cast()
    at = site_now(people.site)
    neighbours(people.site, at, local(people.site, at).date())
    article = an_article(people, question="楼上漏水怎么办", points="先关阀门\n再通知楼上", words="漏水 渗水")
    phone = browse("phone")
    log_in_by_code(phone, accessible, shot)
    row = complains(phone, accessible)
    page = browse("desk", user=people.rita)
    page.goto(f"/s/yard/complaints/{row.number}/")
    expect(page.locator("body")).to_contain_text(article.question)
    general(page, f"{local(people.site, at) - timedelta(hours=1):%Y-%m-%dT%H:%M}", accessible)
    hears(phone, row, content=False)
    chief = browse("desk", user=people.mei)
    major_then_crisis(chief, row, people, accessible)
    speaks(browse("desk", user=people.hugo), chief, row)
    step(page_again(page), "answer", result="已更换立管并赔付，由质检复查")
    hears(phone, row, content=True)
    step(page_again(page), "file", cause="公共立管老化开裂", prevention="立管纳入季度检查")
    expect(page.locator("h1")).to_contain_text("已归档")
    accessible(page)
    shot(page, "complaint-filed")
    row.refresh_from_db()
    assert (row.state, row.level, row.unit.code) == ("filed", "crisis", "3-1201")
    address = page.get_by_role("link", name="用户意见受理表").get_attribute("href")
    assert page.request.get(f"{page.url.split('/s/')[0]}{address}").body().startswith(b"%PDF")


def page_again(page: Page) -> Page:
    page.reload()
    return page


def complains(phone: Page, accessible: Accessible) -> Complaint:
    """Two taps from the first page; the number comes back."""
    phone.get_by_role("link", name="投诉", exact=False).first.click()
    phone.locator("[name=problem]").fill("楼上漏水漏到我家卫生间，吊顶都泡了")
    phone.locator("[name=kind]").select_option("leak")
    phone.locator("[name=place]").fill("卫生间")
    accessible(phone)
    phone.locator("form.card .btn-primary").click()
    row = Complaint.objects.get()
    expect(phone.locator("h1")).to_contain_text(row.number)
    return row


def general(page: Page, happened: str, accessible: Accessible) -> None:
    """The five clears, one after the other; what is left out is named."""
    step(page, "classify", is_true="1", is_valid="1")
    expect(page.locator("#next")).to_contain_text("听清楚")
    step(page, "facts", persons="楼上住户", place="卫生间", happened_at=happened)
    step(page, "ask", details="水渍一平方米，有照片")
    step(page, "classify", is_true="1", is_valid="1")
    step(page, "handle")
    step(page, "questions", cause="立管渗漏", ours="是", fee="无关")
    answer = page.locator("form[action*='/do/answer/']")
    if not answer.is_visible():
        page.locator("details.deed", has=answer).locator("summary").click()
    answer.locator("[name=result]").press_sequentially("这个不可能由我们修，你们自己去找楼上")
    expect(answer.locator(".watched")).to_contain_text("我们可以为您")
    accessible(page)
    step(page, "answer", result="已临时封堵，周五前更换")


def hears(phone: Page, row: Complaint, *, content: bool) -> None:
    """The owner reads the result on the phone and says whether it will do."""
    phone.goto(f"/p/home/yard/complaints/{row.number}/")
    phone.locator(f"[name=satisfied][value={'yes' if content else 'no'}]").check()
    score = phone.locator("[name=score]")
    if score.first.evaluate("one => one.tagName") == "SELECT":
        score.select_option("5" if content else "1")
    else:
        phone.locator(f"[name=score][value='{5 if content else 1}']").check()
    phone.locator("[name=comment]").fill("处理得好，谢谢" if content else "又漏了，要找媒体")
    phone.get_by_role("button", name="提交").click()
    phone.wait_for_load_state()
    row.refresh_from_db()
    assert row.state == ("satisfied" if content else "raised")


def major_then_crisis(chief: Page, row: Complaint, people: Cast, accessible: Accessible) -> None:
    """The manager raises it, takes note, and declares a crisis with one voice."""
    chief.goto(f"/s/yard/complaints/{row.number}/")
    step(chief, "make_major", reason="再次漏水，影响三户")
    step(chief, "take_note")
    step(chief, "declare_crisis", reason="媒体来访", spokesperson=str(people.mei.pk))
    step(chief, "answer", result="已更换立管")
    expect(chief.locator("#next")).to_contain_text("声明")  # nothing is answered before the statement
    accessible(chief)
    chief.goto(f"/s/yard/complaints/{row.number}/crisis/")
    expect(chief.locator("body")).to_contain_text("对外发言")
    chief.locator("#topic").fill("3栋漏水")
    chief.locator("#text").fill("我们已更换公共立管，正逐户复查并赔付。")
    chief.locator("form[action$='/crisis/draft/'] .btn-primary").click()


def speaks(other: Page, chief: Page, row: Complaint) -> None:
    """Somebody else approves the words; the media get them and no others; who was hit is cared for."""
    other.goto(f"/s/yard/complaints/{row.number}/crisis/")
    other.locator("form[action*='/approve/'] .btn-primary").click()
    chief.goto(f"/s/yard/complaints/{row.number}/crisis/")
    expect(chief.locator("blockquote")).to_contain_text("我们已更换公共立管")
    chief.locator("#unit").fill("3-1202")
    chief.locator("#deed").fill("上门慰问，送除湿机")
    chief.locator("form[action$='/crisis/care/'] .btn").click()
    chief.locator("#lesson").fill("立管纳入季度检查")
    chief.locator("form[action$='/crisis/end/'] .btn").click()
    assert Crisis.objects.get().state == "ended"
