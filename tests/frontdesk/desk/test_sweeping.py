"""What the counter wrote of people goes on its day; where the defibrillators hang (FDSK-020, FDSK-024, FIELD 25)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.duties.public import Task
from guanjia.foundation.persons.public import Person, place_hold
from guanjia.foundation.sites.models import Site
from guanjia.frontdesk.desk.actions.calls import CallRecord, close_call, solve_call, write_down
from guanjia.frontdesk.desk.actions.notes import Message, leave_note, move_note
from guanjia.frontdesk.desk.actions.quick import Facts, open_case
from guanjia.frontdesk.desk.actions.ringing import take_call
from guanjia.frontdesk.desk.actions.sweeping import DESK, clear_before, clear_old
from guanjia.frontdesk.desk.models import Aed, Call, Note
from guanjia.frontdesk.desk.queries.aeds import aeds_near
from guanjia.frontdesk.desk.rules.notes import NoteState
from guanjia.frontdesk.desk.rules.quick import CaseKind
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident, make_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def closed(cast: Cast, phone: str) -> Call:
    call = take_call(site=cast.site, phone=phone, actor=cast.rita, at=NINE)
    words = CallRecord(caller_name="来电人", content="问停车费", handling="已答复")
    write_down(call=call, record=words, actor=cast.rita, at=NINE)
    solve_call(call=call, actor=cast.rita, at=NINE)
    return close_call(call=call, repeated=True, no_more_needs=True, actor=cast.rita, at=NINE)


def test_the_daily_duty_keeps_a_call_for_its_days(cast: Cast) -> None:
    call = closed(cast, "13800138000")
    stranger = call.caller_id

    def on(days: int) -> Call:
        clear_old(Task(cast.site, 0, "desk.clear", DESK, cast.site.pk, NINE + timedelta(days=days)))
        call.refresh_from_db()
        return call

    assert on(180).content == "问停车费"
    gone = on(181)
    assert (gone.content, gone.caller_name, gone.caller_id) == ("", "", None) and gone.number
    assert Person.objects.get(pk=stranger).erased_at is not None, "known only because they rang"
    assert clear_before(site=cast.site, moment=NINE + 200 * DAY, actor=None, at=NINE + 200 * DAY) == 0


def test_a_resident_a_legal_hold_and_an_open_matter_stay(cast: Cast) -> None:
    owner = make_resident(cast.site, phone="13800138000")
    held = make_resident(cast.site, "李留", code="5-1-301", phone="13900139000")
    first, kept = closed(cast, "13800138000"), closed(cast, "13900139000")
    place_hold(site=cast.site, person=held, rule="诉讼", keeps=["*"], actor=None, at=NINE)
    note = leave_note(site=cast.site, message=Message(text="请回电", to_post="frontdesk"), actor=cast.rita, at=NINE)
    done = leave_note(site=cast.site, message=Message(text="已办", to_post="frontdesk"), actor=cast.rita, at=NINE)
    move_note(note=done, to=NoteState.DONE, actor=cast.rita, at=NINE, result="好")
    clear_before(site=cast.site, moment=NINE + DAY, actor=None, at=NINE + DAY)
    first.refresh_from_db(), kept.refresh_from_db()
    assert first.content == "" and kept.content == "问停车费"
    owner.refresh_from_db()
    assert owner.erased_at is None
    assert dict(Note.objects.values_list("pk", "text")) == {note.pk: "请回电", done.pk: ""}


def test_the_aed_in_the_same_building_comes_first(cast: Cast) -> None:
    far, near = make_unit(cast.site, "9-1-101"), make_unit(cast.site, "3-2-1201")
    Aed.objects.create(site=cast.site, building=far.building, spot="大堂")
    here = Aed.objects.create(site=cast.site, building=near.building, spot="电梯厅")
    Aed.objects.create(site=cast.site, building=near.building, spot="送检中", is_open=False)
    case = open_case(site=cast.site, kind=CaseKind.MEDICAL, facts=Facts(unit_id=near.pk), actor=cast.rita, at=NINE)
    assert [one.spot for one in aeds_near(case)] == ["电梯厅", "大堂"] and aeds_near(case)[0] == here


def test_the_place_of_an_aed_is_one_of_ours(cast: Cast) -> None:
    Site.objects.update(held_at=NINE)
    browser, page = Client(), reverse("desk:aeds", args=["yard"])
    browser.force_login(cast.mei)
    foreign = make_unit(cast.other_site, "1-1-101").building
    assert browser.post(page, {"building": foreign.pk, "spot": "大堂", "is_open": "on"}).status_code == 422
    lost = browser.post(page, {"spot": "大堂左侧"})
    assert lost.status_code == 422 and "大堂左侧" in lost.content.decode()
    ours = make_unit(cast.site).building
    assert browser.post(page, {"building": ours.pk, "spot": "大堂左侧", "is_open": "on"}).status_code == 302
    browser.force_login(cast.rita)
    assert "大堂左侧" in browser.get(page).content.decode()
    assert browser.post(page, {"building": ours.pk, "spot": "别处"}).status_code == 403
