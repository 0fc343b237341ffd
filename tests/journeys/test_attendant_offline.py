"""An attendant in a cellar: duties are ticked without network, also after the page was closed, and arrive once with their own times."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.blocks import seat_leaders
from guanjia.conference.models import Block
from guanjia.conference.public import set_breaks
from guanjia.conference.rules.states import BlockState
from guanjia.duties.models import EvidenceFile
from guanjia.duties.public import Duty, DutyState, Evidence, plan_dirty
from guanjia.foundation.subjects.public import changed
from guanjia.kernel import clock
from tests.cast import Cast, make_cast
from tests.factories.conference import make_event, make_sitting
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post
from tests.harness.browser import Browse
from tests.harness.watch import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MINUTE = timedelta(minutes=1)
WAITING = "1 条未上传"
POCKET = """async () => {
    const built = await caches.open("guanjia-built");
    const shift = await caches.open("guanjia-shift");
    return (await built.keys()).length > 3 ? (await shift.keys()).length : 0;
}"""


@pytest.fixture
def now(watch: Watch) -> Iterator[datetime]:
    """The wall clock: the phone's clock and the house's are the same one here. A cut network is no finding."""
    watch.allow("ERR_INTERNET_DISCONNECTED|Failed to load|net::ERR|Failed to fetch")
    yield clock.now()


@pytest.fixture
def people(browse: Browse, now: datetime) -> Cast:
    """The cast; Bob stands on the attendants' post."""
    cast = make_cast()
    post = make_post(cast.site, "conference.attendant", name_zh="会务服务员")
    make_entry(post, cast.bob, now - timedelta(hours=4), now + timedelta(hours=8))
    return cast


def a_meeting(cast: Cast, start: datetime) -> Block:
    """A meeting in the cellar that was booked two days ago."""
    event = make_event(cast.site, title="地下指挥厅调度会", created_at=start - timedelta(days=3))
    sitting = make_sitting(event, make_room(cast.site, "B101", name="地下指挥厅"), 0, 90)
    sitting.starts_at, sitting.ends_at = start, start + timedelta(minutes=90)
    sitting.save()
    arrange_blocks(event=event, actor=cast.alice, at=start - timedelta(days=2))
    plan_dirty(now=start - timedelta(days=2))
    return Block.objects.get(event=event)


