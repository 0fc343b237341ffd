"""A fault in the room, from the first tap to its cause (W06)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.faults import FaultReport, close_fault, report_fault, try_repair
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.models import Block, FaultRecord
from guanjia.conference.queries.spares import spares_for
from guanjia.conference.rules.faults import (
    FaultClass,
    Grade,
    Impact,
    Playbook,
    grade_of,
    missing_to_close,
    recurs,
)
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.custody.public import Item
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.events.public import relay
from guanjia.places.public import Equipment
from guanjia.servicedesk.public import (
    OrderKind,
    OrderState,
    Report,
    WorkOrder,
    accept_order,
    complete_order,
    move_order,
    open_order,
)
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

M, S, D = timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def a_meeting(cast: Cast, **event: Any) -> Block:
    """A meeting that has been running since NINE."""
    made, room = make_event(cast.site, **event), make_room(cast.site)
    make_sitting(made, room, 0, 120)
    arrange_blocks(event=made, actor=cast.alice, at=NINE - D)
    Block.objects.filter(event=made).update(state=BlockState.RUNNING, started_at=NINE)
    return Block.objects.select_related("room", "site", "event").get(event=made)


def a_fault(cast: Cast, block: Block, at: Any = NINE, **fields: Any) -> FaultRecord:
    report = FaultReport(**({"kind": FaultClass.VIDEO} | fields))
    return report_fault(block_id=block.pk, report=report, actor=cast.bob, at=at)


@pytest.mark.parametrize(
    ("impact", "playbook", "grade"),
    [
        (Impact.NONE, Playbook.NONE, Grade.MINOR),
        (Impact.PART, Playbook.NONE, Grade.MEDIUM),
        (Impact.STOPPED, Playbook.NONE, Grade.MAJOR),
        (Impact.NONE, Playbook.POWER_CUT, Grade.MAJOR),
    ],
)
def test_the_grade_follows_the_impact(impact: Impact, playbook: Playbook, grade: Grade) -> None:
    assert grade_of(impact, playbook) is grade


@pytest.mark.parametrize(
    ("cause", "prevention", "missing"),
    [("灯泡", "备件", []), ("", "备件", ["cause"]), ("灯泡", " ", ["prevention"]), ("", "", ["cause", "prevention"])],
)
def test_cause_and_prevention_are_needed(cause: str, prevention: str, missing: list[str]) -> None:
    assert missing_to_close(cause, prevention) == missing


@pytest.mark.parametrize(("before", "again"), [(7 * D, True), (7 * D + S, False), (timedelta(), True)])
def test_a_week_makes_a_recurrence(before: timedelta, again: bool) -> None:
    assert recurs([NINE - before], NINE) is again


@pytest.mark.django_db
def test_a_fault_has_one_order_however_often_it_is_sent(cast: Cast) -> None:
    block = a_meeting(cast)
    first, second = a_fault(cast, block, key="k"), a_fault(cast, block, key="k")
    assert first.pk == second.pk and WorkOrder.objects.count() == 1
    relay(now=NINE)
    assert FaultRecord.objects.count() == 1
    assert (first.state, first.grade, first.order.urgency) == ("identified", "medium", "urgent")


@pytest.mark.django_db
def test_the_chain_to_the_cause(cast: Cast) -> None:
    fault = a_fault(cast, a_meeting(cast), impact=Impact.STOPPED)
    put_spare(fault=fault, words="改用纸质材料", actor=cast.bob, at=NINE + M)
    accept_order(order=fault.order, actor=cast.tom, at=NINE + M)
    move_order(order=fault.order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE + M)
    complete_order(order=fault.order, result="换灯泡", actor=cast.tom, at=NINE + 5 * M)
    relay(now=NINE + 5 * M)
    fault.refresh_from_db()
    assert (fault.state, fault.repaired_at) == ("repaired", NINE + 5 * M)
    try_repair(fault=fault, good=True, actor=cast.bob, at=NINE + 6 * M)
    with pytest.raises(Refused):
        close_fault(fault=fault, cause="灯泡老化", prevention="", actor=cast.tom, at=NINE + 7 * M)
    close_fault(fault=fault, cause="灯泡老化", prevention="每季更换", actor=cast.tom, at=NINE + 7 * M)
    assert (fault.state, WorkOrder.objects.get().state) == ("closed", "closed")


@pytest.mark.django_db
def test_a_bad_test_sends_it_back(cast: Cast) -> None:
    fault = a_fault(cast, a_meeting(cast))
    accept_order(order=fault.order, actor=cast.tom, at=NINE)
    move_order(order=fault.order, to=OrderState.IN_PROGRESS, actor=cast.tom, at=NINE)
    complete_order(order=fault.order, result="重启", actor=cast.tom, at=NINE)
    relay(now=NINE)
    fault.refresh_from_db()
    try_repair(fault=fault, good=False, reason="仍无图像", actor=cast.bob, at=NINE + M)
    assert (fault.state, WorkOrder.objects.get().state) == ("identified", "in_progress")


@pytest.mark.django_db
def test_a_spare_is_lent_once_and_comes_back(cast: Cast) -> None:
    block, other = a_meeting(cast), a_meeting(cast)
    Equipment.objects.create(site=cast.site, kind="projector", name="备用投影仪")
    Equipment.objects.create(site=cast.site, kind="projector", room=other.room, name="占用的投影仪")
    fault = a_fault(cast, block)
    pool = spares_for(fault, NINE)
    assert [spare.equipment.name for spare in pool] == ["备用投影仪"]
    put_spare(fault=fault, words="", equipment_id=pool[0].equipment.pk, actor=cast.bob, at=NINE)
    assert Item.objects.get().holder == block.room.name
    with pytest.raises(Refused):
        put_spare(fault=a_fault(cast, other), words="", equipment_id=pool[0].equipment.pk, actor=cast.bob, at=NINE)


@pytest.mark.django_db
def test_a_recurrence_opens_one_problem_note(cast: Cast) -> None:
    block = a_meeting(cast)
    for minutes in (0, 5, 10):
        a_fault(cast, block, at=NINE + minutes * M)
    a_fault(cast, block, at=NINE + 11 * M, kind=FaultClass.AUDIO)
    assert WorkOrder.objects.filter(kind=OrderKind.PROBLEM).count() == 1


@pytest.mark.django_db
def test_solved_first_still_owes_a_report(cast: Cast) -> None:
    fault = a_fault(cast, a_meeting(cast), solved_first=True, happened_at=NINE - 5 * M)
    plan_dirty(now=NINE)
    assert (fault.state, fault.mitigated_at) == ("mitigated", NINE - 5 * M)
    assert Duty.objects.get(standard_code="conference.fault.report").due_at == NINE + timedelta(hours=2)
    with pytest.raises(Refused):
        a_fault(cast, fault.block, happened_at=NINE + S)


@pytest.mark.django_db
@pytest.mark.parametrize("playbook", [Playbook.POWER_CUT, Playbook.PIPE_BURST, Playbook.WASHROOM])
def test_a_playbook_is_owed_within_ten_minutes(cast: Cast, playbook: Playbook) -> None:
    a_fault(cast, a_meeting(cast), playbook=playbook, kind=FaultClass.ENVIRONMENT)
    plan_dirty(now=NINE)
    assert Duty.objects.get(standard_code=f"conference.playbook.{playbook}").due_at == NINE + 10 * M


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "count"), [(BlockState.RUNNING, 1), (BlockState.PLANNED, 0)])
def test_a_repair_order_about_a_running_meeting_is_a_fault(cast: Cast, state: BlockState, count: int) -> None:
    block = a_meeting(cast)
    Block.objects.update(state=state)
    open_order(
        site=cast.site, report=Report(title="灯", subject=("conference.block", block.pk)), actor=cast.bob, at=NINE
    )
    relay(now=NINE)
    assert FaultRecord.objects.count() == count


@pytest.mark.django_db
def test_the_kind_keeps_its_word(cast: Cast) -> None:
    block = a_meeting(cast)
    SubjectBattery.check_kind("conference.fault", [a_fault(cast, block).pk, a_fault(cast, block).pk])


@pytest.mark.django_db
def test_four_taps_on_the_phone(cast: Cast, client: Client) -> None:
    block = a_meeting(cast)
    client.force_login(cast.bob)
    address = reverse("conference:fault_report", args=["yard", block.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"key": "a"}).status_code == 422
    done = client.post(address, {"key": "a", "kind": "audio"})
    fault = FaultRecord.objects.get()
    page = client.get(done["Location"])
    assert page.status_code == 200 and "备用话筒" in page.content.decode()
    act = reverse("conference:fault_act", args=["yard", fault.pk, "spare"])
    client.post(act, {"words": "扩音器"})
    fault.refresh_from_db()
    assert fault.state == "mitigated"


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("tom", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_sees_faults(cast: Cast, client: Client, who: str, status: int) -> None:
    fault = a_fault(cast, a_meeting(cast))
    client.force_login(getattr(cast, who))
    assert client.get(reverse("conference:fault", args=["yard", fault.pk])).status_code == status
    assert client.get(reverse("conference:faults", args=["yard"])).status_code == status
