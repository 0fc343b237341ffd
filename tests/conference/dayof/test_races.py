"""Two people at once on the day itself, on both engines: one order, one meeting, one thing, one answer. Real threads."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from guanjia.conference.actions import service
from guanjia.conference.actions.blocks import end_block, seat_leaders, start_block
from guanjia.conference.actions.faults import FaultReport, report_fault
from guanjia.conference.actions.faults_spare import put_spare
from guanjia.conference.models import Block, FaultRecord
from guanjia.conference.rules.faults import FaultClass, FaultState
from guanjia.conference.rules.refusals import Refused
from guanjia.conference.rules.states import BlockState
from guanjia.custody.public import Item, ItemKind, Thing, contact_owner, give_back, take_item
from guanjia.duties.public import Duty, DutyState, Evidence, plan_dirty, submit_evidence
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused
from guanjia.places.public import Equipment
from guanjia.servicedesk.public import WorkOrder, accept_order
from guanjia.surveys.models import Answer
from guanjia.surveys.public import send_survey, take_answer
from tests.cast import Cast
from tests.conference.dayof.test_faults import a_fault, a_meeting
from tests.factories.conference import NINE
from tests.harness.race import race

pytestmark = pytest.mark.django_db(transaction=True)
M = timedelta(minutes=1)
TRIES = 4


def only(kind: type[BaseException], outcomes: list[Any]) -> None:
    """Whatever went wrong went wrong in this way, and it went right once."""
    lost = [each for each in outcomes if isinstance(each, BaseException)]
    assert len(lost) == len(outcomes) - 1, outcomes
    assert all(isinstance(each, kind) for each in lost), outcomes


def journal(kind: str, pk: int, action: str) -> int:
    return Entry.objects.filter(subject_kind=kind, subject_id=pk, action=action).count()


def test_two_technicians_claim_one_order_and_one_has_it(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    for number in range(TRIES):
        order = WorkOrder.objects.get(pk=a_fault(cast, block, NINE + number * M).order_id)
        claims = [partial(accept_order, order=WorkOrder.objects.get(pk=order.pk), actor=who, at=NINE + number * M)
                  for who in (cast.tom, cast.gus, cast.tom, cast.gus)]  # fmt: skip
        only(MoveRefused, race(claims))
        order.refresh_from_db()
        assert (order.state, order.assignee in {cast.tom, cast.gus}) == ("accepted", True)
        assert journal("servicedesk.work_order", order.pk, "accept") == 1


def test_one_fault_reported_twice_at_once_is_one(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    report = FaultReport(kind=FaultClass.AUDIO, key="one-press")
    outcomes = race([partial(report_fault, block_id=block.pk, report=report, actor=cast.bob, at=NINE)] * 4)
    assert {each.pk for each in outcomes} == {FaultRecord.objects.get().pk}
    assert WorkOrder.objects.count() == 1


def test_two_people_bring_the_one_spare_and_it_is_lent_once(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    spare = Equipment.objects.create(site=cast.site, kind="projector", name="移动投影")
    faults = [a_fault(cast, block), a_fault(cast, block, NINE + M)]
    for fault in faults:
        FaultRecord.objects.filter(pk=fault.pk).update(state=FaultState.IDENTIFIED)
    deeds = [
        partial(put_spare, fault=FaultRecord.objects.get(pk=each.pk), words="", actor=cast.bob, at=NINE + M, equipment_id=spare.pk)
        for each in faults
    ]  # fmt: skip
    only(Refused, race(deeds))
    assert Item.objects.filter(kind=ItemKind.EQUIPMENT_RETURN).count() == 1


@pytest.mark.parametrize(
    ("deed", "before", "after", "action"),
    [
        (start_block, BlockState.READY, BlockState.RUNNING, "start"),
        (end_block, BlockState.RUNNING, BlockState.ENDED, "end"),
    ],
)
def test_two_people_start_or_end_one_meeting_once(
    cast_committed: Cast, deed: Any, before: BlockState, after: BlockState, action: str
) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    Block.objects.filter(pk=block.pk).update(state=before)
    plan_dirty(now=NINE - 10 * M)
    Duty.objects.filter(standard_code__startswith="conference.fire").update(state=DutyState.ON_TIME, next_at=None)
    outcomes = race([partial(deed, block_id=block.pk, actor=who, at=NINE) for who in (cast.lin, cast.mei) * 2])
    only(MoveRefused, outcomes)
    block.refresh_from_db()
    assert block.state == after
    assert journal("conference.block", block.pk, action) == 1


def test_leaders_are_seated_once(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    deeds = [partial(seat_leaders, block_id=block.pk, actor=cast.lin, at=NINE + number * M) for number in range(4)]
    moments = {each.leaders_seated_at for each in race(deeds)}
    assert len(moments) == 1
    assert journal("conference.block", block.pk, "seat_leaders") == 1


def test_two_tablets_ask_for_fifteen_more_and_get_fifteen(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    deed = partial(service.extend_block, block_id=block.pk, seen_ends_at=block.ends_at, actor=cast.bob, at=NINE)
    assert {each.ends_at for each in race([deed] * 4)} == {block.ends_at + 15 * M}
    assert journal("conference.block", block.pk, "extend") == 1


def test_one_piece_of_evidence_sent_twice_at_once_counts_once(cast_committed: Cast) -> None:
    cast = cast_committed
    block = a_meeting(cast)
    Block.objects.filter(pk=block.pk).update(leaders_seated_at=NINE, rev=block.rev + 1)
    changed("conference.block", [block.pk], site=cast.site, at=NINE)
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="conference.refill")
    given = uuid.uuid4()
    outcomes = race([partial(submit_evidence, actor=cast.bob, duty_id=duty.pk, evidence_id=given, at=NINE + 9 * M)] * 6)
    assert {each.status for each in outcomes} == {"accepted"}
    assert Evidence.objects.get().pk == given
    assert Duty.objects.filter(standard_code="conference.refill").count() == 2  # this link and the next


def test_a_lost_umbrella_is_handed_out_once(cast_committed: Cast) -> None:
    cast = cast_committed
    for number in range(TRIES):
        thing = Thing(name=f"雨伞{number}")
        item = take_item(
            site=cast.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=cast.bob, actor=cast.bob, at=NINE
        )
        seen = [Item.objects.get(pk=item.pk) for _each in range(4)]
        only(
            MoveRefused,
            race([partial(give_back, item=each, signature="王", actor=cast.rita, at=NINE) for each in seen]),
        )
        item.refresh_from_db()
        assert item.state == "returned"
        assert journal("custody.item", item.pk, "returned") == 1


def test_telling_the_owner_does_not_undo_that_it_was_given_back(cast_committed: Cast) -> None:
    cast = cast_committed
    thing = Thing(name="雨伞")
    item = take_item(site=cast.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=cast.bob, actor=cast.bob, at=NINE)
    stale = Item.objects.get(pk=item.pk)
    give_back(item=item, signature="王", actor=cast.rita, at=NINE)
    with pytest.raises(MoveRefused):
        contact_owner(item=stale, name="王五", phone="", how="电话", actor=cast.bob, at=NINE + M)
    stale.refresh_from_db()
    assert (stale.state, stale.contacted_at) == ("returned", None)


def test_one_survey_form_sent_twice_at_once_counts_once(cast_committed: Cast) -> None:
    cast = cast_committed
    survey = send_survey(
        site=cast.site, subject=("conference.event", 1), title="例会", ended_at=NINE, people=(), actor=None, at=NINE
    )
    for _each in range(TRIES):
        Answer.objects.all().delete()
        key = uuid.uuid4()
        deed = partial(take_answer, survey=survey, form_key=key, scores={"overall": 5}, at=NINE + M)
        outcomes = race([deed] * 4)
        assert {each.form_key for each in outcomes} == {key}, outcomes
        assert Answer.objects.filter(form_key=key).count() == 1
