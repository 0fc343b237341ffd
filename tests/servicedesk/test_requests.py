"""Requests: taken down, moved by the table, followed by their orders, closed by the owner's word."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.messages.models import Message, Notice
from guanjia.kernel.states import MoveRefused
from guanjia.servicedesk.public import (
    REQUEST,
    HoldReason,
    OrderRefused,
    OrderState,
    RequestRefused,
    RequestState,
    ServiceRequest,
    Urgency,
    acknowledge_request,
    arrive_order,
    cancel_request,
    complete_order,
    complete_request,
    decline_order,
    decline_request,
    dispatch_order,
    hold_request,
    make_order,
    make_orders,
    move_order,
    no_access,
    reopen_request,
    resume_request,
    seen_request,
    set_appointment,
    set_kind,
    tell_progress,
)
from guanjia.servicedesk.rules.requests import FIVE_TREASURES
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.harness.race import race
from tests.servicedesk.asking import a_home, ask, done, fresh, work_on
from tests.servicedesk.looking import clock

pytestmark = pytest.mark.django_db
M, H = timedelta(minutes=1), timedelta(hours=1)


def test_a_request_has_its_number_and_all_that_was_said(cast: Cast) -> None:
    unit, person = a_home(cast.site)
    row = ask(
        cast, "马桶堵了", unit_id=unit.pk, person_id=person.pk, description="从昨晚开始",
        appointment=(NINE + H, NINE + 2 * H),
    )  # fmt: skip
    assert row.number == "BX-20260305-0001"
    assert (row.kind, row.category, row.state) == ("drain.blocked", "repair", "new")
    assert (row.unit, row.person, row.building, row.appointment_to) == (unit, person, unit.building, NINE + 2 * H)
    assert len(row.confirm_code) == 6


def test_the_same_source_makes_one_request(cast: Cast) -> None:
    first, second = ask(cast, source_key="mail:1"), ask(cast, source_key="mail:1")
    assert first.pk == second.pk and ServiceRequest.objects.count() == 1


def test_urgent_words_are_told_at_once(cast: Cast) -> None:
    row = ask(cast, "厨房闻到煤气味")
    assert row.urgency == Urgency.URGENT
    assert Notice.objects.filter(template="servicedesk.urgent", urgent=True, user=cast.mei).exists()
    assert ask(cast, "楼道灯不亮").urgency == Urgency.NORMAL


def test_the_owner_hears_of_each_move(cast: Cast) -> None:
    unit, person = a_home(cast.site)
    row = ask(cast, person_id=person.pk, unit_id=unit.pk)
    acknowledge_request(request=row, actor=cast.hana, at=NINE)
    told = list(Message.objects.filter(person_id=person.pk).order_by("pk").values_list("template", flat=True))
    assert told == ["servicedesk.told.log", "servicedesk.told.acknowledge"]


@pytest.mark.parametrize("verb", [hold_request, decline_request, cancel_request, reopen_request])
def test_a_move_that_must_say_why(cast: Cast, verb: Any) -> None:
    row = done(cast, ask(cast, "单元门关不上")) if verb is reopen_request else ask(cast, "门口有积水")
    if verb is hold_request:
        acknowledge_request(request=row, actor=cast.hana, at=NINE)
        with pytest.raises(RequestRefused):
            verb(request=row, why=HoldReason.PART, words=" ", actor=cast.hana, at=NINE)
    else:
        with pytest.raises(RequestRefused):
            verb(request=row, reason=" ", actor=cast.hana, at=NINE)


def test_a_part_is_missing_and_the_clock_stands(cast: Cast) -> None:
    row = ask(cast, "单元门关不上")
    acknowledge_request(request=row, actor=cast.hana, at=NINE)
    before = clock(row, "resolution").due_at
    hold_request(request=row, why=HoldReason.PART, words="等闭门器", actor=cast.hana, at=NINE)
    resume_request(request=row, actor=cast.hana, at=NINE + 2 * H)
    assert fresh(row).state == RequestState.ACKNOWLEDGED
    after = clock(row, "resolution")
    assert after.due_at > before and after.pauses.get().ends_at == NINE + 2 * H


def test_no_access_to_the_home_makes_a_new_appointment(cast: Cast) -> None:
    unit, person = a_home(cast.site)
    row = ask(cast, "暖气不热", unit_id=unit.pk, person_id=person.pk)
    order = make_order(request=row, to_user=cast.tom, actor=cast.hana, at=NINE)
    move_order(order=order, to=OrderState.ACCEPTED, actor=cast.tom, at=NINE, assignee=cast.tom)
    no_access(order=order, words="敲门无人应答", actor=cast.tom, at=NINE + M)
    row = fresh(row)
    assert (row.state, row.hold_reason) == ("on_hold", HoldReason.ACCESS)
    set_appointment(request=row, begins=NINE + 24 * H, ends=NINE + 26 * H, actor=cast.hana, at=NINE + M)
    resume_request(request=row, actor=cast.hana, at=NINE + 2 * M)
    plan_now(REQUEST, [row.pk], at=NINE + 3 * M)
    codes = Duty.objects.filter(subject_kind=REQUEST, subject_id=row.pk, state="open").values_list(
        "standard_code", flat=True
    )
    assert "servicedesk.request.appointment" in codes and not any("arrival" in code for code in codes)


def test_five_treasures_before_the_door(cast: Cast) -> None:
    unit, _person = a_home(cast.site)
    order = make_order(request=ask(cast, "暖气不热", unit_id=unit.pk), to_user=cast.tom, actor=cast.hana, at=NINE)
    move_order(order=order, to=OrderState.ACCEPTED, actor=cast.tom, at=NINE, assignee=cast.tom)
    with pytest.raises(OrderRefused):
        move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE)
    with pytest.raises(OrderRefused):
        arrive_order(order=order, ticked=FIVE_TREASURES[:4], actor=cast.tom, at=NINE)
    arrive_order(order=order, ticked=FIVE_TREASURES, actor=cast.tom, at=NINE)
    move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE)
    assert fresh(order.request).state == RequestState.IN_PROGRESS


def test_nothing_paid_begins_before_its_quote_is_accepted(cast: Cast) -> None:
    unit, _person = a_home(cast.site)
    row = ask(cast, "空调不制冷", unit_id=unit.pk)
    assert row.paid
    with pytest.raises(OrderRefused):
        work_on(cast, row)


def test_work_with_photos_wants_them_before_and_after(cast: Cast) -> None:
    row = ask(cast, "楼道灯不亮")
    with pytest.raises(OrderRefused):
        work_on(cast, row)


def test_an_order_given_back_waits_for_the_dispatcher(cast: Cast) -> None:
    row = ask(cast, "单元门关不上")
    order = make_order(request=row, to_user=cast.tom, actor=cast.hana, at=NINE)
    with pytest.raises(OrderRefused):
        decline_order(order=order, reason="", actor=cast.tom, at=NINE)
    decline_order(order=order, reason="没有门禁证", actor=cast.tom, at=NINE)
    assert (order.state, order.assignee, order.declined_count) == ("new", None, 1)
    assert fresh(row).state == RequestState.ACKNOWLEDGED


def test_several_departments_get_an_order_each_and_the_request_waits_for_all(cast: Cast) -> None:
    row = ask(cast, "单元门关不上")
    orders = make_orders(
        request=row, posts=["technician", "security", "purchasing", "security"], actor=cast.hana, at=NINE
    )
    assert [each.post for each in orders] == ["technician", "security", "purchasing"]
    for number, order in enumerate(orders):
        assert fresh(row).state != RequestState.COMPLETED, number
        dispatch_order(order=order, to_user=cast.tom, actor=cast.hana, at=NINE)
        move_order(order=order, to=OrderState.ACCEPTED, actor=cast.tom, at=NINE)
        move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE)
        complete_order(order=order, result=f"做完 {number}", actor=cast.tom, at=NINE)
    assert fresh(row).state == RequestState.COMPLETED
    assert fresh(row).result == "做完 0\n做完 1\n做完 2"


def test_a_request_with_open_orders_is_not_completed_by_hand(cast: Cast) -> None:
    row = ask(cast, "单元门关不上")
    make_order(request=row, actor=cast.hana, at=NINE)
    with pytest.raises(RequestRefused):
        complete_request(request=row, result="好了", actor=cast.hana, at=NINE)


def test_progress_told_ends_the_follow_up_of_48_hours(cast: Cast) -> None:
    row = ask(cast)
    assert clock(row, "follow_up").due_at == NINE + 48 * H
    tell_progress(request=row, words="已订货，周四到", actor=cast.hana, at=NINE + H)
    assert clock(row, "follow_up").state == "on_time"
    assert fresh(row).handler == cast.hana


def test_a_neighbours_request_is_not_there(cast: Cast) -> None:
    _unit, owner = a_home(cast.site)
    _other, neighbour = a_home(cast.site, code="3-2-1202", name="李强", phone="13800006002")
    row = ask(cast, person_id=owner.pk)
    assert seen_request(cast.site, row.number, person_ids=[owner.pk]) == row
    assert seen_request(cast.site, row.number, person_ids=[neighbour.pk]) is None
    assert seen_request(cast.other_site, row.number, person_ids=[owner.pk]) is None


def test_another_kind_changes_the_limits_and_not_the_start(cast: Cast) -> None:
    row = ask(cast, "有东西坏了")
    assert clock(row, "resolution").standard_code == "servicedesk.request.resolution.3wd"
    set_kind(request=row, kind="lift.trapped", urgency=Urgency.URGENT, actor=cast.hana, at=NINE + M)
    plan_now(REQUEST, [row.pk], at=NINE + M)
    live = Duty.objects.get(subject_kind=REQUEST, subject_id=row.pk, state="open", occurrence="resolution:1")
    assert (live.standard_code, live.due_at) == ("servicedesk.request.resolution.2h", NINE + 2 * H)


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_at_once(cast_committed: Cast) -> None:
    cast = cast_committed
    row = ask(cast, "单元门关不上")
    order = make_order(request=row, actor=cast.hana, at=NINE)

    def give(user: Any) -> Any:
        mine = type(order).objects.select_related("site", "request", "place").get(pk=order.pk)
        mine.rev = order.rev
        return dispatch_order(order=mine, to_user=user, actor=cast.hana, at=NINE)

    outcomes = race([lambda: give(cast.tom), lambda: give(cast.carl)])
    assert sorted(type(each).__name__ for each in outcomes) == ["MoveRefused", "WorkOrder"]
    order.refresh_from_db()
    assert order.assignee in (cast.tom, cast.carl) and order.rev == 2
    assert isinstance(next(each for each in outcomes if isinstance(each, Exception)), MoveRefused)
