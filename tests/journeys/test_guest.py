"""A guest is invited by mail, opens the page of their own and answers; an organisation answers for its people. In both languages."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.actions.invitations import write_invitations
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.foundation.messages.models import Message
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_meeting
from tests.factories.places import make_room
from tests.harness.browser import Browse

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BEFORE = NINE - timedelta(days=5)


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, five days before the meeting."""
    return make_cast(BEFORE)


@pytest.fixture
def event(people: Cast) -> Event:
    made = make_meeting(make_room(people.site, name="东厅"), actor=people.alice, at=BEFORE)
    drafts = [
        Draft("欧阳修", delegation="史馆", position="副主任", seat="1-1", email="ouyang@example.org"),
        Draft("Ann Smith", language="English", email="ann@example.org"),
        *(Draft(name, delegation="市财政局", position="处长") for name in ("张三", "李四")),
    ]
    add_guests(event=made, drafts=drafts, actor=people.alice, at=BEFORE)
    return made


def test_from_the_invitation_to_the_answer(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    desk = browse("desk", user=people.alice)
    desk.goto(f"/s/yard/conference/e/{event.ref}/invitations/")
    accessible(desk)
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="邀请其余 4 人").click()
    if desk.locator("dialog[open]").count():
        desk.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()
    expect(desk.get_by_text("邀请函发送中：4 份")).to_be_visible()
    write_invitations()
    desk.reload()
    expect(desk.locator("tr", has_text="张三")).to_be_visible()
    shot(desk, "invitations-zh-desk")

    phone = browse("phone")
    phone.goto(Message.objects.get(title__contains="邀请函").link)
    expect(phone.get_by_text("尊敬的欧阳主任")).to_be_visible()
    accessible(phone)
    shot(phone, "guest-zh-phone")
    phone.get_by_role("button", name="我将出席").click()
    expect(phone.get_by_text("您已确认出席，谢谢。")).to_be_visible()
    assert Guest.objects.get(name="欧阳修").state == "confirmed"

    abroad = browse("phone")
    abroad.goto(Message.objects.get(title__contains="Invitation").link)
    expect(abroad.get_by_text("Dear Ann Smith,")).to_be_visible()
    abroad.get_by_text("I cannot come, or somebody comes for me").click()
    accessible(abroad)
    shot(abroad, "guest-en-phone")
    abroad.get_by_label("Who comes instead").fill("Bob Miller")
    abroad.get_by_role("button", name="This person comes for me").click()
    expect(abroad.get_by_text("Bob Miller")).to_be_visible()

    desk.reload()
    desk.locator("tr", has_text="Bob Miller").get_by_role("button", name="批准").click()
    expect(desk.get_by_text("没有待批准事项。")).to_be_visible()
    assert Guest.objects.get(name="Bob Miller").approved_by == people.alice


@pytest.mark.parametrize(
    ("english", "comes", "leave", "reason", "send", "thanks"),
    [
        (False, "出席", "请假", "请假原因", "提交回执", "回执已收到"),
        (True, "Comes", "Asks for leave", "Reason for leave", "Send the answer", "your answer has reached us"),
    ],
)
def test_an_organisation_answers_for_its_people(
    browse: Browse,
    people: Cast,
    event: Event,
    shot: Callable[..., Path],
    accessible: Callable[[Page], None],
    english: bool,
    comes: str,
    leave: str,
    reason: str,
    send: str,
    thanks: str,
) -> None:
    row = Delegation.objects.get(event=event, name="市财政局")
    desk = browse("desk", user=people.alice)
    desk.goto(f"/s/yard/conference/e/{event.ref}/organisations/{row.pk}/")
    accessible(desk)
    desk.get_by_role("button", name="生成链接").click()
    link = desk.locator("#link").input_value()
    shot(desk, "delegation-zh-desk")

    phone = browse("phone")
    phone.goto(link)
    if english:
        phone.get_by_role("button", name="English").click()
    accessible(phone)
    first, second = phone.locator("fieldset", has_text="张三"), phone.locator("fieldset", has_text="李四")
    first.get_by_label(comes, exact=True).check()
    second.get_by_label(leave, exact=True).check()
    second.locator("summary").click()
    second.get_by_label(reason).fill("出差")
    phone.locator("#new_name-1").fill("孙七")
    phone.locator("#name").fill("周秘书")
    shot(phone, f"reply-{'en' if english else 'zh'}-phone")
    phone.get_by_role("button", name=send).click()
    expect(phone.get_by_text(thanks)).to_be_visible()
    states = dict(Guest.objects.filter(delegation=row).values_list("name", "state"))
    assert states == {"张三": "confirmed", "李四": "excused", "孙七": "confirmed"}
    desk.goto(f"/s/yard/conference/e/{event.ref}/organisations/")
    expect(desk.locator("tr", has_text="市财政局")).to_contain_text("周秘书")
