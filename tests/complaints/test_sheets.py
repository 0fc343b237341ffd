"""What is tagged and printed of a complaint."""

import pytest

from guanjia.complaints.actions.handling import ask_details, classify, hear_back
from guanjia.complaints.views.sheets import card_section, sheet_sections
from tests.cast import Cast
from tests.complaints.scenes import H, M, a_complaint, answered
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db


def test_mind_set_wants_and_effect_are_tagged(cast: Cast) -> None:
    complaint = a_complaint(cast)
    ask_details(complaint=complaint, details="有照片", actor=cast.rita, at=NINE)
    classify(
        complaint=complaint, is_true=True, is_valid=True, mind_set="respect", wants=["heard", "action"], effect="grave",
        actor=cast.rita, at=NINE + M,
    )  # fmt: skip
    complaint.refresh_from_db()
    assert (complaint.mind_set, complaint.wants, complaint.effect) == ("respect", ["heard", "action"], "grave")


def test_the_opinion_sheet_has_matter_process_result_and_comment(cast: Cast) -> None:
    complaint = answered(cast)
    hear_back(complaint=complaint, satisfied=True, score=5, comment="处理很快", actor=cast.rita, at=NINE + 2 * H)
    texts = [section["text"] for section in sheet_sections(complaint)]
    assert [each.splitlines()[-1] for each in texts] == [
        "3幢门禁坏了三天没人修",
        "已派人更换读卡器",
        "门禁恢复正常",
        "处理很快",
    ]


def test_the_process_card_names_each_step_with_its_moment(cast: Cast) -> None:
    rows = card_section(answered(cast))["rows"]
    assert [row[0] for row in rows] == ["03-05 09:00", "03-05 09:10", "03-05 09:10", "03-05 09:20", "03-05 10:00"]
