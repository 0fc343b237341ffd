"""The call log: rung, answered, written down, solved, put through, promised, missed (W14)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import find_by_phone
from guanjia.frontdesk.desk.actions.calls import (
    CallRecord,
    call_back,
    close_call,
    flag_urgent,
    promise_call_back,
    put_through,
    solve_call,
    take_back,
    transfer_call,
    write_down,
)
from guanjia.frontdesk.desk.actions.keeping import CALL, DeskRefused
from guanjia.frontdesk.desk.actions.recording import record_sheet
from guanjia.frontdesk.desk.actions.ringing import answer_call, hang_up, ring_in, take_call
from guanjia.frontdesk.desk.models import Call
from guanjia.kernel.states import MoveRefused
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident
from tests.factories.posts import make_entry, make_post
from tests.harness.race import race

pytestmark = pytest.mark.django_db
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PHONE = "13800138000"


def rung(cast: Cast, phone: str = PHONE, key: str = "") -> Call:
    return ring_in(site=cast.site, phone=phone, extension="801", at=NINE, line_key=key)


def answered(cast: Cast, **fields: Any) -> Call:
    return answer_call(call=rung(cast, **fields), actor=cast.rita, at=NINE + 9 * S)


def record(**fields: Any) -> CallRecord:
    return CallRecord(**({"caller_name": "王小明", "content": "问物业费", "handling": "已解答"} | fields))


def written(cast: Cast, **fields: Any) -> Call:
    return write_down(call=answered(cast), record=record(**fields), actor=cast.rita, at=NINE + M)


def duty(code: str) -> Duty:
    return Duty.objects.get(standard_code=code)


def test_a_known_number_brings_the_person(cast: Cast) -> None:
    person = make_resident(cast.site, phone=PHONE)
    assert rung(cast).caller == person


def test_an_unknown_number_is_kept_encrypted_once(cast: Cast) -> None:
    first, second = rung(cast), rung(cast)
    assert first.caller == second.caller == find_by_phone(cast.site, PHONE)[0]
    assert PHONE not in str(Call.objects.filter(pk=first.pk).values().get())


@pytest.mark.parametrize("phone", ["", "anonymous", "1"])
def test_a_withheld_number_makes_a_call_without_caller(cast: Cast, phone: str) -> None:
    assert rung(cast, phone).caller is None


def test_the_same_ring_twice_is_one_call(cast: Cast) -> None:
    assert rung(cast, key="pbx-1").pk == rung(cast, key="pbx-1").pk
    assert Call.objects.count() == 1


@pytest.mark.parametrize(
    ("after", "state", "rings"), [(15 * S, "on_time", 4), (15 * S + S, "late", 4), (14 * S, "on_time", 3)]
)
def test_three_rings_are_a_duty(cast: Cast, after: timedelta, state: str, rings: int) -> None:
    call = rung(cast)
    plan_dirty(now=NINE)
    assert duty("desk.call.answer").due_at == NINE + 15 * S
    answer_call(call=call, actor=cast.rita, at=NINE + after)
    plan_dirty(now=NINE + after)
    assert duty("desk.call.answer").state == state
    assert call.rings == rings


def test_a_call_that_nobody_answers_is_owed_a_call_back(cast: Cast) -> None:
    make_entry(make_post(cast.site, "frontdesk"), cast.rita, NINE - H, NINE + H)
    call = hang_up(call=rung(cast), at=NINE + 20 * S)
    assert call.state == "missed" and hang_up(call=call, at=NINE + M).state == "missed"
    plan_dirty(now=NINE + 20 * S)
    assert duty("desk.call.missed").due_at == NINE + 20 * S + 30 * M
    assert Notice.objects.filter(user=cast.rita, template="desk.missed").count() == 1
    call_back(call=call, reached=False, actor=cast.rita, at=NINE + 10 * M)
    plan_dirty(now=NINE + 10 * M)
    assert duty("desk.call.missed").state == "on_time"
    solve_call(call=call, actor=cast.rita, at=NINE + 11 * M)
    assert (
        close_call(call=call, repeated=False, no_more_needs=False, actor=cast.rita, at=NINE + 11 * M).state == "closed"
    )


def test_hanging_up_after_answering_misses_nothing(cast: Cast) -> None:
    call = hang_up(call=answered(cast), at=NINE + 5 * M)
    assert call.state == "answered" and call.hung_up_at == NINE + 5 * M


@pytest.mark.parametrize("field", ["caller_name", "content", "handling"])
def test_a_record_without_one_of_its_fields_is_refused(cast: Cast, field: str) -> None:
    with pytest.raises(DeskRefused):
        written(cast, **{field: " "})
    assert Call.objects.get().state == "answered"


def test_a_withheld_number_must_be_asked_for(cast: Cast) -> None:
    call = answered(cast, phone="")
    with pytest.raises(DeskRefused):
        write_down(call=call, record=record(), actor=cast.rita, at=NINE + M)
    assert write_down(call=call, record=record(phone=PHONE), actor=cast.rita, at=NINE + M).state == "recorded"
    assert call.caller is not None


@pytest.mark.parametrize(("repeated", "no_more"), [(False, True), (True, False)])
def test_a_call_ends_only_after_repeating_and_asking(cast: Cast, repeated: bool, no_more: bool) -> None:
    call = solve_call(call=written(cast), actor=cast.rita, at=NINE + 2 * M)
    with pytest.raises(DeskRefused):
        close_call(call=call, repeated=repeated, no_more_needs=no_more, actor=cast.rita, at=NINE + 3 * M)
    assert close_call(call=call, repeated=True, no_more_needs=True, actor=cast.rita, at=NINE + 3 * M).closed_at


@pytest.mark.parametrize("lack", ["to_post", "to_user", "purpose"])
def test_a_transfer_names_purpose_department_and_person(cast: Cast, lack: str) -> None:
    call, given = written(cast), {"to_post": "technician", "to_user": cast.tom, "purpose": "修灯"}
    with pytest.raises(DeskRefused):
        transfer_call(
            call=call, **(given | {lack: None if lack == "to_user" else ""}), actor=cast.rita, at=NINE + 2 * M
        )
    transfer_call(call=call, **given, actor=cast.rita, at=NINE + 2 * M)
    assert Notice.objects.filter(user=cast.tom, template="desk.transfer").count() == 1
    assert put_through(call=call, actor=cast.rita, at=NINE + 3 * M).state == "solved"


def test_a_caller_sent_back_twice_goes_to_the_superior(cast: Cast) -> None:
    make_entry(make_post(cast.site, "duty.manager"), cast.lin, NINE - H, NINE + H)
    call = written(cast)
    for number in (1, 2):
        transfer_call(call=call, to_post="technician", to_user=cast.tom, purpose="修", actor=cast.rita, at=NINE + 2 * M)
        take_back(call=call, actor=cast.rita, at=NINE + 3 * M)
        assert (call.state, call.bounces) == ("recorded", number)
        plan_dirty(now=NINE + 3 * M)
        assert Duty.objects.filter(standard_code="desk.call.bounced").count() == number - 1
    assert Notice.objects.filter(user=cast.lin, template="desk.bounced").count() == 1
    promise_call_back(call=call, by=NINE + H, process="主管回电", actor=cast.lin, at=NINE + 5 * M)
    plan_dirty(now=NINE + 5 * M)
    assert duty("desk.call.bounced").state == "on_time"


@pytest.mark.parametrize(("by", "process"), [(None, "明天"), (NINE + 2 * M, "x"), (NINE, "x"), (NINE + H, " ")])
def test_a_promise_says_when_and_how(cast: Cast, by: Any, process: str) -> None:
    call = written(cast)
    with pytest.raises(DeskRefused):
        promise_call_back(call=call, by=by, process=process, actor=cast.rita, at=NINE + 2 * M)


def test_a_promise_is_a_duty_at_that_moment_and_a_second_one_is_owed_anew(cast: Cast) -> None:
    call = promise_call_back(call=written(cast), by=NINE + H, process="查账后回电", actor=cast.rita, at=NINE + 2 * M)
    plan_dirty(now=NINE + 2 * M)
    assert duty("desk.call.promise").due_at == NINE + H
    call_back(call=call, reached=True, actor=cast.rita, at=NINE + H + S)
    plan_dirty(now=NINE + H + S)
    assert duty("desk.call.promise").state == "late"
    promise_call_back(call=call, by=NINE + 3 * H, process="明早再回", actor=cast.rita, at=NINE + H + M)
    plan_dirty(now=NINE + H + M)
    rounds = Duty.objects.filter(standard_code="desk.call.promise").order_by("round")
    assert [(row.state, row.due_at) for row in rounds] == [("late", NINE + H), ("open", NINE + 3 * H)]
    call_back(call=call, reached=True, actor=cast.rita, at=NINE + 3 * H)
    plan_dirty(now=NINE + 3 * H)
    assert list(rounds.values_list("state", flat=True)) == ["late", "on_time"]


def test_an_urgent_word_is_told_once_and_at_once(cast: Cast) -> None:
    make_entry(make_post(cast.site, "security"), cast.gus, NINE - H, NINE + H)
    call = answered(cast)
    assert flag_urgent(call=call, text="我家厨房没有漏水", actor=cast.rita, at=NINE + M) == ""
    assert flag_urgent(call=call, text="我家厨房漏水", actor=cast.rita, at=NINE + M) == "漏水"
    write_down(call=call, record=record(content="厨房漏水很大"), actor=cast.rita, at=NINE + 2 * M)
    assert Notice.objects.filter(user=cast.gus, template="desk.urgent", urgent=True).count() == 1
    plan_dirty(now=NINE + 2 * M)
    assert duty("desk.call.urgent").due_at == NINE + 6 * M


def test_who_saw_an_older_call_moves_nothing(cast: Cast) -> None:
    call = rung(cast)
    stale = Call.objects.get(pk=call.pk)
    answer_call(call=call, actor=cast.rita, at=NINE)
    with pytest.raises(MoveRefused):
        answer_call(call=stale, actor=cast.hana, at=NINE)


def test_a_call_by_hand_is_answered_from_its_beginning(cast: Cast) -> None:
    call = take_call(site=cast.site, phone=PHONE, actor=cast.rita, at=NINE)
    assert (call.state, call.rings, call.answered_by) == ("answered", 1, cast.rita)
    assert [entry.action for entry in timeline((CALL, call.pk))] == ["answer", "ring"]


def test_calls_are_subjects(cast: Cast) -> None:
    SubjectBattery.check_kind(CALL, [rung(cast).pk, answered(cast).pk, written(cast).pk])


@pytest.mark.django_db(transaction=True)
def test_two_desks_pick_up_and_one_has_the_call(cast_committed: Cast) -> None:
    cast = cast_committed
    call = rung(cast)
    views = [Call.objects.get(pk=call.pk), Call.objects.get(pk=call.pk)]
    deeds = [
        lambda v=v, u=u: answer_call(call=v, actor=u, at=NINE + S)
        for v, u in zip(views, (cast.rita, cast.hana), strict=True)
    ]
    outcomes = race(deeds)
    assert sum(isinstance(each, MoveRefused) for each in outcomes) == 1
    assert Call.objects.get().answered_by in (cast.rita, cast.hana)


@pytest.mark.django_db(transaction=True)
def test_the_same_ring_at_the_same_moment_is_one_call(cast_committed: Cast) -> None:
    make_resident(cast_committed.site, phone=PHONE)
    outcomes = race([lambda: rung(cast_committed, key="pbx-9")] * 4)
    assert len({call.pk for call in outcomes}) == 1 and Call.objects.count() == 1


def test_the_log_is_searched(cast: Cast, client: Any) -> None:
    written(cast)
    client.force_login(cast.rita)
    url = reverse("desk:calls", args=["yard"])
    assert "王小明" in client.get(url, {"q": "物业费"}).content.decode()
    assert "王小明" not in client.get(url, {"q": "电梯"}).content.decode()


def test_the_telephone_record_is_one_numbered_form_with_the_four_fields(cast: Cast) -> None:
    call = answered(cast)
    with pytest.raises(DeskRefused):
        record_sheet(call=call, actor=cast.rita, at=NINE)
    write_down(call=call, record=record(), actor=cast.rita, at=NINE + M)
    sheet = record_sheet(call=call, actor=cast.rita, at=NINE + M)
    assert (sheet.form, sheet.values["name"], sheet.values["content"]) == ("TMPL-024", "王小明", "问物业费")
    assert PHONE not in str(sheet.values) and sheet.person is not None
    assert record_sheet(call=call, actor=cast.rita, at=NINE + 2 * M).pk == sheet.pk
