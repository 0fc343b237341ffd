"""W20 on the database: the good path, each bad path, the clocks."""

from datetime import timedelta

import pytest

from guanjia.complaints.actions.filing import (
    file_complaint,
)
from guanjia.complaints.actions.grave import make_major
from guanjia.complaints.actions.handling import (
    accept_department,
    answer,
    appoint,
    ask_details,
    classify,
    dismiss,
    disown,
    handle,
    hear_back,
    pass_on,
    reopen,
    withdraw,
)
from guanjia.complaints.actions.moving import COMPLAINT, amend
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.models import Complaint
from guanjia.complaints.rules.nature import Kind
from guanjia.complaints.rules.states import ComplaintState
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Notice
from guanjia.foundation.persons.public import erase
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from guanjia.servicedesk.public import WorkOrder
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.complaints.looking import duty_of, live
from tests.complaints.scenes import H, M, a_complaint, a_unit, an_owner, answered, judged
from tests.factories.conference import NINE
from tests.harness.race import race

pytestmark = pytest.mark.django_db
S = ComplaintState
D = timedelta(days=1)


def test_from_receipt_to_the_sheet(cast: Cast) -> None:
    unit = a_unit(cast)
    complaint = answered(cast, unit_id=unit.pk, person_id=an_owner(cast, unit).pk)
    assert complaint.number == "TS-20260305-0001" and complaint.owner == cast.rita
    hear_back(complaint=complaint, satisfied=True, score=5, comment="处理很快", actor=cast.rita, at=NINE + 2 * H)
    with pytest.raises(ComplaintRefused) as refused:
        file_complaint(complaint=complaint, actor=cast.rita, at=NINE + 3 * H)
    assert refused.value.codes == ("cause", "prevention")
    file_complaint(
        complaint=complaint,
        cause="读卡器老化",
        prevention="每月检查门禁",
        improve=True,
        actor=cast.rita,
        at=NINE + 3 * H,
    )
    assert complaint.stage is S.FILED and WorkOrder.objects.get().title == "每月检查门禁"
    actions = [entry.action for entry in reversed(timeline((COMPLAINT, complaint.pk))) if "." not in entry.action]
    assert actions == ["receive", "ask", "classify", "handle", "answer", "satisfy", "file"]
    SubjectBattery.check_kind(COMPLAINT, [complaint.pk])


def test_a_general_complaint_has_24_hours_a_major_one_48_from_the_first_receipt(cast: Cast) -> None:
    complaint = judged(cast)
    plan_dirty(now=NINE + 10 * M)
    assert duty_of(complaint, "general").due_at == NINE + 24 * H
    make_major(complaint=complaint, reason="多户受影响", actor=cast.mei, at=NINE + 20 * H)
    plan_dirty(now=NINE + 20 * H)
    assert duty_of(complaint, "major").due_at == NINE + 48 * H
    assert duty_of(complaint, "report").due_at == NINE + 20 * H + 30 * M
    assert "general" not in live(complaint)


def test_a_limit_that_passes_is_late_for_ever(cast: Cast) -> None:
    complaint = judged(cast)
    plan_dirty(now=NINE + 10 * M)
    handle(complaint=complaint, actor=cast.rita, at=NINE + 20 * M)
    answer(complaint=complaint, process="修", result="好", how="phone", actor=cast.rita, at=NINE + 25 * H)
    hear_back(complaint=complaint, satisfied=True, score=4, comment="可以", actor=cast.rita, at=NINE + 25 * H)
    plan_dirty(now=NINE + 25 * H)
    assert duty_of(complaint, "general").state == "late"


def test_the_clock_passes_over_midnight_and_the_weekend(cast: Cast) -> None:
    friday = NINE + 1 * D + 13 * H  # Friday 22:00
    complaint = a_complaint(cast, at=friday)
    plan_dirty(now=friday)
    assert duty_of(complaint, "general").due_at == friday + 24 * H


def test_an_invalid_one_is_explained_and_closed_with_a_reason(cast: Cast) -> None:
    complaint = judged(cast, valid=False)
    with pytest.raises(ComplaintRefused):
        dismiss(complaint=complaint, reason="", actor=cast.rita, at=NINE + H)
    dismiss(complaint=complaint, reason="已向业主说明收费依据", actor=cast.rita, at=NINE + H)
    assert complaint.stage is S.INVALID and complaint.told_at == NINE + H


def test_a_valid_one_is_not_dismissed(cast: Cast) -> None:
    with pytest.raises(ComplaintRefused):
        dismiss(complaint=judged(cast), reason="嫌麻烦", actor=cast.rita, at=NINE + H)


