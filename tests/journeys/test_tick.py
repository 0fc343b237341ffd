"""On the day: an attendant ticks a duty in two taps; the leader takes a meeting from ready to its end, past the closed gate."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.duties.public import Duty, DutyState, hand_in, lines_of, plan_dirty
from guanjia.foundation.rehearsal.public import Stage
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
POSTS = {
    "conference.leader": ("lin", "会务服务组长"),
    "environment.supervisor": ("eva", "环境主管"),
    "hotline": ("hana", "服务热线"),
    "conference.greeter": ("bob", "迎宾"),
    "fire.checker": ("gus", "消防检查员"),
    "conference.manager": ("mei", "项目经理"),
}


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast on their posts."""
    cast = make_cast()
    for code, (who, name) in POSTS.items():
        post = make_post(cast.site, code, name_zh=name)
        make_entry(post, getattr(cast, who), NINE - timedelta(days=4), NINE + timedelta(days=4))
    return cast


@pytest.fixture
def block(people: Cast) -> Block:
    """A meeting at nine, its duties planned two days before."""
    at = NINE - timedelta(days=2)
    event = make_event(people.site, title="城市更新项目调度会")
    make_sitting(event, make_room(people.site, "301", name="301会议室"), 0, 90)
    arrange_blocks(event=event, actor=people.alice, at=at)
    plan_dirty(now=at)
    return Block.objects.get(event=event)


def hold(cast: Cast, at: datetime) -> None:
    """The site's clock stands at `at`."""
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.refresh_from_db()


def owed(block: Block, code: str) -> Duty:
    return Duty.objects.get(site=block.site, standard_code=f"conference.{code}")


def done(cast: Cast, block: Block, code: str, who: str, before: int) -> None:
    """Somebody on the post does the duty, `before` minutes before nine."""
    duty, at = owed(block, code), NINE - timedelta(minutes=before)
    hand_in(Stage(cast.site, at, random.Random(1)), duty, lines_of([duty])[0].standard, getattr(cast, who))


def test_a_duty_is_ticked_in_two_taps(
    browse: Browse, people: Cast, block: Block, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    duty = owed(block, "greeters")
    hold(people, duty.due_at - timedelta(minutes=3))
    page = browse("phone", user=people.bob)
    page.goto("/s/yard/duties/my/")
    accessible(page)
    shot(page, "list-zh-phone")
    taps = 0
    for thing in (page.locator("a.task", has_text="迎宾就位"), page.locator(".phone-action button")):
        thing.tap()
        taps += 1
    page.wait_for_url("**/duties/my/")
    expect(page.get_by_text("已全部上传").first).to_be_visible()
    expect(page.locator("a.task", has_text="迎宾就位")).to_have_count(0)
    accessible(page)
    assert taps == 2
    duty.refresh_from_db()
    assert (duty.state, duty.performed_by) == (DutyState.ON_TIME, people.bob)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_leader_takes_a_meeting_from_ready_to_its_end(
    browse: Browse, people: Cast, block: Block, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    done(people, block, "check.level1", "lin", 150)
    done(people, block, "check.level2", "eva", 75)
    hold(people, NINE - timedelta(minutes=25))
    page = browse("phone", user=people.lin)
    page.goto(f"/s/yard/conference/b/{block.pk}/")
    accessible(page)
    badge = page.locator(".page-head .badge")
    press(page, "会场就绪")
    expect(page.locator(".alert")).to_contain_text("三级检查")
    done(people, block, "check.level3", "hana", 35)
    press(page, "会场就绪")
    expect(badge).to_have_text("就绪")
    press(page, "会议开始")
    expect(page.locator(".alert")).to_contain_text("消防检查（会场）（消防检查员")
    expect(badge).to_have_text("就绪")
    accessible(page)
    shot(page, "gate-zh-phone")
    done(people, block, "fire.zone", "gus", 60)
    done(people, block, "fire.room", "gus", 30)
    hold(people, NINE)
    press(page, "会议开始")
    expect(badge).to_have_text("进行中")
    expect(page.locator(".alert")).to_have_count(0)
    press(page, "领导已就座")
    expect(page.get_by_role("button", name="领导已就座")).to_have_count(0)
    shot(page, "seated-zh-phone")
    hold(people, NINE + timedelta(minutes=88))
    press(page, "会议结束")
    expect(badge).to_have_text("已结束")
    accessible(page)
    block.refresh_from_db()
    assert (block.started_at, block.leaders_seated_at, block.ended_at) == (NINE, NINE, NINE + timedelta(minutes=88))
