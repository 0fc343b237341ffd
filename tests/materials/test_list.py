"""The list: what it refuses, its confirmation, its numbers following the guest list."""

from datetime import timedelta

import pytest

from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.duties.public import Duty, GateClosed, plan_now
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.materials.actions.listing import add_paper, change_paper, confirm_list, open_list
from guanjia.materials.actions.printing import new_version, print_paper
from guanjia.materials.models import Paper, PaperList
from guanjia.materials.queries.papers import lines_of, list_data
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import LIST, ListState, PaperState
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.materials.papers import AT, confirmed, copy, guest, listed, meeting, printed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"keeper": None}, "keeper"),
        ({"source": "supplier", "supplier": "城南印务"}, "source"),
        ({"internal": False, "source": "supplier"}, "supplier"),
        ({"form": "electronic"}, "form"),
        ({"double_sided": False}, "paper_reason"),
        ({"recycled": False}, "paper_reason"),
    ],
)
def test_a_paper_that_cannot_stand_on_the_list(cast: Cast, values: dict, field: str) -> None:
    with pytest.raises(PaperRefused) as refused:
        listed(cast, meeting(cast), **values)
    assert refused.value.field == field


def test_a_secrecy_mark_is_never_put_on_a_paper(cast: Cast) -> None:
    event = meeting(cast)
    with pytest.raises(SecretRefused) as refused:
        listed(cast, event, title="机密★ 工作方案")
    assert refused.value.field == "title" and "机密" not in str(refused.value)
    assert not Paper.objects.exists()


def test_a_controlled_meeting_has_no_papers_here(cast: Cast) -> None:
    with pytest.raises(PaperRefused) as refused:
        open_list(event=meeting(cast, secrecy="controlled"), actor=cast.alice, at=AT)
    assert "《保守国家秘密法》第29条" in str(refused.value)
    assert not PaperList.objects.exists()


def test_the_list_is_owed_three_days_before_and_nothing_is_printed_from_an_unconfirmed_one(cast: Cast) -> None:
    event = meeting(cast)
    paper = listed(cast, event)
    row = PaperList.objects.get(event=event)
    plan_now(LIST, [row.pk], at=AT)
    duty = Duty.objects.get(standard_code="materials.list.confirmed")
    assert duty.due_at == NINE - timedelta(days=3) and duty.post_code == "conference.coordinator"
    with pytest.raises(GateClosed):
        print_paper(paper=paper, count=6, actor=cast.alice, at=AT)
    confirmed(cast, event)
    assert print_paper(paper=paper, count=6, actor=cast.alice, at=AT).stage is PaperState.PRINTED
    duty.refresh_from_db()
    assert duty.state == "on_time"


def test_a_confirmed_list_changes_with_a_reason_and_is_confirmed_again(cast: Cast) -> None:
    event = meeting(cast)
    paper = listed(cast, event)
    confirmed(cast, event)
    values = {"title": "议程", "kind": "agenda", "form": "electronic"}
    with pytest.raises(PaperRefused) as refused:
        add_paper(event=event, values=values, actor=cast.alice, at=AT)
    assert refused.value.field == "reason"
    later = AT + timedelta(hours=1)
    add_paper(event=event, values=values, reason="主办方要求", actor=cast.alice, at=later)
    row = PaperList.objects.get(event=event)
    assert row.stage is ListState.CHANGED
    with pytest.raises(GateClosed):
        print_paper(paper=paper, count=6, actor=cast.alice, at=later)
    confirm_list(listed=row, actor=cast.alice, at=later + timedelta(minutes=5))
    print_paper(paper=paper, count=6, actor=cast.alice, at=later + timedelta(minutes=6))


def test_an_empty_list_says_that_nothing_is_needed(cast: Cast) -> None:
    row = open_list(event=meeting(cast), actor=cast.alice, at=AT)
    with pytest.raises(PaperRefused):
        confirm_list(listed=row, actor=cast.alice, at=AT)
    assert confirm_list(listed=row, none_needed=True, actor=cast.alice, at=AT).stage is ListState.CONFIRMED