def test_an_anonymous_one_is_filed_after_a_posted_answer(cast: Cast) -> None:
    complaint = answered(cast, anonymous=True)
    with pytest.raises(ComplaintRefused):
        a_complaint(cast, anonymous=True, person_id=an_owner(cast).pk)
    file_complaint(complaint=complaint, cause="灯坏", prevention="巡查", actor=cast.rita, at=NINE + 2 * H)
    assert complaint.stage is S.FILED


def test_a_named_one_is_not_filed_before_they_were_asked(cast: Cast) -> None:
    with pytest.raises(ComplaintRefused):
        file_complaint(complaint=answered(cast), cause="a", prevention="b", actor=cast.rita, at=NINE + 2 * H)


def test_the_same_household_again_is_linked(cast: Cast) -> None:
    unit = a_unit(cast)
    first = a_complaint(cast, unit_id=unit.pk)
    second = a_complaint(cast, at=NINE + 89 * D, unit_id=unit.pk)
    third = a_complaint(cast, at=NINE + 300 * D, unit_id=unit.pk)
    other = a_complaint(cast, at=NINE + 89 * D, unit_id=a_unit(cast, "3-2-1202").pk)
    assert second.earlier == first and third.earlier is None and other.earlier is None


def test_two_departments_disown_it_then_the_superior_decides(cast: Cast) -> None:
    complaint = judged(cast)
    pass_on(complaint=complaint, department="engineering", actor=cast.rita, at=NINE + H)
    assert complaint.owner == cast.rita, "the first who was asked keeps it until it is accepted"
    disown(complaint=complaint, reason="不归工程", actor=cast.tom, at=NINE + H)
    assert complaint.stage is S.CLASSIFIED
    pass_on(complaint=complaint, department="security", actor=cast.rita, at=NINE + H)
    disown(complaint=complaint, reason="不归秩序", actor=cast.gus, at=NINE + H)
    assert complaint.stage is S.RAISED and complaint.owner == cast.rita
    assert Notice.objects.filter(template="complaints.disowned", user=cast.mei).exists()
    pass_on(complaint=complaint, department="security", actor=cast.mei, at=NINE + 2 * H)
    with pytest.raises(ComplaintRefused):
        disown(complaint=complaint, reason="还是不归", actor=cast.gus, at=NINE + 2 * H)


def test_an_accepted_one_belongs_to_the_department(cast: Cast) -> None:
    complaint = judged(cast)
    pass_on(complaint=complaint, department="engineering", actor=cast.rita, at=NINE + H)
    plan_dirty(now=NINE + H)
    assert "department" in live(complaint)
    accept_department(complaint=complaint, actor=cast.tom, at=NINE + H + M)
    plan_dirty(now=NINE + H + M)
    assert complaint.owner == cast.tom and "department" not in live(complaint)
    with pytest.raises(ComplaintRefused):
        disown(complaint=complaint, reason="反悔", actor=cast.tom, at=NINE + 2 * H)


def test_what_cannot_be_solved_gets_the_time_of_the_next_reply(cast: Cast) -> None:
    complaint = judged(cast)
    for when in (None, NINE):
        with pytest.raises(ComplaintRefused):
            appoint(complaint=complaint, next_reply_at=when, actor=cast.rita, at=NINE + H)
    appoint(complaint=complaint, next_reply_at=NINE + 6 * H, actor=cast.rita, at=NINE + H)
    plan_dirty(now=NINE + H)
    assert duty_of(complaint, "promise").due_at == NINE + 6 * H


def test_a_promise_that_cannot_be_kept_is_made_anew_and_stays_late(cast: Cast) -> None:
    complaint = judged(cast)
    appoint(complaint=complaint, next_reply_at=NINE + 3 * H, actor=cast.rita, at=NINE + H)
    plan_dirty(now=NINE + H)
    appoint(complaint=complaint, next_reply_at=NINE + 9 * H, process="配件未到", actor=cast.rita, at=NINE + 5 * H)
    plan_dirty(now=NINE + 5 * H)
    rows = Duty.objects.filter(subject_id=complaint.pk, standard_code="complaints.promise").order_by("pk")
    assert rows[0].state == "late" and rows.last().due_at == NINE + 9 * H  # type: ignore[union-attr]
    answer(complaint=complaint, process="到货", result="已修", how="phone", actor=cast.rita, at=NINE + 8 * H)
    plan_dirty(now=NINE + 8 * H)
    assert duty_of(complaint, "promise").state == "on_time"