def a_photo() -> dict[str, object]:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "darkgreen").save(kept, "JPEG")
    return {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def ready(page: Page, count: int) -> None:
    """The phone has the shift in its pocket: the worker keeps the list and `count` pages of duties."""
    page.goto("/s/yard/duties/my/")
    expect(page.get_by_text("已全部上传").first).to_be_visible()
    for _ in range(100):
        if page.evaluate(POCKET) >= count + 2:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the phone did not take its shift along")


def test_a_checklist_with_a_photo_is_done_in_the_cellar_and_arrives_once(
    browse: Browse, people: Cast, now: datetime, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    block = a_meeting(people, now + 50 * MINUTE)
    duty = Duty.objects.get(standard_code="conference.prepare.room")
    page = browse("phone", user=people.bob)
    ready(page, 1)
    page.context.set_offline(True)
    page.get_by_role("link", name="会前准备").tap()
    expect(page.get_by_role("heading", name="会前准备").first).to_be_visible()
    page.locator("input[name='item-temperature']").fill("22.5")
    page.locator("input[name='photo-photo']").set_input_files(a_photo())  # type: ignore[arg-type]
    expect(page.locator(".photo-shots img")).to_be_visible()
    page.locator(".phone-action button").tap()
    page.wait_for_url("**/duties/my/")
    expect(page.get_by_text(WAITING).first).to_be_visible()
    expect(page.locator(f"[data-duty-row='{duty.pk}']")).to_contain_text("已存本机，待上传")
    shot(page, "kept-zh-phone")
    accessible(page)
    assert not Evidence.objects.exists()

    context = page.context
    page.close()
    again = context.new_page()
    again.goto("/s/yard/duties/my/")
    expect(again.get_by_text(WAITING).first).to_be_visible()
    again.wait_for_timeout(2_500)
    upstairs = clock.now()
    context.set_offline(False)
    expect(again.get_by_text("已全部上传").first).to_be_visible()
    again.reload()
    expect(again.locator(f"[data-duty-row='{duty.pk}']")).to_have_count(0)
    again.wait_for_timeout(1_000)

    piece = Evidence.objects.get()
    duty.refresh_from_db()
    assert (duty.state, duty.performed_by) == (DutyState.ON_TIME, people.bob)
    assert piece.flags == []
    assert now < piece.at < upstairs - timedelta(seconds=2) < piece.received_at
    assert duty.performed_at == piece.at
    assert list(EvidenceFile.objects.values_list("evidence_id", "item")) == [(piece.pk, "photo")]
    desk = browse(user=people.lin)
    desk.goto(f"/s/yard/conference/b/{block.pk}/")
    expect(desk.locator("tr", has_text="会前准备")).to_contain_text("按时")


@pytest.mark.parametrize("name", ["会前准备", "室温灯光音响观察", "会后整理"])
def test_whatever_an_attendant_owes_is_ticked_in_two_taps(
    browse: Browse, people: Cast, now: datetime, name: str
) -> None:
    start = now + 40 * MINUTE if name == "会前准备" else now - 70 * MINUTE
    block = a_meeting(people, start)
    begun = {"started_at": start, "state": BlockState.RUNNING}
    if name == "室温灯光音响观察":
        begun["started_at"] = now - 25 * MINUTE
    if name == "会后整理":
        begun |= {"state": BlockState.ENDED, "ended_at": now - 5 * MINUTE}
    if name != "会前准备":
        Block.objects.filter(pk=block.pk).update(rev=block.rev + 1, **begun)
        changed("conference.block", [block.pk], site=people.site, at=now)
    plan_dirty(now=now)
    page = browse("phone", user=people.bob)
    page.goto("/s/yard/duties/my/")
    taps = 0
    for thing in (page.locator("a.task", has_text=name).first, page.locator(".phone-action button")):
        thing.tap()
        taps += 1
    page.wait_for_url("**/duties/my/")
    expect(page.get_by_text("已全部上传").first).to_be_visible()
    assert taps == 2
    assert Evidence.objects.get().status == "accepted"


def test_two_refills_poured_without_network_are_two_links_of_the_chain(
    browse: Browse, people: Cast, now: datetime, shot: Callable[..., Path]
) -> None:
    block = a_meeting(people, now - 20 * MINUTE)
    Block.objects.filter(pk=block.pk).update(state=BlockState.RUNNING, started_at=now - 20 * MINUTE)
    seat_leaders(block_id=block.pk, actor=people.lin, at=now - 15 * MINUTE)
    set_breaks(block_id=block.pk, breaks=[(35, 20)], actor=people.lin, at=now - 15 * MINUTE)
    plan_dirty(now=now - 15 * MINUTE)
    first = Duty.objects.get(standard_code="conference.refill")
    page = browse("phone", user=people.bob)
    ready(page, 1)
    page.context.set_offline(True)
    page.locator(f"[data-duty-row='{first.pk}'] button").tap()
    local = page.locator("[data-duty-local] form")
    expect(local).to_have_count(1)
    due = datetime.fromisoformat(local.locator("time").get_attribute("datetime") or "")
    assert due > now + 50 * MINUTE, (
        "the phone knows the tea break in a quarter of an hour: the link counts from its end"
    )
    page.wait_for_timeout(1_200)
    local.locator("button").tap()
    expect(page.get_by_text("2 条未上传").first).to_be_visible()
    shot(page, "poured-zh-phone")
    page.context.set_offline(False)
    expect(page.get_by_text("已全部上传").first).to_be_visible()
    page.wait_for_timeout(1_000)
    links = list(Duty.objects.filter(standard_code="conference.refill").order_by("pk"))
    assert [(link.occurrence, link.state != DutyState.OPEN) for link in links] == [
        ("n:1", True),
        ("n:2", True),
        ("n:3", False),
    ]
    assert Evidence.objects.count() == 2
    one, two = Evidence.objects.order_by("at")
    assert two.at - one.at >= timedelta(seconds=1)
