"""The first row: cars, keys, missing persons, rescues (FIELD 25, 26)."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.persons.public import erase, find_by
from guanjia.frontdesk.desk.actions.keeping import CASE, DeskRefused
from guanjia.frontdesk.desk.actions.quick import Facts, do_step, message_owner, move_case, open_case
from guanjia.frontdesk.desk.models import QuickCase
from guanjia.frontdesk.desk.rules.quick import CaseKind, CaseState
from guanjia.kernel.states import MoveRefused
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.desk import make_resident
from tests.factories.posts import make_entry, make_post
from tests.harness.race import race

pytestmark = pytest.mark.django_db
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
PLATE = "浙A12345"


def opened(cast: Cast, kind: CaseKind, **facts: Any) -> QuickCase:
    return open_case(site=cast.site, kind=kind, facts=Facts(**facts), actor=cast.rita, at=NINE)


def step(case: QuickCase, code: str, cast: Cast, after: timedelta = M) -> None:
    do_step(case=case, code=code, actor=cast.rita, at=NINE + after)


def duty(code: str) -> Duty:
    return Duty.objects.get(standard_code=code)


def guard(cast: Cast) -> None:
    make_entry(make_post(cast.site, "security"), cast.gus, NINE - H, NINE + H)


def test_the_owner_of_the_car_is_written_to_and_no_number_is_told(cast: Cast) -> None:
    owner = make_resident(cast.site, "李车主", plate=PLATE, phone="13900139000")
    case = opened(cast, CaseKind.MOVE_CAR, plate="浙a·12345", place="3栋门口")
    assert case.target == owner
    message_owner(case=case, actor=cast.rita, at=NINE + M)
    told = Message.objects.get(person_id=owner.pk)
    assert "3栋门口" in told.body and PLATE not in told.title + told.body and "139" not in told.title + told.body
    assert case.state == CaseState.ACTING


def test_a_plate_that_nobody_has_lies_encrypted_and_is_rung_not_written(cast: Cast) -> None:
    case = opened(cast, CaseKind.MOVE_CAR, plate=PLATE, place="南门")
    assert find_by(cast.site, "plate", PLATE) == [case.target]
    assert PLATE not in str(QuickCase.objects.values().get())


@pytest.mark.parametrize("plate", ["", " ", "not a plate"])
def test_a_car_needs_its_plate(cast: Cast, plate: str) -> None:
    with pytest.raises(DeskRefused):
        opened(cast, CaseKind.MOVE_CAR, plate=plate)
    assert not QuickCase.objects.exists()


def test_an_owner_who_is_not_reached_in_ten_minutes_brings_the_guard(cast: Cast) -> None:
    guard(cast)
    case = opened(cast, CaseKind.MOVE_CAR, plate=PLATE)
    plan_dirty(now=NINE)
    assert duty("desk.quick.car").due_at == NINE + 10 * M
    watch = duty("desk.quick.car_guard")
    assert (watch.opens_at, watch.due_at, watch.post_code) == (NINE + 10 * M, NINE + 20 * M, "security")
    move_case(case=case, to=CaseState.HANDED, actor=cast.rita, at=NINE + 11 * M)
    assert Notice.objects.filter(user=cast.gus, urgent=True).count() == 1
    move_case(case=case, to=CaseState.SETTLED, actor=cast.gus, at=NINE + 15 * M, outcome="保安联系拖车")
    plan_dirty(now=NINE + 15 * M)
    assert duty("desk.quick.car_guard").state == "on_time"


def test_an_owner_who_is_reached_needs_no_guard(cast: Cast) -> None:
    case = opened(cast, CaseKind.MOVE_CAR, plate=PLATE)
    plan_dirty(now=NINE)
    step(case, "reach", cast, 9 * M)
    plan_dirty(now=NINE + 9 * M)
    assert duty("desk.quick.car").state == "on_time"
    assert duty("desk.quick.car_guard").state in {"withdrawn", "on_time"}
    assert QuickCase.objects.get().reached_at == NINE + 9 * M


@pytest.mark.parametrize("kind", [CaseKind.MEDICAL, CaseKind.LIFT_TRAP])
def test_a_rescue_is_told_at_once_with_nothing_typed(cast: Cast, kind: CaseKind) -> None:
    guard(cast)
    opened(cast, kind)
    assert Notice.objects.filter(user=cast.gus, urgent=True, template=f"desk.quick.{kind.value}").count() == 1


def test_nobody_is_missing_without_a_description(cast: Cast) -> None:
    with pytest.raises(DeskRefused):
        opened(cast, CaseKind.FIND_PERSON, place="中心花园")
    guard(cast)
    opened(cast, CaseKind.FIND_PERSON, words="6岁男孩，红上衣")
    assert Notice.objects.filter(user=cast.gus).count() == 1


def test_a_trapped_lift_has_its_clocks(cast: Cast) -> None:
    case = opened(cast, CaseKind.LIFT_TRAP, place="3栋1号梯")
    plan_dirty(now=NINE)
    assert duty("desk.quick.lift_firm").due_at == NINE + 30 * M
    talk = duty("desk.quick.reassure")
    assert talk.due_at == NINE + 5 * M
    step(case, "reassure", cast, 4 * M)
    plan_dirty(now=NINE + 4 * M)
    talks = Duty.objects.filter(standard_code="desk.quick.reassure").order_by("due_at")
    assert [row.due_at for row in talks] == [NINE + 5 * M, NINE + 9 * M]
    step(case, "arrived", cast, 20 * M)
    plan_dirty(now=NINE + 20 * M)
    assert duty("desk.quick.lift_firm").state == "on_time"


def test_a_rescue_is_settled_only_when_everybody_is_out(cast: Cast) -> None:
    case = opened(cast, CaseKind.LIFT_TRAP)
    with pytest.raises(DeskRefused):
        move_case(case=case, to=CaseState.SETTLED, actor=cast.rita, at=NINE + M, outcome="已救出")
    step(case, "firm", cast)
    step(case, "freed", cast)
    with pytest.raises(DeskRefused):
        move_case(case=case, to=CaseState.SETTLED, actor=cast.rita, at=NINE + M, outcome=" ")
    move_case(case=case, to=CaseState.SETTLED, actor=cast.rita, at=NINE + M, outcome="两人安全救出，无人受伤")
    with pytest.raises(DeskRefused):
        step(case, "reassure", cast)


def test_ambulance_and_guide_have_their_minutes(cast: Cast) -> None:
    case = opened(cast, CaseKind.MEDICAL, place="大堂")
    plan_dirty(now=NINE)
    assert (duty("desk.quick.ambulance").due_at, duty("desk.quick.guide").due_at) == (NINE + M, NINE + 5 * M)
    step(case, "ambulance", cast, M + S)
    plan_dirty(now=NINE + M + S)
    assert duty("desk.quick.ambulance").state == "late"


def test_a_step_is_done_once_unless_it_repeats(cast: Cast) -> None:
    case = opened(cast, CaseKind.LIFT_TRAP)
    step(case, "firm", cast)
    with pytest.raises(DeskRefused):
        step(case, "firm", cast)
    with pytest.raises(DeskRefused):
        step(case, "no-such-step", cast)
    step(case, "reassure", cast)
    step(case, "reassure", cast)
    assert case.steps.filter(code="reassure").count() == 2


def test_who_saw_an_older_case_settles_nothing(cast: Cast) -> None:
    case = opened(cast, CaseKind.LOCKED_OUT)
    stale = QuickCase.objects.get(pk=case.pk)
    step(case, "verify", cast)
    with pytest.raises(MoveRefused):
        move_case(case=stale, to=CaseState.CANCELLED, actor=cast.rita, at=NINE + M, outcome="误报")


def test_what_was_written_goes_with_the_person(cast: Cast) -> None:
    person = make_resident(cast.site)
    opened(cast, CaseKind.LOCKED_OUT, asker_id=person.pk, words="钥匙在屋里", place="3-2-1201")
    erase(person, actor=cast.mei, at=NINE + H, reason="搬离", site=cast.site)
    case = QuickCase.objects.get()
    assert (case.words, case.place) == ("", "")


def test_cases_are_subjects(cast: Cast) -> None:
    SubjectBattery.check_kind(CASE, [opened(cast, kind, plate=PLATE, words="x").pk for kind in CaseKind])


@pytest.mark.django_db(transaction=True)
def test_two_tick_the_same_step_and_it_counts_once(cast_committed: Cast) -> None:
    case = opened(cast_committed, CaseKind.LIFT_TRAP)
    views = [QuickCase.objects.get(pk=case.pk) for _ in range(3)]
    outcomes = race([lambda v=v: do_step(case=v, code="firm", actor=None, at=NINE + M) for v in views])
    assert sum(isinstance(each, DeskRefused) for each in outcomes) == 2
    assert case.steps.count() == 1
