"""W21 on the database: the month's sample, call-backs, files, greetings, special requests, butlers."""

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from guanjia.care.actions.butlers import assign_butler, enter_evaluation
from guanjia.care.actions.calling import CALL, call, give_up, mend, miss, opt_out, plan_call, rate, reach
from guanjia.care.actions.files import (
    FILE,
    MOST_NOTES,
    agree_to_messages,
    consent,
    drop_note,
    mark,
    note_preference,
    open_file,
    read_notes,
    set_day,
    visit,
    withdraw,
)
from guanjia.care.actions.greeting import GREETING, greet, leave_out, plan_greetings, write_greeting
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.actions.sampling import SAMPLE, draw_sample, redraw
from guanjia.care.actions.site import SITE, ensure_site
from guanjia.care.actions.special import SPECIAL, allow, carry_out, decline, see_chance
from guanjia.care.models import ButlerAssignment, CallBack, Greeting, ImportantDate, OwnerFile, Sample
from guanjia.care.queries.frame import frame_of
from guanjia.care.queries.lists import card_calls, card_marks, groups_of, three_sources
from guanjia.care.rules.calls import CallSource, CallState
from guanjia.care.rules.dates import CalendarKind, YearDay
from guanjia.care.rules.evaluation import Judge
from guanjia.care.rules.greetings import Occasion
from guanjia.care.rules.personal import PRINCIPLES, Chance, MarkKind, NoteKind
from guanjia.complaints.actions.filing import file_complaint
from guanjia.complaints.actions.handling import hear_back
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Message
from guanjia.foundation.persons.public import ReasonNeeded, erase, private_values, set_private
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, Roles
from guanjia.servicedesk.public import OrderState, complete_order, move_order
from guanjia.ui.card import Whom
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.complaints.scenes import H, M, a_complaint, a_unit, an_owner, answered
from tests.factories.conference import NINE
from tests.factories.people import make_member
from tests.harness.race import race

pytestmark = pytest.mark.django_db
D = timedelta(days=1)


def an_estate(cast: Cast, count: int = 30) -> list[Any]:
    """`count` owners' units, owned since long ago."""
    homes = []
    for number in range(count):
        unit = a_unit(cast, f"3-1-{100 + number}")
        person = an_owner(cast, unit, name=f"业主{number:02}", phone=f"139000{number:05}")
        homes.append((unit, person))
    return homes


def a_call(cast: Cast, at: datetime = NINE, **fields: Any) -> CallBack:
    given = {"source": CallSource.SERVICE, "key": "x:1", "topic": "报修"} | fields
    found = plan_call(site=cast.site, actor=cast.rita, at=at, **given)
    assert found is not None
    return found


def test_the_sample_is_a_tenth_drawn_once_and_drawn_again_the_same(cast: Cast) -> None:
    homes = an_estate(cast)
    Occupancy.objects.filter(unit=homes[7][0]).update(since=NINE.date() - 10 * D)
    a_complaint(cast, unit_id=homes[8][0].pk)
    OwnerFile.objects.create(site=cast.site, person=homes[9][1], no_calls=True, opened_at=NINE)
    sample = draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE)
    assert sample.size == 3 and draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE + D).pk == sample.pk
    firsts = {row.unit_id: row.first for row in sample.calls.all()}
    assert firsts[homes[7][0].pk] == "new_owner" and firsts[homes[8][0].pk] == "former_complainant"
    assert homes[9][0].pk not in firsts
    drawn, whole = redraw(sample)
    assert whole and {each.unit_id for each in drawn} == set(firsts)
    out = StringIO()
    call_command("sample", site="yard", month="2026-03", json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert told["same_as_planned"] and len(told["sample"]) == 3
    assert {each.group: each.total for each in groups_of(sample)} == {"": 1, "new_owner": 1, "former_complainant": 1}
    SubjectBattery.check_kind(SAMPLE, [sample.pk])


def test_an_altered_frame_is_noticed(cast: Cast) -> None:
    an_estate(cast, 10)
    sample = draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE)
    sample.frame[0]["excluded"] = "opted_out"
    sample.save(update_fields=["frame"])
    with pytest.raises(SystemExit):
        call_command("sample", site="yard", month="2026-03", json=True, stdout=StringIO())