def test_equipment_asks_for_its_causes_before_the_reply(cast: Cast) -> None:
    complaint = judged(cast, kind=Kind.EQUIPMENT)
    handle(complaint=complaint, actor=cast.rita, at=NINE + H)
    told = {"process": "修", "result": "好", "how": "phone", "actor": cast.rita, "at": NINE + 2 * H}
    with pytest.raises(ComplaintRefused) as refused:
        answer(complaint=complaint, **told)  # type: ignore[arg-type]
    assert refused.value.codes == ("questions",)
    answers = {"plan": "已实施", "patrol": "每日", "noticed": "未发现", "before": "无"}
    amend(complaint=complaint, verb="questions", answers=answers, actor=cast.rita, at=NINE + H)
    assert answer(complaint=complaint, **told).stage is S.ANSWERED  # type: ignore[arg-type]


def test_nothing_is_answered_before_the_details_were_asked(cast: Cast) -> None:
    complaint = a_complaint(cast)
    classify(complaint=complaint, is_true=True, is_valid=True, actor=cast.rita, at=NINE + M)
    handle(complaint=complaint, actor=cast.rita, at=NINE + 2 * M)
    with pytest.raises(ComplaintRefused) as refused:
        answer(complaint=complaint, process="", result="好了", how="phone", actor=cast.rita, at=NINE + H)
    assert refused.value.codes == ("asked",)
    with pytest.raises(ComplaintRefused):
        ask_details(complaint=complaint, details=" ", actor=cast.rita, at=NINE + H)


def test_withdrawn_and_opened_again(cast: Cast) -> None:
    complaint = judged(cast)
    plan_dirty(now=NINE + H)
    withdraw(complaint=complaint, reason="业主来电撤回", actor=cast.rita, at=NINE + H)
    plan_dirty(now=NINE + H)
    assert live(complaint) == set()
    reopen(complaint=complaint, reason="又来电", actor=cast.rita, at=NINE + 2 * H)
    plan_dirty(now=NINE + 2 * H)
    assert duty_of(complaint, "general").due_at == NINE + 26 * H


def test_marked_text_and_a_future_moment_are_refused(cast: Cast) -> None:
    with pytest.raises(SecretRefused):
        a_complaint(cast, problem="绝密★1年 文件")
    with pytest.raises(ComplaintRefused):
        a_complaint(cast, happened_at=NINE + H)
    assert not Complaint.objects.exists()


def test_the_same_source_opens_one(cast: Cast) -> None:
    assert a_complaint(cast, source_key="x:1").pk == a_complaint(cast, source_key="x:1").pk


def test_names_of_every_script_are_kept(cast: Cast) -> None:
    for name in ("阿卜杜拉·买买提", "Ségolène", "عبد الله", "小王😀"):
        unit = a_unit(cast, f"9-1-{abs(hash(name)) % 10000}")
        person = an_owner(cast, unit, name=name)
        assert a_complaint(cast, person_id=person.pk, persons=name).persons == name


def test_erasing_a_person_empties_their_words(cast: Cast) -> None:
    person = an_owner(cast)
    complaint = a_complaint(cast, person_id=person.pk)
    erase(person, actor=cast.mei, at=NINE + D, reason="本人要求", site=cast.site)
    complaint.refresh_from_db()
    assert complaint.person is None and complaint.problem == "" and complaint.kind == "security"


@pytest.mark.django_db(transaction=True)
def test_two_handlers_at_once_one_wins(cast_committed: Cast) -> None:
    cast = cast_committed
    pk = judged(cast).pk

    def run() -> object:
        row = Complaint.objects.select_related("site").get(pk=pk)
        return handle(complaint=row, actor=cast.rita, at=NINE + H)

    found = race([run] * 4)
    won = [each for each in found if isinstance(each, Complaint)]
    assert len(won) == 1 and all(isinstance(each, MoveRefused) for each in found if each not in won)


def test_a_dispute_between_neighbours_is_answered_after_it_was_mediated(cast: Cast) -> None:
    complaint = judged(cast, kind=Kind.NEIGHBOUR)
    handle(complaint=complaint, actor=cast.rita, at=NINE + 20 * M)
    told = {"process": "双方见面", "result": "鞋柜移入室内", "how": "phone", "actor": cast.rita, "at": NINE + H}
    mediated = {"both": "已分别听取", "facts": "现场占用半米", "rules": "已说明管理规约", "agreed": "双方书面约定"}
    for code in mediated:
        amend(
            complaint=complaint, verb="questions", actor=cast.rita, at=NINE + 30 * M,
            answers={key: text for key, text in mediated.items() if key != code},
        )  # fmt: skip
        with pytest.raises(ComplaintRefused) as refused:
            answer(complaint=complaint, **told)
        assert refused.value.codes == ("questions",)
    amend(complaint=complaint, verb="questions", actor=cast.rita, at=NINE + 40 * M, answers=mediated)
    assert answer(complaint=complaint, **told).state == "answered"
