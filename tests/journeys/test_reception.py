"""Reception lets guests in: hand-held scanner, typed code, pinyin, walk-in, a refusal said aloud, and the camera of a kiosk."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.admission import code_of
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.models import Event, Guest
from guanjia.foundation.sites.public import Site
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_event
from tests.harness.browser import Browse
from tests.harness.camera import camera_showing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAMES = ("单雄信", "李敏", "欧阳修", "王小明")


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast at 08:40 on the day of the meeting."""
    cast = make_cast()
    Site.objects.update(held_at=NINE - timedelta(minutes=20))
    return cast


@pytest.fixture
def event(people: Cast) -> Event:
    """A meeting at nine with four guests on its list."""
    made = make_event(people.site, title="年度工作会议", starts_at=NINE, ends_at=NINE + timedelta(hours=3))
    drafts = [Draft(name, delegation="市财政局", position="处长", seat=f"3-{n}") for n, name in enumerate(NAMES, 1)]
    add_guests(event=made, drafts=drafts, actor=people.alice, at=NINE - timedelta(days=2))
    return made


def code(event: Event, name: str) -> str:
    return code_of(Guest.objects.get(event=event, name=name), event)


def desk(browse: Browse, people: Cast, event: Event, device: str = "desk") -> Page:
    page = browse(device, user=people.rita)
    page.goto(f"/s/yard/conference/e/{event.ref}/checkin/")
    return page


def scan(page: Page, text: str) -> None:
    """A hand-held scanner: its keys come within milliseconds of each other, however busy this machine is."""
    page.evaluate(
        """text => {
            const target = document.activeElement ?? document.body;
            for (const key of [...text, "Enter"])
                target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_the_hand_held_scanner_needs_no_tap_between_guests(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = desk(browse, people, event)
    accessible(page)
    answer = page.locator("[data-checkin-answer]")
    for name in NAMES[:2]:
        scan(page, code(event, name))
        expect(answer).to_contain_text(name)
        expect(answer).to_contain_text("3-")
    expect(page.locator("[data-checkin-last] li")).to_have_count(2)
    shot(page, "admitted-zh-desk")
    scan(page, code(event, NAMES[0]))
    expect(answer).to_contain_text("此码已于08:40使用")
    expect(answer).to_have_class("answer bad")
    accessible(page)
    shot(page, "refused-zh-desk")
    assert Guest.objects.filter(event=event, admitted_at__isnull=False).count() == 2


def test_a_code_is_typed_and_a_forged_one_is_refused(browse: Browse, people: Cast, event: Event) -> None:
    page = desk(browse, people, event)
    page.get_by_role("button", name="English").click()
    for text, said in ((code(event, "欧阳修"), "欧阳修"), ("GJ1.made-up", "This is not one of our codes")):
        page.get_by_label("Code", exact=True).fill(text)
        page.get_by_role("button", name="Look up").click()
        expect(page.locator("[data-checkin-answer]")).to_contain_text(said)


def test_a_guest_without_a_code_is_found_by_pinyin_and_let_in_once(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = desk(browse, people, event, "tablet")
    box = page.get_by_label("姓名、拼音或手机后四位")
    box.fill("shanxiong")
    box.press("Enter")
    row = page.locator("tr", has_text="单雄信")
    expect(row).to_be_visible()
    accessible(page)
    shot(page, "pinyin-zh-tablet")
    row.get_by_role("button").click()
    expect(page.get_by_text("单雄信 已签到，座位 3-1")).to_be_visible()
    page.get_by_label("姓名、拼音或手机后四位").fill("sxx")
    page.keyboard.press("Enter")
    expect(page.locator("tr", has_text="单雄信")).to_contain_text("08:40")


def test_who_is_not_on_the_list_is_written_down_and_let_in(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = desk(browse, people, event, "phone")
    accessible(page)
    shot(page, "checkin-zh-phone")
    page.locator("#id_name").fill("不速之客")
    page.locator("form[action$='walk-in/'] button").click()
    expect(page.get_by_text("不速之客 已签到")).to_be_visible()
    guest = Guest.objects.get(event=event, name="不速之客")
    assert guest.walk_in
    assert guest.admitted_at is not None


def test_the_kiosk_reads_the_code_on_a_guests_phone(
    browse: Browse,
    people: Cast,
    event: Event,
    tmp_path: Path,
    shot: Callable[..., Path],
    accessible: Callable[[Page], None],
) -> None:
    page = browse("phone", user=people.rita, camera=camera_showing(code(event, "王小明"), tmp_path))
    page.goto(f"/s/yard/conference/e/{event.ref}/checkin/?kiosk=1")
    accessible(page)
    page.get_by_role("button", name="用摄像头扫码").click()
    expect(page.locator(".answer.good")).to_contain_text("王小明", timeout=20_000)
    shot(page, "kiosk-zh-phone", full_page=False)
    assert Guest.objects.get(event=event, name="王小明").admitted_at is not None
