"""A meeting votes: the clerk opens, two vote on telephones, the wall follows, the chair confirms the minutes. And two see each other."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.assembly.actions.assembling import adjust
from guanjia.assembly.actions.motions import close_motion
from guanjia.assembly.models import Assembly, Minutes, Motion
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.states import Video
from guanjia.foundation.sites.public import Site
from tests.assembly.meetings import AT, in_session, motion_of, person
from tests.cast import Cast, make_cast
from tests.harness.browser import Browse
from tests.harness.camera import camera_showing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FRAMES = "document.querySelectorAll('[data-video-wall] video')[1].getVideoPlaybackQuality().totalVideoFrames"
PLAIN = {"remote": True, "own_devices": True, "video_url": "", "video_code": ""}


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, in the meeting."""
    cast = make_cast()
    Site.objects.update(held_at=AT)
    return cast


@pytest.fixture
def meeting(people: Cast) -> Assembly:
    assembly = in_session(people, "赵一", "钱二", "孙三", title="工会会员代表大会")
    chair = person(assembly, "赵一").pk
    return adjust(assembly=assembly, **PLAIN, video=Video.PEER, chair_id=chair, actor=people.alice, at=AT)


def test_from_the_open_vote_to_the_confirmed_minutes(
    browse: Browse, people: Cast, meeting: Assembly, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    motion = motion_of(meeting, people, opened=False, title="关于工会经费预算的议题")
    home = f"/s/yard/assembly/{meeting.pk}/"
    wall = browse("wall", user=people.bob)
    wall.goto(f"{home}wall/")
    phones = [browse("phone") for _n in range(2)]
    for phone, name in zip(phones, ("赵一", "钱二"), strict=True):
        phone.goto(room_path(person(meeting, name)))
        expect(phone.get_by_text("表决: 1.")).to_have_count(0)
    desk = browse("desk", user=people.alice)
    desk.goto(home)
    accessible(desk)
    desk.get_by_role("button", name="开始表决").click()
    expect(phones[0].get_by_role("button", name="赞成")).to_be_visible()
    accessible(phones[0])
    shot(phones[0], "room-zh-phone")
    phones[0].get_by_role("button", name="赞成").click()
    expect(phones[0].get_by_text("回执码")).to_be_visible()
    expect(phones[1].get_by_role("button", name="反对")).to_be_visible()
    phones[1].get_by_role("button", name="反对").click()
    phones[1].get_by_role("button", name="赞成").click()
    expect(phones[1].get_by_text("您的票已更改")).to_be_visible()
    expect(wall.get_by_text("已投票 2 / 3 人")).to_be_visible()
    began = time.perf_counter()
    close_motion(motion=Motion.objects.get(pk=motion.pk), actor=people.alice, at=AT)
    expect(wall.get_by_text("通过。")).to_be_visible()
    assert time.perf_counter() - began < 2, "the wall shows the result within two seconds"
    accessible(wall)
    shot(wall, "result-zh-wall")
    desk.goto(home)
    desk.get_by_role("button", name="结束会议").click()
    if desk.locator("dialog[open]").count():
        desk.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()
    expect(desk.get_by_text("会议已结束").first).to_be_visible()
    desk.goto(f"{home}minutes/")
    desk.get_by_role("button", name="由记录生成").click()
    accessible(desk)
    expect(desk.locator("textarea")).to_contain_text("赞成 2，反对 0，弃权 0。通过。")
    phones[0].reload()
    phones[0].get_by_role("button", name="确认本纪要").click()
    expect(phones[0].get_by_text("纪要已确认")).to_be_visible()
    assert Minutes.objects.get().confirmed_by == "赵一"
    desk.reload()
    desk.get_by_role("button", name="封存记录").click()
    expect(desk.get_by_text("刚刚核验：未发现改动")).to_be_visible()
    shot(desk, "record-zh-desk")


def test_two_see_each_other(
    browse: Browse, people: Cast, meeting: Assembly, tmp_path: Path, shot: Callable[..., Path]
) -> None:
    pages = []
    for name in ("钱二", "孙三"):
        film = camera_showing(name, tmp_path)
        page = browse("desk", camera=film, permissions=["camera", "microphone"])
        page.goto(f"{room_path(person(meeting, name))}video/")
        page.get_by_role("button", name="打开摄像头和麦克风进入").click()
        pages.append(page)
    for page in pages:
        expect(page.locator("[data-video-wall] video")).to_have_count(2, timeout=20_000)
        end = time.monotonic() + 20
        while page.evaluate(FRAMES) <= 5:
            assert time.monotonic() < end, "the picture of the other does not move"
            page.wait_for_timeout(200)
    shot(pages[0], "video-zh-desk", full_page=False)
    pages[1].get_by_role("button", name="离开").click()
    expect(pages[0].locator("[data-video-wall] video")).to_have_count(1)
