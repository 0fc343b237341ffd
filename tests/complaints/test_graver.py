"""Graver complaints: major, a crisis, our own mistakes, money (W20)."""

import pytest

from guanjia.complaints.actions.filing import (
    decide_compensation,
    file_complaint,
    hand_over_compensation,
    propose_compensation,
    tick_remedy,
)
from guanjia.complaints.actions.grave import declare_crisis, end_crisis, take_note
from guanjia.complaints.actions.handling import (
    answer,
    appoint,
    handle,
    hear_back,
    refer,
)
from guanjia.complaints.actions.refusals import ComplaintRefused
from guanjia.complaints.actions.speaking import (
    answer_media,
    approve_statement,
    care_for,
    draft_statement,
    take_media_question,
)
from guanjia.complaints.rules.states import ComplaintState, Level
from guanjia.duties.public import plan_dirty
from guanjia.foundation.messages.models import Notice
from tests.cast import Cast
from tests.complaints.looking import duty_of, live
from tests.complaints.scenes import H, M, a_complaint, a_unit, answered, judged
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db
S = ComplaintState


def test_a_major_complaint_is_reported_at_once_and_seen(cast: Cast) -> None:
    complaint = a_complaint(cast, level=Level.MAJOR)
    told = set(Notice.objects.filter(template="complaints.major").values_list("user__username", flat=True))
    assert told == {"mei", "hugo"}
    plan_dirty(now=NINE)
    assert duty_of(complaint, "report").due_at == NINE + 30 * M
    take_note(complaint=complaint, actor=cast.mei, at=NINE + 5 * M)
    plan_dirty(now=NINE + 5 * M)
    assert duty_of(complaint, "report").state == "on_time"


def test_a_general_complaint_rings_no_leader(cast: Cast) -> None:
    a_complaint(cast)
    assert not Notice.objects.filter(template="complaints.major").exists()


def test_not_satisfied_goes_up_and_a_refused_appointment_is_referred_with_a_summary(cast: Cast) -> None:
    complaint = answered(cast)
    hear_back(complaint=complaint, satisfied=False, score=2, comment="还是会响", actor=cast.rita, at=NINE + 2 * H)
    plan_dirty(now=NINE + 2 * H)
    assert complaint.stage is S.RAISED and "superior" in live(complaint)
    appoint(complaint=complaint, next_reply_at=NINE + 6 * H, actor=cast.mei, at=NINE + 3 * H)
    with pytest.raises(ComplaintRefused):
        refer(complaint=complaint, summary="", actor=cast.mei, at=NINE + 4 * H)
    refer(complaint=complaint, summary="业主要求当日解决", actor=cast.mei, at=NINE + 4 * H)
    assert complaint.stage is S.REFERRED


def test_our_mistake_is_made_good_in_four_steps(cast: Cast) -> None:
    complaint = answered(cast)
    tick_remedy(complaint=complaint, steps=["apologise", "remedy", "report"], actor=cast.rita, at=NINE + H)
    hear_back(complaint=complaint, satisfied=True, score=5, comment="好", actor=cast.rita, at=NINE + 2 * H)
    filed = {"cause": "a", "prevention": "b", "actor": cast.rita, "at": NINE + 3 * H}
    with pytest.raises(ComplaintRefused) as refused:
        file_complaint(complaint=complaint, **filed)  # type: ignore[arg-type]
    assert refused.value.codes == ("remedy",)
    tick_remedy(
        complaint=complaint, steps=["apologise", "remedy", "report", "prevent"], actor=cast.rita, at=NINE + 3 * H
    )
    assert file_complaint(complaint=complaint, **filed).stage is S.FILED  # type: ignore[arg-type]


def test_a_crisis_has_one_voice(cast: Cast) -> None:
    complaint, unit = judged(cast), a_unit(cast)
    with pytest.raises(ComplaintRefused):
        declare_crisis(complaint=complaint, spokesperson=None, reason="停水三天", actor=cast.mei, at=NINE + H)
    crisis = declare_crisis(complaint=complaint, spokesperson=cast.mei, reason="停水三天", actor=cast.hugo, at=NINE + H)
    plan_dirty(now=NINE + H)
    assert {"crisis.statement", "crisis.care", "report"} <= live(complaint)
    question = take_media_question(
        site=cast.site, medium="江州晚报", question="为何停水", crisis=crisis, actor=cast.rita, at=NINE + H
    )
    draft = draft_statement(
        site=cast.site, topic="停水说明", text="我们正全力抢修。", crisis=crisis, actor=cast.mei, at=NINE + H
    )
    with pytest.raises(ComplaintRefused):  # media ask before the statement
        answer_media(question=question, statement=draft, actor=cast.mei, at=NINE + H)
    handle(complaint=complaint, actor=cast.rita, at=NINE + H)
    with pytest.raises(ComplaintRefused) as refused:
        answer(complaint=complaint, process="a", result="b", how="phone", actor=cast.rita, at=NINE + 2 * H)
    assert "statement" in refused.value.codes
    with pytest.raises(ComplaintRefused):  # four eyes
        approve_statement(statement=draft, actor=cast.mei, at=NINE + H)
    approve_statement(statement=draft, actor=cast.hugo, at=NINE + 2 * H)
    with pytest.raises(ComplaintRefused):  # not the spokesperson
        answer_media(question=question, statement=draft, actor=cast.rita, at=NINE + 2 * H)
    answer_media(question=question, statement=draft, actor=cast.mei, at=NINE + 2 * H)
    with pytest.raises(ComplaintRefused):
        end_crisis(crisis=crisis, lesson="备用水源", actor=cast.mei, at=NINE + 3 * H)
    care_for(crisis=crisis, unit=unit, deed="送桶装水两桶", actor=cast.rita, at=NINE + 3 * H)
    end_crisis(crisis=crisis, lesson="备用水源", actor=cast.mei, at=NINE + 3 * H)
    complaint.refresh_from_db()
    plan_dirty(now=NINE + 3 * H)
    assert not {"crisis.statement", "crisis.care"} & live(complaint)


def test_compensation_has_limits(cast: Cast) -> None:
    complaint = judged(cast)
    propose_compensation(complaint=complaint, yuan=150, why="误工", actor=cast.rita, at=NINE + H)
    assert complaint.compensation == "approved" and complaint.compensation_by == cast.rita
    other = judged(cast)
    propose_compensation(complaint=other, yuan=5000, why="地板泡水", actor=cast.rita, at=NINE + H)
    assert other.compensation == "proposed"
    for small in (cast.rita, cast.mei):
        with pytest.raises(ComplaintRefused):
            decide_compensation(complaint=other, yes=True, actor=small, at=NINE + H)
    with pytest.raises(ComplaintRefused):
        hand_over_compensation(complaint=other, actor=cast.rita, at=NINE + H)
    decide_compensation(complaint=other, yes=True, actor=cast.hugo, at=NINE + H)
    hand_over_compensation(complaint=other, actor=cast.rita, at=NINE + H)
    assert other.compensation == "paid"
