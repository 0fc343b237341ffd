"""The islands in a real browser, on the pages of the style gallery."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from guanjia.foundation.live.public import touch
from guanjia.ui.icons import FOLDER
from tests.cast import Cast, make_cast
from tests.harness.accessibility import assert_accessible
from tests.harness.browser import Browse
from tests.harness.camera import camera_showing

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not FOLDER.exists(), reason="the front end is not built: npm run build"),
]
GALLERY = "/s/yard/ui-gallery/"


@pytest.fixture
def people(browse: Browse) -> Cast:
    return make_cast()


@pytest.fixture
def opened(browse: Browse, people: Cast) -> Callable[..., Page]:
    def open_page(path: str, device: str = "desk", **more: Any) -> Page:
        page = browse(device, user=people.mei, **more)
        page.goto(path)
        return page

    return open_page


@pytest.mark.parametrize("device", ["desk", "phone"])
def test_every_frame_is_accessible_and_fits_its_screen(
    opened: Callable[..., Page], shot: Callable[..., Path], device: str
) -> None:
    page = opened(GALLERY, device)
    for name in ("", "phone/", "public/", "board/", "print/", "checkin/", "grid/"):
        page.goto(GALLERY + name)
        expect(page.locator("#content")).to_be_visible()
        assert_accessible(page)
        shot(page, f"{name.strip('/') or 'gallery'}-{device}")
        if name != "print/":
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_rows_are_35_px_at_a_desk_and_type_is_14_on_22(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY)
    body = page.evaluate("[getComputedStyle(document.body).fontSize, getComputedStyle(document.body).lineHeight]")
    assert body[0] == "14px"
    assert round(float(body[1].removesuffix("px"))) == 22
    heights = page.evaluate("[...document.querySelectorAll('#list tbody tr')].map(row => row.offsetHeight)")
    assert min(heights) in range(34, 37)


def test_language_is_one_click_away_and_stays(opened: Callable[..., Page]) -> None:
    page = opened("/s/yard/")
    expect(page.locator("h1")).to_contain_text("工作台")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_contain_text("Workbench")
    assert page.url.endswith("/s/yard/")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_density_and_large_print_are_kept(opened: Callable[..., Page]) -> None:
    page = opened("/s/yard/")
    page.locator("details.drop-end summary").click()
    page.get_by_role("button", name="宽松行距").click()
    expect(page.locator("html")).to_have_attribute("data-density", "comfortable")
    page.locator("details.drop-end summary").click()
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "1")


def test_menu_opens_on_a_phone_without_leaving_the_page(opened: Callable[..., Page]) -> None:
    page = opened("/s/yard/", "phone")
    expect(page.locator("#side")).to_be_hidden()
    page.get_by_role("button", name="更多").click()
    expect(page.locator("#side")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()


def test_chosen_rows_show_what_can_be_done_with_them(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY)
    expect(page.locator(".bulk")).to_be_hidden()
    page.locator("[data-bulk-all]").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("9")
    page.locator("tbody input").first.uncheck()
    expect(page.locator("[data-bulk-count]")).to_have_text("8")


def test_draft_survives_a_wrong_turn_but_not_a_fresh_start(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY)
    page.locator("form[data-draft] [name=title]").fill("年会")
    page.goto("/s/yard/")
    page.goto(GALLERY)
    expect(page.locator("form[data-draft] [name=title]")).to_have_value("年会")
    page.get_by_role("button", name="重新填写").click()
    expect(page.locator("form[data-draft] [name=title]")).to_have_value("")


def test_booking_is_moved_by_arrow_keys_and_enter(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "grid/")
    slot = page.locator('.slot[data-id="0"]')
    slot.focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.locator("dialog button[value=yes]").click()
    assert "id=0" in page.url
    assert "room=1" in page.url
    assert "T08%3A40" in page.url


def test_escape_puts_a_booking_back(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "grid/")
    slot = page.locator('.slot[data-id="0"]')
    left = slot.evaluate("slot => slot.style.left")
    slot.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert slot.evaluate("slot => slot.style.left") == left
    assert slot.evaluate("slot => slot.closest('[data-room]').dataset.room") == "0"
    expect(page.locator("#announce")).to_have_text("未移动")


def test_booking_is_dragged_to_another_room_in_steps_of_five_minutes(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "grid/")
    page.evaluate("document.querySelector('.room-grid').scrollLeft = 0")  # it opens at the present hour
    box = page.locator('.slot[data-id="0"]').bounding_box()
    assert box is not None
    x, y = box["x"] + 20, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 46, y + 2 * 53, steps=6)
    page.mouse.up()
    with page.expect_navigation():
        page.locator("dialog button[value=yes]").click()
    assert "room=2" in page.url
    assert "T08%3A30" in page.url


def scan(page: Page, text: str) -> None:
    """Type as fast as a hand-held scanner, whatever the machine of the test is busy with."""
    page.evaluate(
        """text => {
          for (const key of [...text, 'Enter'])
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        }""",
        text,
    )


def test_slow_typing_is_no_scan(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "checkin/")
    for key in "OK-1":
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(page.locator(".answer.wait")).to_be_visible()


def test_hand_held_scanner_admits_and_refuses_without_a_tap(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "checkin/")
    scan(page, "OK-12345")
    expect(page.locator(".answer.good .answer-name")).to_have_text("李芳")
    scan(page, "FORGED")
    expect(page.locator(".answer.bad .answer-more")).to_have_text("这不是本系统的签到码。")
    expect(page.locator("[data-checkin-last] li")).to_have_count(2)


def test_camera_reads_a_code(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened(GALLERY + "checkin/", "phone", camera=camera_showing("OK-会议-1", tmp_path))
    page.get_by_role("button", name="用摄像头扫码").click()
    expect(page.locator(".answer.good .answer-seat, .answer.good .answer-more")).to_contain_text("3-12", timeout=20_000)


def test_photo_is_made_smaller_marked_and_can_be_taken_back(opened: Callable[..., Page], tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - only here

    Image.new("RGB", (4000, 3000), "teal").save(tmp_path / "big.png")
    (tmp_path / "no.jpg").write_text("no photo")
    page = opened(GALLERY + "phone/", "phone")
    page.set_input_files("[name=photo]", [tmp_path / "big.png", tmp_path / "no.jpg"])
    expect(page.locator(".photo-shots figure")).to_have_count(1)
    expect(page.locator(".toast-note.bad")).to_have_text("这个文件不是照片。")
    kept = page.evaluate(
        """async () => {
          const file = document.querySelector('[name=photo]').files[0];
          const picture = await createImageBitmap(file);
          return [file.type, picture.width, picture.height];
        }"""
    )
    assert kept == ["image/jpeg", 1600, 1200]
    page.get_by_role("button", name="删除照片").click()
    expect(page.locator(".photo-shots figure")).to_have_count(0)
    assert page.evaluate("document.querySelector('[name=photo]').files.length") == 0


def test_signature_is_asked_for_and_kept_as_png(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "phone/", "phone")
    page.get_by_role("button", name="完成检查").click()
    expect(page.locator(".signature .field-error")).to_have_text("请先签名。")
    canvas = page.locator(".signature canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 80, steps=5)
    page.mouse.up()
    assert page.locator("[name=signature]").input_value().startswith("data:image/png;base64,")
    page.get_by_role("button", name="完成检查").click()
    expect(page.locator("dialog")).to_contain_text("确认全部正常？")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_limits_count_down_by_themselves(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY)
    page.evaluate(
        """() => {
          const time = document.querySelector('#list [data-until]').cloneNode();
          time.id = 'soon';
          time.dateTime = new Date(Date.now() + 60500).toISOString();
          time.dataset.now = new Date().toISOString();
          document.querySelector('#list').append(time);
        }"""
    )
    expect(page.locator("#soon")).to_have_text("剩 1 分钟")
    expect(page.locator("#soon")).to_have_text("剩不到 1 分钟")
    expect(page.locator("#soon")).to_have_class("until until-soon")


def test_two_tabs_share_one_stream_and_both_follow(opened: Callable[..., Page], people: Cast) -> None:
    first = opened("/s/yard/")
    streams: list[str] = []
    fetched: list[Page] = []
    first.context.on("request", lambda request: streams.append(request.url) if "/live?" in request.url else None)
    second = first.context.new_page()
    second.goto("/s/yard/")
    second.wait_for_timeout(1500)
    for page in (first, second):
        page.on(
            "request", lambda request, page=page: fetched.append(page) if request.url.endswith("/s/yard/") else None
        )
    assert len(streams) <= 1
    touch(f"site:{people.site.pk}:board")
    second.wait_for_timeout(3000)
    assert second in fetched


def test_stale_wall_shows_its_age(opened: Callable[..., Page]) -> None:
    page = opened(GALLERY + "board/")
    page.clock.install()
    page.goto(GALLERY + "board/")
    page.evaluate("document.querySelector('main').dataset.liveTopic = 'site:0:board'")
    page.clock.run_for(70_000)
    expect(page.locator("[data-live-age]")).to_contain_text("未更新")
