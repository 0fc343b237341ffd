"""The pages of guests and of organisations: no account, the address is the key."""

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.delegations import ask_delegation
from guanjia.conference.actions.guest_links import guest_path
from guanjia.conference.actions.guests import Draft, add_guests, reissue_code
from guanjia.conference.models import Delegation, Event, Guest
from guanjia.foundation.persons.public import erase
from guanjia.foundation.sites.public import Site
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

pytestmark = pytest.mark.django_db
BEFORE = NINE - timedelta(days=5)


@pytest.fixture
def event(cast: Cast) -> Event:
    Site.objects.update(held_at=BEFORE)
    made = make_event(cast.site, title="开放日")
    make_sitting(made, make_room(cast.site, name="东厅"), 0, 120)
    arrange_blocks(event=made, actor=cast.alice, at=BEFORE)
    drafts = [Draft("张三", delegation="市财政局", email="z@example.org"), Draft("Ann Smith", language="en")]
    add_guests(event=made, drafts=drafts, actor=cast.alice, at=BEFORE)
    return made


def page_of(name: str) -> str:
    return guest_path(Guest.objects.get(name=name))


def test_a_guest_reads_what_when_where_in_their_language(client: Any, event: Event) -> None:
    chinese = client.get(page_of("张三")).content.decode()
    assert "开放日" in chinese and "东厅" in chinese and "2026年3月5日" in chinese and "data:image/png" in chinese
    english = client.get(page_of("Ann Smith")).content.decode()
    assert "Dear Ann Smith," in english and "I will attend" in english and 'lang="en"' in english
    Guest.objects.filter(name="张三").update(position="财政局处长")
    assert "尊敬的张处长" in client.get(page_of("张三")).content.decode()
    client.cookies["django_language"] = "en"
    turned = client.get(page_of("张三")).content.decode()
    assert "Dear 张三," in turned and "张处长" not in turned


def test_a_guest_accepts_asks_for_leave_and_sends_somebody(client: Any, event: Event) -> None:
    page = page_of("张三")
    assert client.post(page, {"answer": "yes"}).status_code == 302
    assert Guest.objects.get(name="张三").state == "confirmed"
    assert client.post(page, {"answer": "no"}).status_code == 422
    assert client.post(page, {"answer": "no", "reason": "出差"}).status_code == 302
    assert Guest.objects.get(name="张三").state == "excused"
    assert client.post(page, {"answer": "instead"}).status_code == 422
    assert client.post(page, {"answer": "maybe"}).status_code == 422
    assert client.post(page, {"answer": "instead", "name": "李四", "email": "no"}).status_code == 422
    assert client.post(page, {"answer": "instead", "name": "李四", "email": "li@example.org"}).status_code == 302
    assert Guest.objects.get(name="李四").stands_in_for == Guest.objects.get(name="张三")
    shown = client.get(page).content.decode()
    assert "李四" in shown and "data:image/png" not in shown
    assert client.post(page, {"answer": "yes"}).status_code == 422


def test_what_a_guest_eats_and_needs_is_on_the_list(client: Any, event: Event) -> None:
    page = page_of("张三")
    client.post(page, {"answer": "yes", "diet": "清真", "needs": "轮椅通道"})
    told = Guest.objects.get(name="张三")
    assert (told.state, told.diet, told.needs) == ("confirmed", "清真", "轮椅通道")
    assert "清真".encode() not in bytes(told.wishes), "locked under the guest's own key"
    assert 'value="清真"' in client.get(page).content.decode()
    assert client.post(page, {"answer": "yes", "diet": "机密★10年"}).status_code == 422


def test_a_secrecy_mark_does_not_even_stay_on_the_page(client: Any, event: Event) -> None:
    answer = client.post(page_of("张三"), {"answer": "no", "reason": "机密★10年 会议"})
    assert answer.status_code == 422 and "10年 会议" not in answer.content.decode()


def test_the_entry_goes_into_a_calendar(client: Any, event: Event) -> None:
    raw = client.get(f"{page_of('张三')}invitation.ics").content
    (item,) = Calendar.from_ical(raw).walk("VEVENT")
    assert item.decoded("dtstart") == NINE and "东厅" in item["location"]
    assert client.get("/p/g/forged/invitation.ics").status_code == 404


def test_forged_replaced_erased_and_late_addresses_say_so(client: Any, cast: Cast, event: Event) -> None:
    page, other = page_of("张三"), page_of("Ann Smith")
    assert client.get("/p/g/1-1.forged/").status_code == 404
    reissue_code(guests=[Guest.objects.get(name="张三")], actor=cast.alice, at=BEFORE)
    assert client.get(page).status_code == 404
    Site.objects.update(held_at=NINE + timedelta(hours=14))
    assert client.get(other).status_code == 200
    Site.objects.update(held_at=NINE + timedelta(hours=14, seconds=1))
    assert client.get(other).status_code == 410
    Site.objects.update(held_at=BEFORE)
    person = Guest.objects.get(name="Ann Smith").person
    assert person is not None
    erase(person, actor=cast.alice, at=BEFORE, reason="request", site=cast.site)
    assert client.get(other).status_code == 404
    assert not Guest.objects.filter(name="Ann Smith").exists()


def test_an_organisation_answers_and_what_is_wrong_stays_typed(client: Any, cast: Cast, event: Event) -> None:
    row = Delegation.objects.select_related("event__site", "site").get()
    until = NINE - timedelta(days=1)
    token = ask_delegation(delegation=row, until=until, name="周秘书", email="", actor=cast.alice, at=BEFORE)
    page, pk = f"/p/d/{token}/", Guest.objects.get(name="张三").pk
    assert "张三" in client.get(page).content.decode()
    wrong = client.post(page, {f"answer-{pk}": "no", "new_name-1": "孙七", "name": "周秘书"})
    assert wrong.status_code == 422 and 'value="孙七"' in wrong.content.decode()
    bad_phone = client.post(page, {"new_name-1": "孙七", "new_phone-1": "12", "name": "周秘书"})
    assert bad_phone.status_code == 422
    good = client.post(page, {f"answer-{pk}": "no", f"reason-{pk}": "出差", "new_name-1": "孙七", "name": "周秘书"})
    assert good.status_code == 302 and "回执已收到" in client.get(good["Location"]).content.decode()
    assert set(Guest.objects.filter(delegation=row).values_list("name", "state")) == {
        ("张三", "excused"),
        ("孙七", "confirmed"),
    }
    Site.objects.update(held_at=until + timedelta(seconds=1))
    late = client.get(page)
    assert late.status_code == 410 and "截止" in late.content.decode()
    assert client.get("/p/d/forged/").status_code == 404
