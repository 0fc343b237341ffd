"""A guest tells diet and wheelchair, the kitchen's sheet has it; afterwards the client reviews and we answer in public."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.clientele.actions.reviews import invite_review
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Event, Guest
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_meeting
from tests.factories.places import make_room
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BEFORE = NINE - timedelta(days=2)


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, two days before the meeting."""
    return make_cast(BEFORE)


@pytest.fixture
def event(people: Cast) -> Event:
    made = make_meeting(make_room(people.site, name="东厅"), actor=people.alice, at=BEFORE)
    add_guests(event=made, drafts=[Draft("张三", seat="A1"), Draft("李四")], actor=people.alice, at=BEFORE)
    return made


def test_from_the_guests_tick_to_our_answer(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    phone = browse("phone")
    phone.goto(guest_path(Guest.objects.get(name="张三")))
    phone.get_by_role("link", name="饮食、无障碍与礼拜需求").click()
    accessible(phone)
    phone.get_by_label("忌坚果").check()
    phone.get_by_label("轮椅席").check()
    phone.get_by_label("我同意").check()
    shot(phone, "needs-zh-phone")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("厨房和会场将为您准备")).to_be_visible()

    kitchen = browse("desk", user=people.dora)
    kitchen.goto(f"/s/yard/green/e/{event.ref}/needs/")
    expect(kitchen.locator("tr", has_text="忌坚果")).to_contain_text("A1")
    expect(kitchen.locator("tr", has_text="轮椅席")).to_contain_text("A1")
    expect(kitchen.locator("#content")).not_to_contain_text("张三")
    accessible(kitchen)
    shot(kitchen, "needs-zh-desk")

    Event.objects.filter(pk=event.pk).update(state="surveyed")
    Site.objects.update(held_at=NINE + timedelta(hours=4))
    event.refresh_from_db()
    _link, token = invite_review(event=event, actor=people.alice, at=NINE + timedelta(hours=4))
    phone.goto(f"/p/review/{token}/")
    accessible(phone)
    phone.get_by_label("2 · 不满意").check()
    phone.get_by_label("您想告诉大家什么？").fill("签到排队太久")
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.get_by_text("您的评价已展示")).to_be_visible()

    desk = browse("desk", user=people.alice)
    desk.goto("/s/yard/clientele/reviews/")
    desk.get_by_role("link", name="年度工作会议").first.click()
    desk.get_by_label("我方回复").fill("抱歉，下次多开一个签到台。")
    desk.get_by_role("button", name="发布回复").click()
    accessible(desk)
    phone.goto("/p/reviews/yard/")
    expect(phone.get_by_text("下次多开一个签到台")).to_be_visible()
    accessible(phone)
    shot(phone, "reviews-zh-phone")
