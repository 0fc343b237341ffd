"""The one screen: what is typed brings up who it is, and what every module has of them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.desk.models import Call, Note, ProxyService, QuickCase
from guanjia.people.public import Membership, Relation, Roles
from guanjia.ui import card
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident, make_unit

pytestmark = pytest.mark.django_db
DESK = "/s/yard/desk/"
PHONE = "13800138000"


@pytest.fixture
def desk(cast: Cast) -> Client:
    """Rita at the counter at nine."""
    Site.objects.update(held_at=NINE)
    browser = Client()
    browser.force_login(cast.rita)
    return browser


def shown(desk: Client, text: str) -> str:
    answer = desk.get(DESK, {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        PHONE,
        "8000",
        "浙A12345",
        "浙a·12345",
        "04A1B2C3D4",
        "3-2-1201",
        "三栋二单元1201",
        "王小明",
        "wangxiaoming",
        "wxm",
    ],
)
def test_each_way_brings_the_card(cast: Cast, desk: Client, text: str) -> None:
    make_resident(cast.site, phone=PHONE, plate="浙A12345", card="04A1B2C3D4", is_contact=True)
    make_resident(cast.site, "李敏", relation=Relation.FAMILY)
    page = shown(desk, text)
    assert "data-caller" in page and "3-2-1201" in page and "李敏" in page and "138****8000" in page
    assert text == PHONE or PHONE not in page


def test_a_phone_of_two_people_is_a_list_to_choose_from(cast: Cast, desk: Client) -> None:
    first = make_resident(cast.site, "张三", phone=PHONE)
    make_resident(cast.site, "李四", phone=PHONE, code="5-1-301")
    page = shown(desk, PHONE)
    assert 'data-choose="1"' in page and 'data-choose="2"' in page and "5-1-301" in page
    assert "张三" in desk.get(f"{DESK}?person={first.pk}").content.decode()


def test_a_number_of_ours_opens_its_page(cast: Cast, desk: Client) -> None:
    desk.post(reverse("desk:new_call", args=["yard"]), {"phone": PHONE})
    call = Call.objects.get()
    assert desk.get(DESK, {"q": call.number.lower()})["Location"] == f"{DESK}calls/{call.number}/"


def test_nobody_of_another_site_is_found(cast: Cast, desk: Client) -> None:
    stranger = make_resident(cast.other_site, "别处人", phone=PHONE)
    assert "别处人" not in shown(desk, PHONE)
    assert desk.get(f"{DESK}?person={stranger.pk}").status_code == 404
    assert desk.get(f"{DESK}?unit={make_unit(cast.other_site).pk}").status_code == 404


def test_an_unknown_caller_is_registered_in_one_step(cast: Cast, desk: Client) -> None:
    assert PHONE in shown(desk, PHONE)
    answer = desk.post(f"{DESK}register/", {"name": "赵新来", "phone": PHONE, "affiliation": "装修公司"})
    assert answer.status_code == 302
    assert "赵新来" in shown(desk, PHONE)
    desk.post(f"{DESK}register/", {"name": "赵新来", "phone": PHONE})
    assert shown(desk, PHONE).count("data-choose") == 0, "the same person twice is one"
    refused = desk.post(f"{DESK}register/", {"name": "钱", "plate": "nonsense"})
    assert refused.status_code == 422 and "nonsense" in refused.content.decode()


def test_an_empty_home_says_so(cast: Cast, desk: Client) -> None:
    make_unit(cast.site, "9-1-101")
    assert "未登记住户" in shown(desk, "9-1-101")


@pytest.mark.parametrize("text", ["", " ", "??", "不存在的人", "99999999999999999999", "a" * 200])
def test_whatever_is_typed_is_answered(desk: Client, text: str) -> None:
    shown(desk, text)


def test_arrears_are_for_those_who_may_see_them(cast: Cast, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_resident(cast.site, phone=PHONE)
    monkeypatch.setattr(card, "_panels", dict(card._panels))
    rows = [card.PanelRow("欠费 1,234.50")]
    card.register_panel(
        card.Panel("test.arrears", "Arrears", lambda *_given: rows, 1, lambda user, site: user == cast.mei)
    )
    assert "1,234.50" not in shown(desk, PHONE)
    desk.force_login(cast.mei)
    assert "1,234.50" in shown(desk, PHONE)


def test_a_card_costs_as_many_queries_for_a_large_household(cast: Cast, desk: Client) -> None:
    make_resident(cast.site, phone=PHONE)
    shown(desk, PHONE)
    with CaptureQueriesContext(connection) as few:
        shown(desk, PHONE)
    for number in range(6):
        make_resident(cast.site, f"家人{number}", phone=f"1390013900{number}", relation=Relation.FAMILY)
    with CaptureQueriesContext(connection) as many:
        shown(desk, PHONE)
    assert len(many) == len(few)


def test_every_look_at_a_number_is_written_down(cast: Cast, desk: Client) -> None:
    from guanjia.foundation.journal.public import timeline  # noqa: PLC0415 - read once, here

    person, url = make_resident(cast.site, phone=PHONE), ""
    url = reverse("desk:number", args=["yard", person.pk])
    assert PHONE in desk.post(url, {"reason": "KJ-1"}).content.decode()
    entry = next(each for each in timeline(("persons.person", person.pk)) if each.action == "reveal")
    assert entry.actor_id == cast.rita.pk and entry.reason == "KJ-1"
    assert desk.get(url).status_code == 405


def test_a_rescue_is_opened_by_sending_the_empty_form(cast: Cast, desk: Client) -> None:
    url = reverse("desk:quick", args=["yard", "medical"])
    assert "autofocus" in desk.get(url).content.decode()
    answer = desk.post(url, {})
    case = QuickCase.objects.get()
    assert answer["Location"] == f"{DESK}cases/{case.number}/"
    assert desk.get(answer["Location"]).status_code == 200
    assert desk.get(reverse("desk:quick", args=["yard", "unheard_of"])).status_code == 404


def test_a_car_is_asked_to_move_from_the_card(cast: Cast, desk: Client) -> None:
    asker = make_resident(cast.site, phone=PHONE)
    make_resident(cast.site, "李车主", "5-1-301", plate="浙A12345", phone="13900139000")
    url = reverse("desk:quick", args=["yard", "move_car"])
    refused = desk.post(url, {"plate": "xx", "place": "南门", "person": asker.pk})
    assert refused.status_code == 422 and "南门" in refused.content.decode()
    page = desk.post(url, {"plate": "浙A12345", "place": "南门", "person": asker.pk}, follow=True).content.decode()
    case = QuickCase.objects.get()
    assert case.asker == asker and "浙A***45" in page and "13900139000" not in page
    desk.post(reverse("desk:case_step", args=["yard", case.number, "message"]))
    desk.post(reverse("desk:case_step", args=["yard", case.number, "reach"]), {"note": "五分钟内到"})
    desk.post(reverse("desk:case_move", args=["yard", case.number, "settled"]), {"words": "车已挪开"})
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("settled", "车已挪开")


def test_a_call_from_ring_to_end_on_the_screen(cast: Cast, desk: Client) -> None:
    make_resident(cast.site, phone=PHONE)
    desk.post(reverse("desk:new_call", args=["yard"]), {"phone": PHONE})
    number = Call.objects.get().number

    def do(verb: str, **given: Any) -> Any:
        return desk.post(reverse("desk:call_act", args=["yard", number, verb]), given)

    kept = do("write_down", caller_name="王小明", content="问装修", handling="")
    assert kept.status_code == 422 and "问装修" in kept.content.decode()
    assert do("write_down", caller_name="王小明", content="问", handling="答", unit="99-9-9999").status_code == 422
    assert do("write_down", caller_name="王小明", content="问装修", handling="已答", unit="3-2-1201").status_code == 302
    assert do("transfer", purpose="").status_code == 422
    assert do("promise", by="2026-03-05T08:00", process="x").status_code == 422
    assert do("promise", by="2026-03-05T10:00", process="查后回电").status_code == 302
    assert do("call_back", reached="1").status_code == 302
    do("solve")
    assert (
        "勾选" in desk.post(reverse("desk:call_act", args=["yard", number, "close"]), {}, follow=True).content.decode()
    )
    do("close", repeated="1", no_more_needs="1")
    assert Call.objects.get().state == "closed"
    assert do("unheard_of").status_code == 404
    assert do("flag", content="家里漏水了").json() == {"word": "漏水", "meaning": "leak"}


def test_a_message_and_a_deed_for_a_resident_from_the_card(cast: Cast, desk: Client) -> None:
    person = make_resident(cast.site, phone=PHONE)
    page = desk.get(f"{DESK}?person={person.pk}").content.decode()
    assert f"/desk/notes/new/?unit={person.occupancies.get().unit_id}&amp;person={person.pk}" in page
    url = reverse("desk:new_note", args=["yard"])
    assert desk.post(url, {"text": "请回电"}).status_code == 422
    answer = desk.post(url, {"text": "请回电", "to_user": cast.tom.pk, "person": person.pk})
    assert answer["Location"] == f"{DESK}?person={person.pk}"
    note = Note.objects.get()
    desk.force_login(cast.tom)
    desk.post(reverse("desk:note_act", args=["yard", note.number, "read"]))
    assert Note.objects.get().read_by == cast.tom
    assert "请回电" in desk.get(reverse("desk:notes", args=["yard"])).content.decode()
    desk.force_login(cast.rita)
    url = reverse("desk:new_proxy", args=["yard"])
    given = {"what": "代交水费", "paper": "identity_card", "person": person.pk}
    assert desk.post(url, given).status_code == 422
    assert desk.post(url, given | {"paper_tail": "123X"}, follow=True).status_code == 200
    assert ProxyService.objects.get().person == person


@pytest.mark.parametrize("path", ["", "board/", "calls/", "notes/", "cases/", "machines/"])
def test_the_auditor_reads_and_writes_nothing(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.audrey)
    assert client.get(DESK + path).status_code == 200
    assert client.post(DESK + path).status_code in (403, 405)


def test_a_guard_works_on_cases_and_does_not_stand_at_the_desk(cast: Cast, desk: Client) -> None:
    desk.post(reverse("desk:quick", args=["yard", "lift_trap"]), {"place": "3栋1号梯"})
    case = QuickCase.objects.get()
    desk.force_login(cast.gus)
    assert desk.get(DESK).status_code == 403
    assert desk.get(f"{DESK}cases/{case.number}/").status_code == 200
    desk.post(reverse("desk:case_step", args=["yard", case.number, "guard"]))
    assert case.steps.get().by == cast.gus


def test_a_resident_with_an_account_is_no_staff(cast: Cast, client: Client) -> None:
    Membership.objects.create(user=cast.cleo, company=cast.company, site=cast.site, role=Roles.RESIDENT)
    client.force_login(cast.cleo)
    assert client.get(f"{DESK}cases/").status_code == 403


def test_the_part_that_pops_up_shows_marks_and_acts_before_the_panels(cast: Cast, desk: Client) -> None:
    owner = make_resident(cast.site, phone=PHONE)
    part = f"{DESK}card/?person={owner.pk}"
    desk.get(part)
    with CaptureQueriesContext(connection) as asked:
        page = desk.get(part).content.decode()
    assert "data-caller" in page and "F2" in page and "panels" in page and "<html" not in page
    assert len(asked) <= 8, "who it is must stand while the telephone rings"
    assert desk.get(f"{part}&panels").status_code == 200
    assert desk.get(f"{DESK}card/?person=0").status_code == desk.get(f"{DESK}card/").status_code == 404
    stranger = make_resident(cast.other_site, "别处人")
    assert desk.get(f"{DESK}card/?person={stranger.pk}").status_code == 404


def test_one_number_of_two_people_is_asked_on_the_call(cast: Cast, desk: Client) -> None:
    make_resident(cast.site, "张三", phone=PHONE)
    second = make_resident(cast.site, "李四", phone=PHONE, code="5-1-301")
    other = make_resident(cast.site, "王五", phone="13900139000", code="5-1-302")
    desk.post(reverse("desk:new_call", args=["yard"]), {"phone": PHONE})
    call = Call.objects.get()
    first = call.caller_id
    chosen, known = (second, first) if first != second.pk else (Person.objects.get(name="张三"), first)
    page = desk.get(f"{DESK}calls/{call.number}/").content.decode()
    assert (f'value="{chosen.pk}"' in page and "5-1-301" in page) or "3-2-1201" in page
    name = reverse("desk:call_act", args=["yard", call.number, "name"])
    desk.post(name, {"person": other.pk})
    call.refresh_from_db()
    assert call.caller_id == known, "somebody of another number is no answer"
    desk.post(name, {"person": chosen.pk})
    call.refresh_from_db()
    assert call.caller_id == chosen.pk
