"""W21 on the database: the month's sample, call-backs, files, greetings, special requests, butlers."""

import json
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from guanjia.care.actions.butlers import assign_butler, enter_evaluation
from guanjia.care.actions.calling import CALL, call, give_up, mend, miss, opt_out, plan_call, rate, reach
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.actions.sampling import SAMPLE, draw_sample, redraw
from guanjia.care.actions.site import SITE, ensure_site
from guanjia.care.actions.special import SPECIAL, allow, carry_out, decline, see_chance
from guanjia.care.models import ButlerAssignment, CallBack, OwnerFile, Sample
from guanjia.care.queries.frame import frame_of
from guanjia.care.queries.lists import card_calls, groups_of, three_sources
from guanjia.care.rules.calls import CallSource, CallState
from guanjia.care.rules.evaluation import Judge
from guanjia.care.rules.personal import PRINCIPLES, Chance
from guanjia.complaints.actions.filing import file_complaint
from guanjia.complaints.actions.handling import hear_back
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.persons.public import private_values
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, Roles
from guanjia.servicedesk.public import OrderState, complete_order, move_order
from guanjia.ui.card import Whom
from tests.batteries import SubjectBattery
from tests.care.scenes import a_file
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


@pytest.mark.django_db(transaction=True)
def test_two_draw_at_once_one_sample(cast_committed: Cast) -> None:
    cast = cast_committed
    an_estate(cast, 10)
    found = race([lambda: draw_sample(site=cast.site, month="2026-03", actor=cast.mei, at=NINE).pk] * 4)
    assert len(set(found)) == 1 and Sample.objects.count() == 1 and CallBack.objects.count() == 1