def test_the_same_owner_is_not_sampled_every_month(cast: Cast) -> None:
    an_estate(cast, 20)
    first = draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE)
    units = set(first.calls.values_list("unit_id", flat=True))
    second = draw_sample(site=cast.site, month="2026-04", actor=None, at=NINE + 30 * D)
    assert not units & set(second.calls.values_list("unit_id", flat=True))
    out = {each.unit_id: each.excluded for each in frame_of(cast.site, "2026-04", NINE + 30 * D)}
    assert {out[pk] for pk in units} == {"sampled_lately"}


def test_the_months_sample_is_one_duty_that_ends_with_the_last_call(cast: Cast) -> None:
    an_estate(cast, 10)
    sample = draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE)
    plan_dirty(now=NINE)
    duty = Duty.objects.get(subject_kind=SAMPLE, subject_id=sample.pk)
    assert f"{duty.due_at:%Y-%m-%d %H:%M}" == "2026-03-31 12:00"
    row = sample.calls.select_related("site", "sample__site").get()
    call(call=row, actor=cast.rita, at=NINE + H)
    reach(call=row, actor=cast.rita, at=NINE + H)
    rate(call=row, score=5, recommend=9, comment="很好", actor=cast.rita, at=NINE + H)
    plan_dirty(now=NINE + 2 * H)
    duty.refresh_from_db()
    assert duty.state == "on_time" and Sample.objects.get().done_at == NINE + H


def test_the_clock_draws_the_sample_on_the_first(cast: Cast) -> None:
    an_estate(cast, 10)
    at = NINE + 26 * D  # 31 March
    ensure_site(cast.site, at)
    plan_dirty(now=at)
    tick(now=at + D)
    assert Sample.objects.get().month == "2026-04"
    SubjectBattery.check_kind(SITE, [cast.site.pk])


def test_three_tries_then_nobody_rings_any_more(cast: Cast) -> None:
    row = a_call(cast)
    for number in range(3):
        call(call=row, actor=cast.rita, at=NINE + number * H)
        miss(call=row, actor=cast.rita, at=NINE + number * H)
        if number < 2:
            with pytest.raises(CareRefused):
                give_up(call=row, actor=cast.rita, at=NINE + number * H)
    give_up(call=row, actor=cast.rita, at=NINE + 4 * H)
    assert row.ending == "gave_up" and row.tries == 3


