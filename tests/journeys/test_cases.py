"""The worked cases: the manager has one played and reads how the house answered; its people walk through the others by hand.

What else clients do in them by themselves is walked elsewhere: a delegation that asks for leave and names others (test_guest), a
purchase that is accepted (test_client), a review that is answered (test_green_guest).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.cases import actions
from guanjia.cases.models import CasePlay
from guanjia.clientele.actions.referrals import code_for
from guanjia.clientele.models import Referral
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.models import (
    Block,
    Complaint,
    Delegation,
    Event,
    FaultRecord,
    FunctionSheet,
    Guest,
    Session,
    SheetVersion,
)
from guanjia.conference.public import Channel, Segment
from guanjia.duties.public import Duty, DutyState, plan_now
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Organisation
from guanjia.places.public import Style
from tests.cast import Cast, make_cast
from tests.conference.dayof.test_faults import a_meeting
from tests.conference.intake.asks import prepared
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
M = timedelta(minutes=1)
POSTS = {"technician": "tom", "conference.attendant": "bob", "conference.manager": "mei"}


def test_a_case_is_played_and_understood(
    browse: Browse, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    cast = make_cast()
    page = browse(user=cast.mei)
    page.goto("/s/yard/cases/")
    expect(page.locator("tbody tr")).to_have_count(7)
    accessible(page)
    shot(page, "cases-zh-desk")
    page.get_by_role("link", name="会议中突发断电").click()
    page.get_by_role("button", name="开始演练").click()
    expect(page.get_by_text("等待演练")).to_be_visible()
    actions.run(CasePlay.objects.get().pk)
    expect(page.get_by_text("承诺全部兑现").first).to_be_visible(timeout=15_000)
    expect(page.locator(".timeline li").first).to_contain_text("断电")
    accessible(page)
    shot(page, "case-zh-desk")
    phone = browse("phone", user=cast.mei)
    phone.goto("/s/yard/cases/power-cut/")
    expect(phone.locator(".timeline li")).to_have_count(4)
    shot(phone, "case-zh-phone")


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast on their posts."""
    cast = make_cast()
    for code, who in POSTS.items():
        make_entry(make_post(cast.site, code), getattr(cast, who), NINE - timedelta(days=1), NINE + timedelta(days=1))
    return cast


def hold(cast: Cast, at: datetime) -> None:
    Site.objects.filter(pk=cast.site.pk).update(held_at=at)
    cast.site.refresh_from_db()


def press(page: Page, action: str) -> None:
    """Press the button of the form that posts to this address."""
    with page.expect_navigation():
        page.locator(f"form[action$='{action}/'] button").first.click()


def test_six_bad_hours_by_hand(browse: Browse, people: Cast, accessible: Callable[[Page], None]) -> None:
    running = a_meeting(people, title="区域协同发展大会")
    desk, phone = browse(user=people.alice), browse("phone", user=people.bob)
    forum = prepared(people, make_room(people.site, "F", name="国际会议厅"), title="国际投资论坛")
    _delegation(people, forum, desk, browse("phone"))
    _layout(people, forum, desk, browse("phone", user=people.tom), browse("phone"))
    hold(people, NINE + 40 * M)
    _power_cut(people, running, phone, browse("phone", user=people.tom))
    _burst_pipe(people, running, phone, desk)
    _rain(people, desk)
    _fruit(people, running.event, browse(user=people.hana))
    _word_of_mouth(people, desk)
    for each in (desk, phone):
        accessible(each)


