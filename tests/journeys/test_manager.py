"""The manager follows what is late from the board to its reason, mends the promise, settles the escalation, keeps the dossier."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.duties.public import Duty, DutyState, plan_dirty, tick
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HALF_PAST_SEVEN = NINE - timedelta(minutes=85)
LEVEL1 = "conference.check.level1"
POSTS = {"conference.leader": "lin", "environment.supervisor": "eva", "conference.manager": "mei", "hotline": "hana"}


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast on their posts at 7:35; nobody did the first check of the meeting at nine, due at seven."""
    cast = make_cast()
    for code, who in POSTS.items():
        post = make_post(cast.site, code)
        make_entry(post, getattr(cast, who), NINE - timedelta(days=4), NINE + timedelta(days=4))
    return cast


def a_meeting(cast: Cast, title: str, room: str, start: float) -> Block:
    event = make_event(cast.site, title=title)
    make_sitting(event, make_room(cast.site, room, name=f"{room}会议室"), start, 90)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=2))
    plan_dirty(now=NINE - timedelta(days=2))
    return Block.objects.get(event=event)


def check(block: Block) -> Duty:
    return Duty.objects.get(subject_kind="conference.block", subject_id=block.pk, standard_code=LEVEL1)


def half_past_seven(cast: Cast) -> None:
    """The clock has ticked up to now; the site's clock stands there."""
    for minutes in (65, 35, 30, 20, 5, 0):
        moment = HALF_PAST_SEVEN - timedelta(minutes=minutes)
        Site.objects.filter(pk=cast.site.pk).update(held_at=moment)
        tick(moment)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_from_the_board_to_the_reason_and_the_mended_promise(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    today = a_meeting(people, "城市更新项目调度会", "301", 0)
    tomorrow = a_meeting(people, "预算评审会", "302", 24 * 60)
    half_past_seven(people)
    page = browse(user=people.mei)
    page.goto("/s/yard/conference/board/")
    page.locator("tr", has_text="301会议室").get_by_role("link", name=re.compile("已超时")).click()
    row = page.locator("#owed tr", has_text="一级检查")
    expect(row).to_contain_text("已超")
    accessible(page)
    shot(page, "late-zh-desk")
    row.get_by_role("link").click()
    expect(page.locator("#why li").first).to_be_visible()
    expect(page.locator("#why")).to_contain_text("2 小时")
    expect(page.locator(".timeline").first).to_contain_text("第 3 级升级")
    accessible(page)
    shot(page, "why-zh-desk")

    before = check(tomorrow).due_at
    page.locator(f"dd a[href$='/standards/{LEVEL1}/']").click()
    page.get_by_role("link", name="修改本项目").click()
    page.get_by_label("提前或推后多久").fill("3 小时")
    page.locator("[name=reason]").fill("早会多，提前一小时检查")
    accessible(page)
    shot(page, "patch-zh-desk")
    with page.expect_navigation():
        page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("-3h").first).to_be_visible()
    plan_dirty(now=HALF_PAST_SEVEN)
    assert before - check(tomorrow).due_at == timedelta(hours=1)
    assert check(today).due_at == NINE - timedelta(hours=2)  # begun: keeps what was promised
    page.goto(f"/s/yard/conference/b/{tomorrow.pk}/")
    expect(page.locator("#owed tr", has_text="一级检查")).to_contain_text("06:00")


def test_an_escalation_is_settled_by_giving_the_duty_to_somebody(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    duty = check(a_meeting(people, "城市更新项目调度会", "301", 0))
    half_past_seven(people)
    duty.refresh_from_db()
    assert duty.level == 3  # the third rung tells the manager
    page = browse(user=people.mei, language="en-GB")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": browse.house.url}])
    page.goto(f"/s/yard/duties/{duty.pk}/")
    expect(page.get_by_role("heading", name="First-level check")).to_be_visible()
    accessible(page)
    shot(page, "escalated-en-desk")
    page.locator("#user").select_option(label=str(people.eva))
    page.locator("#reason").fill("Lin is at the other house")
    press(page, "Give")
    expect(page.get_by_text("The duty is now in other hands.")).to_be_visible()

    phone = browse("phone", user=people.eva)
    phone.goto("/s/yard/duties/my/")
    phone.locator("a.task", has_text="一级检查").first.tap()
    phone.locator(".phone-action button").tap()
    phone.wait_for_url("**/duties/my/")
    expect(phone.get_by_text("已全部上传").first).to_be_visible()
    duty.refresh_from_db()
    assert (duty.state, duty.performed_by) == (DutyState.LATE, people.eva)
    assert duty.next_at is None  # no further rung rings

    page.goto("/s/yard/duties/score/?by=post&from=2026-03-05&to=2026-03-05")
    expect(page.locator("table.rows tbody tr").first).to_be_visible()
    accessible(page)
    shot(page, "score-en-desk")
    row = page.locator("table.rows tbody tr", has_text="conference.leader")
    row.locator("a", has_text=re.compile(r"^1$")).first.click()
    expect(page.get_by_role("link", name="First-level check").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dossier_is_one_click_from_the_closing(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None], language: str
) -> None:
    block = a_meeting(people, "城市更新项目调度会", "301", 0)
    half_past_seven(people)
    page = browse(user=people.mei, language="en-GB" if language == "en" else "zh-CN")
    if language == "en":
        page.context.add_cookies([{"name": "django_language", "value": "en", "url": browse.house.url}])
    page.goto(f"/s/yard/conference/e/{block.event.ref}/closing/")
    accessible(page)
    shot(page, f"closing-{language}-desk")
    link = page.get_by_role("link", name="会议档案" if language == "zh" else "Dossier")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
