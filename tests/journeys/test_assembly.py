"""Two who take part from afar see each other."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from guanjia.assembly.actions.assembling import adjust
from guanjia.assembly.models import Assembly
from guanjia.assembly.queries.rooms import room_path
from guanjia.assembly.rules.states import Video
from guanjia.foundation.sites.public import Site
from tests.assembly.meetings import AT, in_session, person
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
