"""The room grid: a meeting is moved by keyboard, a taken room says who has it, weeks and months fit the page."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
GRID = "/s/yard/conference/grid/"


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at 08:00 on the day."""
    cast = make_cast()
    Site.objects.update(held_at=NINE - timedelta(hours=1))
    return cast


@pytest.fixture
def rooms(people: Cast) -> list[Room]:
    return [make_room(people.site, code, name=f"{code}会议室") for code in ("301", "302", "303")]


def booked(cast: Cast, room: Room, title: str, start: float) -> Block:
    event = make_event(cast.site, title=title)
    make_sitting(event, room, start, 60)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=2))
    return Block.objects.get(event=event)


def grid(browse: Browse, cast: Cast, device: str = "desk", query: str = "") -> Page:
    page = browse(device, user=cast.alice)
    page.goto(GRID + query)
    return page


def put(page: Page, slot: Locator, *keys: str) -> None:
    """Move by arrow keys, put down, and say yes."""
    slot.focus()
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.ask")).to_be_visible()
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_meeting_is_moved_without_a_mouse(
    browse: Browse, people: Cast, rooms: list[Room], shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    block = booked(people, rooms[0], "部门例会", 60)
    page = grid(browse, people)
    accessible(page)
    put(page, page.locator(".slot", has_text="部门例会"), "ArrowDown", "Shift+ArrowRight", "ArrowRight")
    expect(page.locator(f"[data-room='{rooms[1].pk}'] .slot", has_text="部门例会")).to_contain_text("10:35")
    shot(page, "moved-zh-desk")
    block.refresh_from_db()
    assert (block.room_id, block.starts_at) == (rooms[1].pk, NINE + timedelta(minutes=95))


def test_escape_leaves_everything_as_it_was(browse: Browse, people: Cast, rooms: list[Room]) -> None:
    block = booked(people, rooms[0], "部门例会", 60)
    page = grid(browse, people)
    page.locator(".slot", has_text="部门例会").focus()
    for key in ("ArrowDown", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    expect(page.locator(f"[data-room='{rooms[0].pk}'] .slot")).to_have_count(1)
    assert Block.objects.get(pk=block.pk).rev == block.rev


def test_a_taken_room_says_who_has_it(
    browse: Browse, people: Cast, rooms: list[Room], shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    block = booked(people, rooms[0], "部门例会", 60)
    booked(people, rooms[1], "招商洽谈会", 60)
    page = grid(browse, people)
    put(page, page.locator(".slot", has_text="部门例会"), "ArrowDown")
    expect(page.locator(".alert")).to_contain_text("招商洽谈会")
    accessible(page)
    shot(page, "conflict-zh-desk")
    assert Block.objects.get(pk=block.pk).room_id == rooms[0].pk


@pytest.mark.parametrize("device", ["desk", "phone"])
@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_each_view_fits_its_screen(
    browse: Browse, people: Cast, rooms: list[Room], shot: Callable[..., Path], accessible: Callable[[Page], None],
    device: str, view: str,
) -> None:  # fmt: skip
    for day in range(3):
        for number, room in enumerate(rooms):
            booked(people, room, f"第{number}次全市优化营商环境工作推进会议（扩大）", 60 * number + 1440 * day)
    page = grid(browse, people, device, f"?view={view}")
    expect(page.get_by_text("全市优化营商环境").first).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"{view}-zh-{device}")


def test_an_empty_grid_says_what_is_missing(browse: Browse, people: Cast, accessible: Callable[[Page], None]) -> None:
    page = grid(browse, people)
    expect(page.get_by_text("还没有可预订的会议室").or_(page.locator(".empty"))).to_be_visible()
    accessible(page)