def _delegation(people: Cast, event: Event, desk: Page, liaison: Page) -> None:
    """CASE-001: a delegation answers for its people by its link."""
    hold(people, NINE - timedelta(days=5))
    at = NINE - timedelta(days=6)
    add_guests(event=event, drafts=[Draft("周明", delegation="第一代表团")], actor=people.alice, at=at)
    row = Delegation.objects.get(event=event)
    desk.goto(f"/s/yard/conference/e/{event.ref}/organisations/{row.pk}/")
    desk.get_by_role("button", name="生成链接").click()
    liaison.goto(desk.locator("#link").input_value())
    liaison.locator("fieldset", has_text="周明").get_by_label("出席", exact=True).check()
    liaison.locator("#name").fill("联络员")
    liaison.get_by_role("button", name="提交回执").click()
    expect(liaison.get_by_text("回执已收到")).to_be_visible()
    assert Guest.objects.get(event=event).state == "confirmed"


def _layout(people: Cast, event: Event, desk: Page, technician: Page, client: Page) -> None:
    """CONF-034: ninety minutes before, round tables; engineering reads its version, the client agrees within the hour."""
    hold(people, NINE - 90 * M)
    sheet = f"/s/yard/conference/e/{event.ref}/sheet/"
    desk.goto(f"{sheet}edit/")
    desk.locator("select[name=style]").select_option(Style.BANQUET.value)
    desk.locator("input[name=reason]").fill("客户要求改为圆桌")
    desk.get_by_role("button", name="保存并下达").click()
    desk.get_by_role("button", name="客户链接").click()
    link = desk.locator("input[readonly]").input_value()
    version = SheetVersion.objects.get(sheet=FunctionSheet.objects.get(event=event), number=2)
    technician.goto(sheet)
    expect(technician.locator("ins", has_text="宴会").first).to_be_visible()
    technician.get_by_role("button", name="签收 工程").tap()
    expect(technician.locator("td", has_text="Tom")).to_be_visible()
    assert version.issues.get(department="engineering").acknowledged_by == people.tom
    hold(people, NINE - 70 * M)
    client.goto(link)
    expect(client.locator("ins", has_text="宴会")).to_be_visible()
    client.locator("[name=name]").fill("钱经理")
    client.locator("button[value=yes]").tap()
    expect(client.get_by_text(event.ref).first).to_be_visible()
    version.refresh_from_db()
    assert (version.agreed, version.agreed_at) == (True, version.made_at + 20 * M)
    block = Block.objects.get(event=event)
    assert (block.style, block.changed_at) == (Style.BANQUET, version.made_at)


def _reported(phone: Page, block: Block, playbook: str) -> FaultRecord:
    phone.goto(f"/s/yard/conference/b/{block.pk}/fault/")
    phone.locator("input[name=kind][value=environment]").check()
    phone.locator("details summary").click()
    phone.locator("select[name=playbook]").select_option(playbook)
    phone.locator("select[name=impact]").select_option("stopped")
    with phone.expect_navigation():
        phone.locator(".phone-action button").click()
    fault = FaultRecord.objects.get(playbook=playbook)
    plan_now("conference.fault", [fault.pk], at=fault.reported_at)
    return fault


def _signed(phone: Page, code: str) -> None:
    """The technician ticks the playbook from the list of what is owed."""
    duty = Duty.objects.get(standard_code=f"conference.playbook.{code}")
    phone.goto("/s/yard/duties/my/")
    phone.locator(f"a[data-duty-row='{duty.pk}']").tap()
    phone.locator(".phone-action button").tap()
    phone.wait_for_url("**/duties/my/")
    expect(phone.get_by_text("已全部上传").first).to_be_visible()
    duty.refresh_from_db()
    assert duty.state == DutyState.ON_TIME


def _power_cut(people: Cast, block: Block, phone: Page, technician: Page) -> None:
    """EQFT-010: reported with its playbook, standby power noted, the list signed within ten minutes."""
    fault = _reported(phone, block, "power_cut")
    phone.locator("form[action$='/spare/'] input[name=words]").fill("备用发电已启动，应急照明已开")
    phone.locator("form[action$='/spare/'] button").last.click()
    expect(phone.get_by_text("备用发电已启动，应急照明已开")).to_be_visible()
    hold(people, fault.reported_at + 8 * M)
    _signed(technician, "power_cut")


