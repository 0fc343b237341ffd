"""Work orders: opened once, moved by the table, timed, made from failed lines."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from guanjia.duties.events import DutyItemFailed, FaultReported
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.public import record, timeline
from guanjia.kernel.states import MoveRefused
from guanjia.posts.public import Qualification
from guanjia.servicedesk.public import (
    ORDER,
    OrderKind,
    OrderRefused,
    OrderState,
    Report,
    Urgency,
    WorkOrder,
    accept_order,
    complete_order,
    dispatch_order,
    move_order,
    open_order,
)
from guanjia.servicedesk.rules.orders import ORDER_MOVES, lacks_reason, verb_of
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db
S, M = timedelta(seconds=1), timedelta(minutes=1)


def an_order(cast: Cast, **fields: Any) -> WorkOrder:
    return open_order(site=cast.site, report=Report(title="灯不亮", **fields), actor=cast.bob, at=NINE)


@pytest.mark.parametrize(
    ("old", "new", "verb"),
    [
        ("on_hold", "in_progress", "resume"),
        ("completed", "in_progress", "reopen"),
        ("accepted", "in_progress", "begin"),
    ],
)
def test_moves_have_names_that_timers_know(old: str, new: str, verb: str) -> None:
    assert verb_of(OrderState(old), OrderState(new)) == verb


@pytest.mark.parametrize(
    ("verb", "reason", "lacks"),
    [("hold", "", True), ("hold", " ", True), ("hold", "部件", False), ("cancel", "", True), ("accept", "", False)],
)
def test_some_moves_say_why(verb: str, reason: str, lacks: bool) -> None:
    assert lacks_reason(verb, reason) is lacks


def test_the_table_leads_to_the_end() -> None:
    ends = {state for state, to in ORDER_MOVES.items() if not to}
    assert ends == {OrderState.CLOSED, OrderState.CANCELLED}


def test_one_technician_on_post_gets_it_at_once(cast: Cast) -> None:
    make_entry(make_post(cast.site, "technician"), cast.tom, NINE - M, NINE + M)
    order = an_order(cast)
    assert (order.state, order.assignee) == (OrderState.DISPATCHED, cast.tom)
    assert order.number == "GD-20260305-0001"


def test_nobody_on_post_leaves_it_new(cast: Cast) -> None:
    assert an_order(cast).state == OrderState.NEW


def test_the_same_source_opens_one_order(cast: Cast) -> None:
    first, second = an_order(cast, source_key="x:1"), an_order(cast, source_key="x:1")
    assert first.pk == second.pk and WorkOrder.objects.count() == 1
    assert an_order(cast, source_key="x:2").pk != first.pk


def test_an_order_runs_through_and_is_journalled(cast: Cast) -> None:
    order = an_order(cast)
    dispatch_order(order=order, to_user=cast.tom, actor=cast.hana, at=NINE)
    accept_order(order=order, actor=cast.tom, at=NINE + M)
    move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE + 2 * M)
    with pytest.raises(OrderRefused):
        complete_order(order=order, result=" ", actor=cast.tom, at=NINE + 3 * M)
    complete_order(order=order, result="换了灯管", actor=cast.tom, at=NINE + 3 * M)
    move_order(order=order, to=OrderState.VERIFIED, actor=cast.hana, at=NINE + 4 * M)
    move_order(order=order, to=OrderState.CLOSED, actor=cast.hana, at=NINE + 5 * M)
    actions = [entry.action for entry in timeline((ORDER, order.pk))]
    assert sorted(actions) == sorted(["open", "dispatch", "accept", "begin", "complete", "verify", "close"])
    with pytest.raises(MoveRefused):
        accept_order(order=order, actor=cast.tom, at=NINE + 6 * M)


def test_who_saw_an_older_order_moves_nothing(cast: Cast) -> None:
    order = an_order(cast)
    stale = WorkOrder.objects.get(pk=order.pk)
    accept_order(order=order, actor=cast.tom, at=NINE)
    with pytest.raises(MoveRefused):
        accept_order(order=stale, actor=cast.bob, at=NINE)
    assert WorkOrder.objects.get().assignee == cast.tom


def test_the_response_timer_stops_when_accepted(cast: Cast) -> None:
    order = an_order(cast, urgency=Urgency.CRITICAL)
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="servicedesk.response.critical")
    assert duty.due_at == NINE + 3 * M
    accept_order(order=order, actor=cast.tom, at=NINE + 3 * M + S)
    plan_dirty(now=NINE + 3 * M + S)
    duty.refresh_from_db()
    assert duty.state == "late"


def test_a_hold_stops_the_resolution_timer(cast: Cast) -> None:
    order = an_order(cast, urgency=Urgency.CRITICAL)
    accept_order(order=order, actor=cast.tom, at=NINE)
    move_order(order=order, to=OrderState.ON_HOLD, reason="等配件", actor=cast.tom, at=NINE + 10 * M)
    move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE + 40 * M)
    plan_dirty(now=NINE + 40 * M)
    assert Duty.objects.get(standard_code="servicedesk.resolution.critical").due_at == NINE + 60 * M


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("work_order", OrderKind.REPAIR),
        ("hazard", OrderKind.HAZARD),
        ("complaint", OrderKind.COMPLAINT),
        ("none", None),
    ],
)
def test_a_failed_line_opens_what_its_standard_names(cast: Cast, asked: str, kind: OrderKind | None) -> None:
    order = an_order(cast, urgency=Urgency.CRITICAL)
    plan_dirty(now=NINE)
    duty = Duty.objects.filter(subject_id=order.pk).first()
    assert duty is not None
    event = DutyItemFailed(
        duty.pk, "3a1f0b1e-8e55-4c9c-8a53-2f6f7a0a0a01", duty.standard_code, ORDER, order.pk, None, "lamp", "Lamp", "灯", "",
        (), asked,
    )  # fmt: skip
    for _twice in range(2):
        with transaction.atomic():
            record(site=cast.site, at=NINE, actor=cast.bob, action="t", subject=("duties.duty", duty.pk), event=event)
        relay(now=NINE)
    made = WorkOrder.objects.exclude(pk=order.pk)
    assert [each.kind for each in made] == ([kind] if kind else [])


def test_a_report_from_a_duty_becomes_an_order(cast: Cast) -> None:
    order = an_order(cast, urgency=Urgency.CRITICAL)
    plan_dirty(now=NINE)
    duty = Duty.objects.filter(subject_id=order.pk).first()
    assert duty is not None
    event = FaultReported(duty.pk, ORDER, order.pk, None, (), cast.bob.pk)
    with transaction.atomic():
        record(site=cast.site, at=NINE, actor=cast.bob, action="t", subject=("x.y", 1), reason="投影不亮", event=event)
    relay(now=NINE)
    made = WorkOrder.objects.exclude(pk=order.pk).get()
    assert (made.title, made.reporter, made.subject_id) == ("投影不亮", cast.bob, order.pk)


def test_the_kind_keeps_its_word(cast: Cast) -> None:
    SubjectBattery.check_kind(ORDER, [an_order(cast).pk, an_order(cast).pk])


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("tom", "orders", 200),
        ("audrey", "orders", 200),
        ("charlie", "orders", 404),
        ("cleo", "orders", 403),
        ("bob", "open", 200),
        ("bob", "mine", 200),
    ],
)
def test_who_sees_the_pages(cast: Cast, client: Client, who: str, name: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse(f"servicedesk:{name}", args=["yard"])).status_code == status


def test_an_order_is_opened_and_worked_off_on_its_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    made = client.post(
        reverse("servicedesk:open", args=["yard"]), {"title": "空调漏水", "kind": "repair", "urgency": "normal"}
    )
    order = WorkOrder.objects.get()
    assert made["Location"].endswith(f"/orders/{order.number}/")
    client.post(reverse("servicedesk:give", args=["yard", order.number]), {"user": cast.tom.pk})
    client.force_login(cast.tom)
    assert "空调漏水" in client.get(reverse("servicedesk:mine", args=["yard"])).content.decode()
    for to, words in (("accepted", ""), ("in_progress", ""), ("completed", "接好水管")):
        client.post(reverse("servicedesk:act", args=["yard", order.number, to]), {"words": words, "phone": "1"})
    order.refresh_from_db()
    assert (order.state, order.result) == ("completed", "接好水管")
    assert client.get(reverse("servicedesk:order", args=["yard", order.number])).status_code == 200
    assert client.get(reverse("servicedesk:my_order", args=["yard", order.number])).status_code == 200


def test_a_secret_mark_is_refused_and_leaves_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    answer = client.post(
        reverse("servicedesk:open", args=["yard"]), {"title": "机密★文件柜锁坏", "kind": "repair", "urgency": "normal"}
    )
    assert answer.status_code == 422 and not WorkOrder.objects.exists()


def test_a_lapsed_certificate_is_refused_wherever_work_is_given_taken_or_begun(client: Client, cast: Cast) -> None:
    """EQUI-010 on the desk's own page, by claim, and when it ran out between taking on and beginning."""
    order = an_order(cast, skill="lift")
    held = Qualification.objects.create(
        site=cast.site, user=cast.tom, kind="lift", expires_on=NINE.date() - timedelta(1)
    )
    with pytest.raises(OrderRefused, match="Tom"):
        dispatch_order(order=order, to_user=cast.tom, actor=cast.hana, at=NINE)
    with pytest.raises(OrderRefused):
        accept_order(order=order, actor=cast.tom, at=NINE)
    client.force_login(cast.hana)
    page = client.get(reverse("servicedesk:order", args=["yard", order.number])).content.decode()
    assert "缺证" in page
    client.post(reverse("servicedesk:give", args=["yard", order.number]), {"user": cast.tom.pk})
    assert WorkOrder.objects.get().state == OrderState.NEW
    held.expires_on = NINE.date()
    held.save()
    accept_order(order=order, actor=cast.tom, at=NINE)
    with pytest.raises(OrderRefused):
        move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE + timedelta(days=1))
    move_order(order=order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE)