def test_copies_follow_the_guest_list_until_they_are_printed(cast: Cast) -> None:
    event = meeting(cast, *(f"客{n}" for n in range(10)))
    paper = listed(cast, event)
    assert lines_of(event)[0].wanted == 11
    Guest.objects.filter(event=event, name="客9").update(state=GuestState.EXCUSED)
    assert lines_of(event)[0].wanted == 10
    confirmed(cast, event)
    print_paper(paper=paper, count=10, actor=cast.alice, at=AT)
    Guest.objects.filter(event=event, name="客9").update(state=GuestState.CONFIRMED)
    assert lines_of(event)[0].wanted == 10, "what is printed does not follow any more"


def test_without_a_guest_list_the_expected_number_counts(cast: Cast) -> None:
    event = meeting(cast, expected_count=40)
    Guest.objects.filter(event=event).delete()
    listed(cast, event)
    assert lines_of(event)[0].wanted == 44
    Event.objects.filter(pk=event.pk).update(guaranteed_count=30)
    event.refresh_from_db()
    assert lines_of(event)[0].wanted == 33


def test_copies_beyond_heads_and_spare_need_a_reason(cast: Cast) -> None:
    event = meeting(cast, *(f"客{n}" for n in range(10)))
    paper = listed(cast, event)
    confirmed(cast, event)
    with pytest.raises(PaperRefused) as refused:
        print_paper(paper=paper, count=12, actor=cast.alice, at=AT)
    assert refused.value.field == "reason" and "1" in str(refused.value)
    for bad in (0, -1, 20_001):
        with pytest.raises(PaperRefused):
            print_paper(paper=paper, count=bad, reason="x", actor=cast.alice, at=AT)
    assert print_paper(paper=paper, count=12, reason="存档一份", actor=cast.alice, at=AT).printed_count == 12


def test_the_setting_of_the_site_counts(cast: Cast) -> None:
    cast.site.settings = {"materials.spare_percent": 20}
    cast.site.save(update_fields=["settings"])
    event = meeting(cast)
    listed(cast, event)
    assert lines_of(Event.objects.get(pk=event.pk))[0].wanted == 6


def test_numbers_go_on_without_gaps_and_the_first_ones_are_somebodys(cast: Cast) -> None:
    paper = printed(cast, meeting(cast), packing="seat")
    other = printed(cast, meeting(cast))
    assert paper.batch == "NB-20260228-0001" and other.batch == "NB-20260228-0002"
    assert copy(paper, 1).number == "NB-20260228-0001-001" and copy(paper, 1).meant_for.name == "赵一"
    assert copy(paper, 6).meant_for is None
    print_paper(paper=paper, count=2, reason="两份污损", actor=cast.alice, at=AT)
    assert list(paper.copies.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_late_change_withdraws_the_old_version(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    with pytest.raises(PaperRefused):
        change_paper(paper=paper, values={"title": "改"}, reason="x", actor=cast.alice, at=AT)
    with pytest.raises(PaperRefused):
        new_version(paper=paper, reason=" ", actor=cast.alice, at=AT)
    fresh = new_version(paper=paper, reason="第三页数字更正", actor=cast.alice, at=AT)
    assert (fresh.version, fresh.replaces, fresh.stage) == (2, paper, PaperState.LISTED)
    paper.refresh_from_db()
    assert paper.stage is PaperState.WITHDRAWN and paper.withdrawn_at == AT


def test_the_list_on_paper_names_kind_count_and_keeper(cast: Cast) -> None:
    event = meeting(cast)
    listed(cast, event)
    section = list_data(event, AT)["sections"][0]
    assert section["rows"][0][1] == "工作方案" and section["rows"][0][5] == "6" and section["rows"][0][8] == "Lin"
    assert guest(event, "赵一").rank_no == 1


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("agenda", "both"),
        ("guide", "electronic"),
        ("speaker", "both"),
        ("background", "printed"),
        ("brochure", "printed"),
    ],
)
def test_each_kind_of_paper_stands_on_the_list(cast: Cast, kind: str, form: str) -> None:
    event = meeting(cast)
    add_paper(event=event, values={"title": "一", "kind": kind, "form": form}, actor=cast.alice, at=AT)
    line = lines_of(event)[0]
    assert (line.kind.value, line.form.value) == (kind, form)
