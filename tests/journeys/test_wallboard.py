"""The wall follows what happens within two seconds, says how old it is when the line is down, and keeps titles to itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.admission import code_of
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.rules.states import BlockState, EventState, Secrecy
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BUDGET_MS = 2_000
BOARD = "/s/yard/conference/board/"


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at 10:05."""
    cast = make_cast()
    Site.objects.update(held_at=NINE + timedelta(minutes=65))
    return cast


def running(cast: Cast, title: str, room: str, **fields: object) -> Block:
    """A meeting that runs since nine."""
    event = make_event(cast.site, title=title, starts_at=NINE, ends_at=NINE + timedelta(hours=2), **fields)
    make_sitting(event, make_room(cast.site, room, name=f"{room}会议室"), 0, 120)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=2))
    Event.objects.filter(pk=event.pk).update(state=EventState.RUNNING)
    Block.objects.filter(event=event).update(state=BlockState.RUNNING, started_at=NINE)
    return Block.objects.get(event=event)


def test_the_board_follows_each_action_within_two_seconds(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    first, second = running(people, "年度预算评审会", "301"), running(people, "安全生产例会", "302")
    board, leader = browse("wall", user=people.mei), browse("phone", user=people.lin)
    board.goto(BOARD)
    accessible(board)
    expect(board.locator("tr", has_text="301会议室")).to_contain_text("进行中")
    board.wait_for_timeout(1_500)
    for block, room in ((first, "301"), (second, "302")):
        leader.goto(f"/s/yard/conference/b/{block.pk}/")
        leader.get_by_role("button", name="会议结束").click(no_wait_after=True)
        expect(leader.get_by_role("button", name="会场已恢复")).to_be_visible()
        expect(board.locator("tr", has_text=f"{room}会议室").locator(".badge")).to_have_text(
            "已结束", timeout=BUDGET_MS
        )
    accessible(board)
    shot(board, "ended-zh-wall")


def test_a_stale_board_says_so_and_recovers(
    browse: Browse, people: Cast, watch: Watch, shot: Callable[..., Path]
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED|Failed to load|net::ERR")
    running(people, "年度预算评审会", "301")
    board = browse("wall", user=people.mei)
    board.clock.install()
    with board.expect_response("**/live/poll?*drawn=*"):
        board.goto(BOARD)
    age = board.locator("[data-live-age]")
    expect(age).to_be_hidden()
    board.wait_for_timeout(300)
    expect(board.locator(".htmx-request")).to_have_count(
        0
    )  # what the first word asked for is here before the line is cut
    board.context.set_offline(True)
    board.clock.fast_forward(90_000)
    expect(age).to_be_visible()
    expect(age).to_contain_text("1 分钟")
    shot(board, "stale-zh-wall")
    board.context.set_offline(False)
    for _ in range(3):
        board.clock.fast_forward(30_000)
        board.wait_for_timeout(700)
    expect(age).to_be_hidden()


@pytest.mark.parametrize("secrecy", [Secrecy.INTERNAL, Secrecy.CONTROLLED])
def test_an_internal_meeting_shows_that_there_is_one_and_nothing_else(
    browse: Browse, people: Cast, secrecy: Secrecy
) -> None:
    running(people, "干部人事专题", "301", secrecy=secrecy)
    board = browse("wall", user=people.mei)
    board.goto(BOARD)
    expect(board.locator("tr", has_text="301会议室")).to_contain_text("会议中")
    assert "干部人事专题" not in board.content()


def test_the_hall_count_grows_with_each_scan(
    browse: Browse, people: Cast, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    event = running(people, "年度工作会议", "701").event
    drafts = [Draft(name, delegation="市财政局") for name in ("单雄信", "李敏", "王小明")]
    add_guests(event=event, drafts=drafts, actor=people.alice, at=NINE - timedelta(days=2))
    hall, desk = browse("wall", user=people.mei), browse(user=people.rita)
    hall.goto(f"/s/yard/conference/e/{event.ref}/hall/")
    desk.goto(f"/s/yard/conference/e/{event.ref}/checkin/")
    accessible(hall)
    hall.wait_for_timeout(1_500)
    for count, guest in enumerate(Guest.objects.filter(event=event).order_by("pk"), 1):
        desk.keyboard.type(code_of(guest, event))
        desk.keyboard.press("Enter")
        expect(desk.locator("[data-checkin-answer]")).to_contain_text(guest.name)
        expect(hall.locator(".board-count b").first).to_have_text(str(count), timeout=BUDGET_MS)
    shot(hall, "hall-zh-wall")
