"""Greetings: listed ahead, said by a person, written only to whoever agreed (FDSK-043, FDSK-044)."""

from datetime import datetime, timedelta

import pytest

from guanjia.care.actions.files import (
    agree_to_messages,
    mark,
    open_file,
    set_day,
    withdraw,
)
from guanjia.care.actions.greeting import GREETING, greet, leave_out, plan_greetings, write_greeting
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import Greeting, OwnerFile
from guanjia.care.rules.dates import CalendarKind, YearDay
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import MarkKind
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.messages.models import Message
from guanjia.foundation.persons.public import set_private
from tests.batteries import SubjectBattery
from tests.care.scenes import a_file
from tests.cast import Cast
from tests.complaints.scenes import H, an_owner
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
D = timedelta(days=1)


def test_a_birthday_is_greeted_on_the_day(cast: Cast) -> None:
    file = a_file(cast)
    set_day(file=file, occasion=Occasion.BIRTHDAY, day=YearDay(CalendarKind.SOLAR, 3, 7), actor=cast.rita, at=NINE)
    assert plan_greetings(site=cast.site, at=NINE) == 1 and plan_greetings(site=cast.site, at=NINE) == 0
    row = Greeting.objects.select_related("site").get()
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="care.greet")
    assert f"{duty.due_at:%Y-%m-%d %H:%M}" == "2026-03-07 02:00"
    with pytest.raises(CareRefused):
        greet(greeting=row, how="", actor=cast.rita, at=NINE + 2 * D)
    greet(greeting=row, how="电话祝福", actor=cast.rita, at=NINE + 2 * D)
    with pytest.raises(CareRefused):
        leave_out(greeting=row, why="外出", actor=cast.rita, at=NINE + 2 * D)
    SubjectBattery.check_kind(GREETING, [row.pk])


def test_whoever_agreed_is_written_to_on_the_day_and_nobody_else(cast: Cast) -> None:
    file = a_file(cast)
    set_private(file.person, "email", ["zhang@example.org"], actor=cast.rita, at=NINE, site=cast.site)
    set_day(file=file, occasion=Occasion.BIRTHDAY, day=YearDay(CalendarKind.SOLAR, 3, 7), actor=cast.rita, at=NINE)
    plan_greetings(site=cast.site, at=NINE)
    plan_dirty(now=NINE)
    written = Duty.objects.filter(standard_code="care.greet.message")
    assert not written.exists()
    agree_to_messages(file=file, on=True, actor=cast.rita, at=NINE)
    plan_dirty(now=NINE)
    assert f"{written.get().due_at:%Y-%m-%d %H:%M}" == "2026-03-07 01:00"
    tick(NINE + 2 * D, site=cast.site)
    row = Greeting.objects.get()
    assert (row.state, row.done_by, Message.objects.filter(person_id=file.person_id).count()) == ("done", None, 1)
    tick(NINE + 2 * D + H, site=cast.site)
    assert Message.objects.filter(person_id=file.person_id).count() == 1
    plan_dirty(now=NINE + 2 * D + H)
    assert Duty.objects.get(standard_code="care.greet").state == "on_time"


def test_a_consent_taken_back_an_elder_and_no_address_leave_it_to_a_person(cast: Cast) -> None:
    file = a_file(cast)
    day = YearDay(CalendarKind.SOLAR, 3, 7)
    set_day(file=file, occasion=Occasion.BIRTHDAY, day=day, actor=cast.rita, at=NINE)
    agree_to_messages(file=file, on=True, actor=cast.rita, at=NINE)
    plan_greetings(site=cast.site, at=NINE)
    row = Greeting.objects.select_related("site", "file__person").get()
    assert write_greeting(greeting=row, at=NINE + 2 * D) is False  # neither address nor account
    set_private(file.person, "email", ["zhang@example.org"], actor=cast.rita, at=NINE, site=cast.site)
    agree_to_messages(file=file, on=False, actor=cast.rita, at=NINE)
    row = Greeting.objects.select_related("site", "file__person").get()
    assert write_greeting(greeting=row, at=NINE + 2 * D) is False
    agree_to_messages(file=file, on=True, actor=cast.rita, at=NINE)
    mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    row = Greeting.objects.select_related("site", "file__person").get()
    assert write_greeting(greeting=row, at=NINE + 2 * D) is False and not Message.objects.exists()
    withdraw(file=file, actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        agree_to_messages(file=file, on=True, actor=cast.rita, at=NINE)


def test_mid_autumns_list_holds_the_marked_who_did_not_opt_out(cast: Cast) -> None:
    file = a_file(cast)
    mark(file=file, kind=MarkKind.VIP, on=True, actor=cast.rita, at=NINE)
    other = open_file(site=cast.site, person=an_owner(cast, name="李雷", phone="13800138001"), actor=cast.rita, at=NINE)
    mark(file=other, kind=MarkKind.VIP, on=True, actor=cast.rita, at=NINE)
    OwnerFile.objects.filter(pk=other.pk).update(no_greetings=True)
    autumn = datetime.fromisoformat("2026-09-18T01:00:00+00:00")
    assert plan_greetings(site=cast.site, at=autumn) == 1
    row = Greeting.objects.get()
    assert (row.file_id, row.occasion, f"{row.on}") == (file.pk, "mid_autumn", "2026-09-25")