def test_a_low_score_opens_a_task_and_the_loop_closes_after_it(cast: Cast) -> None:
    row = a_call(cast)
    call(call=row, actor=cast.rita, at=NINE)
    reach(call=row, actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        rate(call=row, score=2, actor=cast.rita, at=NINE)
    rate(call=row, score=2, comment="电梯等太久", actor=cast.rita, at=NINE)
    assert row.stage is CallState.TASK and row.order is not None
    with pytest.raises(CareRefused):
        mend(call=row, actor=cast.rita, at=NINE + H)
    order = row.order
    for to in (OrderState.ACCEPTED, OrderState.IN_PROGRESS):
        order.refresh_from_db()
        move_order(order=order, to=to, actor=cast.tom, at=NINE + H)
    complete_order(order=order, result="调整电梯群控", actor=cast.tom, at=NINE + H)
    row.refresh_from_db()
    mend(call=row, actor=cast.rita, at=NINE + 2 * H)
    assert row.ending == "mended"
    SubjectBattery.check_kind(CALL, [row.pk])


def test_whoever_opted_out_is_not_planned_again(cast: Cast) -> None:
    person = an_owner(cast)
    row = a_call(cast, person_id=person.pk)
    opt_out(call=row, actor=cast.rita, at=NINE)
    assert (
        plan_call(site=cast.site, source=CallSource.SERVICE, key="x:2", person_id=person.pk, actor=None, at=NINE)
        is None
    )


def test_a_filed_complaint_is_called_back_once(cast: Cast) -> None:
    unit = a_unit(cast)
    complaint = answered(cast, unit_id=unit.pk, person_id=an_owner(cast, unit).pk)
    hear_back(complaint=complaint, satisfied=True, score=4, comment="好", actor=cast.rita, at=NINE + 2 * H)
    file_complaint(complaint=complaint, cause="a", prevention="b", actor=cast.rita, at=NINE + 3 * H)
    for _twice in range(2):
        relay(now=NINE + 4 * H)
    row = CallBack.objects.get()
    assert row.source == "complaint" and row.topic == complaint.number
    plan_dirty(now=NINE + 4 * H)
    assert Duty.objects.get(standard_code="care.call.complaint").due_at == row.made_at + 7 * D
    assert [each.text for each in card_calls(cast.site, Whom(unit_ids=(unit.pk,)), cast.rita, NINE)] == [
        complaint.number
    ]


def a_file(cast: Cast, agreed: bool = True) -> OwnerFile:
    unit = a_unit(cast)
    file = open_file(site=cast.site, person=an_owner(cast, unit), unit_id=unit.pk, actor=cast.rita, at=NINE)
    if agreed:
        consent(file=file, how="counter", actor=cast.rita, at=NINE)
    return file


def test_a_preference_is_encrypted_and_who_looked_is_logged(cast: Cast) -> None:
    file = a_file(cast)
    note_preference(file=file, kind=NoteKind.TEMPERATURE, text="室温26度", actor=cast.rita, at=NINE)
    with pytest.raises(ReasonNeeded):
        read_notes(file=file, reason=" ", actor=cast.rita, at=NINE)
    assert read_notes(file=file, reason="上门前了解", actor=cast.rita, at=NINE)[0][:2] == (
        NoteKind.TEMPERATURE,
        "室温26度",
    )
    seen = timeline(("persons.person", file.person_id))[0]
    assert (seen.action, seen.actor_id) == ("reveal", cast.rita.pk)
    assert card_marks(cast.site, Whom(person_ids=(file.person_id,)), cast.rita, NINE) == []
    for number in range(2, MOST_NOTES + 1):
        note_preference(file=file, kind=NoteKind.HABIT, text=f"习惯{number}", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="第二十一条", actor=cast.rita, at=NINE)
    assert MOST_NOTES == 20 and len(private_values(file.person, "habits")) == MOST_NOTES


def test_private_data_without_need_and_without_consent_is_refused(cast: Cast) -> None:
    file = a_file(cast, agreed=False)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="喜欢安静", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    consent(file=file, how="counter", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        note_preference(file=file, kind=NoteKind.HABIT, text="信仰某教", actor=cast.rita, at=NINE)
    assert private_values(file.person, "habits") == []


def test_withdrawing_consent_empties_the_file(cast: Cast) -> None:
    file = a_file(cast)
    note_preference(file=file, kind=NoteKind.HABIT, text="喜欢安静", actor=cast.rita, at=NINE)
    set_day(file=file, occasion=Occasion.BIRTHDAY, day=YearDay(CalendarKind.SOLAR, 3, 7), actor=cast.rita, at=NINE)
    mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    withdraw(file=file, actor=cast.rita, at=NINE + H)
    assert (
        private_values(file.person, "habits") == [] and not ImportantDate.objects.exists() and not file.marks.exists()
    )


def test_a_note_is_taken_out(cast: Cast) -> None:
    file = a_file(cast)
    for text in ("一", "二"):
        note_preference(file=file, kind=NoteKind.HABIT, text=text, actor=cast.rita, at=NINE)
    drop_note(file=file, place=0, actor=cast.rita, at=NINE)
    assert len(private_values(file.person, "habits")) == file.note_count == 1


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


def test_an_elder_who_lives_alone_is_looked_after_every_day(cast: Cast) -> None:
    file = a_file(cast)
    mark(file=file, kind=MarkKind.ALONE, on=True, actor=cast.rita, at=NINE)
    plan_dirty(now=NINE)
    due = Duty.objects.filter(standard_code="care.visit", occurrence__startswith="2026-03-05")
    assert due.count() == 1
    visit(file=file, words="张阿姨今天精神很好", actor=cast.rita, at=NINE + H)
    assert due.get().state == "on_time"
    SubjectBattery.check_kind(FILE, [file.pk])


def test_a_special_request_is_allowed_done_and_noted(cast: Cast) -> None:
    file = a_file(cast)
    row = see_chance(
        site=cast.site,
        chance=Chance.SITUATION,
        wish="老人感冒，帮取药",
        person_id=file.person_id,
        actor=cast.rita,
        at=NINE,
    )
    codes = [code for code, _label in PRINCIPLES]
    with pytest.raises(CareRefused):
        allow(request=row, ticked=codes, yuan=101, actor=cast.rita, at=NINE + M)
    allow(request=row, ticked=codes, yuan=20, actor=cast.rita, at=NINE + M)
    carry_out(request=row, words="已送药上门", actor=cast.rita, at=NINE + H)
    assert row.state == "done" and "帮取药" in private_values(file.person, "habits")[0]
    SubjectBattery.check_kind(SPECIAL, [row.pk])


def test_a_request_against_principle_is_declined_kindly(cast: Cast) -> None:
    row = see_chance(site=cast.site, chance=Chance.REQUEST, wish="请保安代管钥匙一年", actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        allow(request=row, ticked=["lawful"], yuan=0, actor=cast.rita, at=NINE)
    with pytest.raises(CareRefused):
        decline(request=row, words="", actor=cast.rita, at=NINE)
    decline(request=row, words="抱歉不能长期代管，可使用寄存柜", actor=cast.rita, at=NINE)
    with pytest.raises(MoveRefused):
        carry_out(request=row, words="做了", actor=cast.rita, at=NINE)


def test_one_butler_a_building(cast: Cast) -> None:
    building = a_unit(cast).building
    first, second = make_member(cast.site, Roles.BUTLER), make_member(cast.site, Roles.BUTLER)
    with pytest.raises(CareRefused):
        assign_butler(site=cast.site, building=building, user=cast.tom, actor=cast.mei, at=NINE)
    for user in (first, second, second):
        assign_butler(site=cast.site, building=building, user=user, actor=cast.mei, at=NINE)
    assert [row.user for row in ButlerAssignment.objects.filter(until=None)] == [second]


def test_three_judgements_stand_beside_each_other(cast: Cast) -> None:
    row = a_call(cast)
    call(call=row, actor=cast.rita, at=NINE)
    reach(call=row, actor=cast.rita, at=NINE)
    rate(call=row, score=5, actor=cast.rita, at=NINE)
    enter_evaluation(
        site=cast.site, judge=Judge.THIRD, held_on=NINE.date(), percent=88, answers=50, actor=cast.mei, at=NINE
    )
    with pytest.raises(CareRefused):
        enter_evaluation(
            site=cast.site, judge=Judge.OWNER, held_on=NINE.date(), percent=99, answers=9, actor=cast.mei, at=NINE
        )
    found = three_sources(cast.site, NINE.date() - D)
    assert found == [(Judge.OWNER, 1, 1), (Judge.THIRD, 44, 50), (Judge.INTERNAL, 0, 0)]


def test_erasing_a_person_takes_the_file(cast: Cast) -> None:
    file = a_file(cast)
    erase(file.person, actor=cast.mei, at=NINE + D, reason="本人要求", site=cast.site)
    assert not OwnerFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_draw_at_once_one_sample(cast_committed: Cast) -> None:
    cast = cast_committed
    an_estate(cast, 10)
    found = race([lambda: draw_sample(site=cast.site, month="2026-03", actor=cast.mei, at=NINE).pk] * 4)
    assert len(set(found)) == 1 and Sample.objects.count() == 1 and CallBack.objects.count() == 1