def _burst_pipe(people: Cast, block: Block, phone: Page, desk: Page) -> None:
    """EQFT-016: the hall is given up, the rest of the meeting gets another one at once."""
    other = make_room(people.site, "B", name="多功能厅")
    _reported(phone, block, "pipe_burst")
    desk.goto(f"/s/yard/conference/e/{block.event.ref}/sessions/")
    desk.locator("input[name=title]").fill("区域协同发展大会（续）")
    desk.locator("select[name=room]").select_option(str(other.pk))
    for name, value in (("on", f"{NINE:%Y-%m-%d}"), ("start", "10:00"), ("end", "11:00")):
        desk.locator(f"input[name={name}]").fill(value)
    with desk.expect_navigation():
        desk.locator(".form-actions .btn-primary").click()
    expect(desk.get_by_text("多功能厅").first).to_be_visible()
    assert Block.objects.filter(event=block.event, room=other, placed=True).exists()


def _rain(people: Cast, desk: Page) -> None:
    """CASE-002: the dinner in the garden goes under a roof at the same hour."""
    garden, hall = (
        make_room(people.site, "G", name="星空花园", outdoor=True),
        make_room(people.site, "H", name="宴会厅"),
    )
    dinner = make_event(people.site, title="业主答谢晚宴")
    make_sitting(dinner, garden, 9 * 60, 180)
    arrange_blocks(event=dinner, actor=people.alice, at=NINE - timedelta(days=1))
    desk.goto(f"/s/yard/conference/sessions/{Session.objects.get(event=dinner).pk}/")
    desk.locator("select[name=room]").select_option(str(hall.pk))
    desk.locator("input[name=reason]").fill("预报有雨，改入室内")
    with desk.expect_navigation():
        desk.locator(".form-actions .btn-primary").click()
    assert Block.objects.get(event=dinner, placed=True).room_id == hall.pk


def _fruit(people: Cast, event: Event, hotline: Page) -> None:
    """CONF-029: heard in four facts, apologised, told truthfully, content, a lesson."""
    hotline.goto(f"/s/yard/conference/e/{event.ref}/complaint/")
    for name, value in (("place", "一号会议厅"), ("persons", "主办方会务联系人"), ("problem", "代购的水果数量不足")):
        hotline.locator(f"[name={name}]").fill(value)
    with hotline.expect_navigation():
        hotline.locator("#problem ~ button").click()
    press(hotline, "apologise")
    hotline.locator("form[action$='/solve/'] input[name=words]").fill("如实说明分批摆放，立即补充果盘")
    press(hotline, "solve")
    hotline.locator("form[action$='/content/'] input[name=words]").fill("代购完成后当场请客户确认")
    press(hotline, "content")
    assert Complaint.objects.get().lesson == "代购完成后当场请客户确认"


def _word_of_mouth(people: Cast, desk: Page) -> None:
    """CASE-019: a great firm asks and names the client that sent it."""
    small = Organisation.objects.create(company=people.company, name="启明科技有限公司")
    small.sites.add(people.site)
    code = code_for(site=people.site, organisation=small, actor=people.alice, at=NINE)
    start = NINE + timedelta(days=9)
    wish = Wish(
        segment=Segment.ENTERPRISE, channel=Channel.TELEPHONE, headcount=20, title="区域总部选址座谈", applicant="远图精密集团",
        contact_name="何女士", contact_phone="13800138000", starts_at=start, ends_at=start + timedelta(hours=2),
    )  # fmt: skip
    event = receive_wish(site=people.site, wish=wish, actor=people.alice, at=NINE)
    desk.goto(f"/s/yard/clientele/e/{event.ref}/packages/")
    desk.locator("form[action$='/refer/'] input[name=code]").fill(code.code)
    press(desk, "packages/refer")
    expect(desk.get_by_text("启明科技有限公司").first).to_be_visible()
    assert Referral.objects.get().code == code
