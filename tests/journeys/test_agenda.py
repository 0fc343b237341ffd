"""A speaker runs over; the leader takes a proposal on the phone with one tap; wall and lectern follow within two seconds."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.agenda.actions.running import start_item
from guanjia.foundation.sites.public import Site
from tests.agenda.meetings import agenda_for, item, meeting, run
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BUDGET_MS = 2_000


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at 09:50."""
    cast = make_cast()
    Site.objects.update(held_at=NINE + timedelta(minutes=50))
    return cast


def test_an_overrun_is_settled_by_one_tap_and_the_wall_follows(
    browse: Browse, people: Cast, watch: Watch, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|Failed to load|net::ERR")
    block = meeting(people, title="营商环境座谈会")
    agenda = agenda_for(people, block, moderator="周主任")
    run(block)
    for title, minute in (("开场致辞", 0), ("工作报告", 12)):
        start_item(item=item(agenda, title), actor=people.lin, at=NINE + timedelta(minutes=minute))
    at = f"/s/yard/agenda/b/{block.pk}/"
    wall, phone = browse("wall", user=people.mei), browse("phone", user=people.lin)
    wall.goto(f"{at}wall/")
    expect(wall.locator("tr", has_text="经验交流")).to_contain_text("09:40")
    phone.goto(f"{at}live/")
    expect(phone.locator(".agenda-clock")).to_contain_text("超时")
    accessible(phone)
    accessible(wall)
    shot(phone, "late-zh-phone")
    wall.wait_for_timeout(1_500)
    phone.locator(".agenda-card").first.get_by_role("button").click(no_wait_after=True)
    expect(phone.locator(".agenda-course")).to_contain_text("按时")
    expect(wall.locator("tr", has_text="经验交流")).to_contain_text("09:50", timeout=BUDGET_MS)
    expect(phone.locator(".agenda-card")).to_have_count(0)
    shot(wall, "moved-zh-wall")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="下一项：").click()
    expect(phone.locator("[data-agenda-kept]")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator(".agenda-title")).to_contain_text("经验交流")
    expect(wall.locator("tr[aria-current]")).to_contain_text("经验交流", timeout=BUDGET_MS)
