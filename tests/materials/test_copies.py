"""Numbered copies: handed to the right person only, recalled each one, destroyed by two; a missing one holds the close."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext

from guanjia.conference.actions.holding import require_all
from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.duties.public import Duty, GateClosed, plan_now
from guanjia.foundation.files.public import content_of
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.subjects.public import changed
from guanjia.materials.actions.destroying import begin_destruction, sign_destruction
from guanjia.materials.actions.handing import follow_guest, hand_copy, hand_set, lay_out, reassign
from guanjia.materials.actions.printing import new_version, pack_paper
from guanjia.materials.actions.recalling import approve_incident, finish_recall, report_missing, take_back
from guanjia.materials.models import Copy, HandOut, Incident, Paper
from guanjia.materials.queries.papers import destruction_data, label_data, lines_of, recall_data, record_data
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import PAPER, CopyState, IncidentState, Method, PaperState
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.materials.papers import AT, copy, guest, listed, meeting, printed, with_room

pytestmark = pytest.mark.django_db
END = NINE + timedelta(hours=2)


def test_a_copy_goes_to_the_person_whose_number_it_is(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    with pytest.raises(PaperRefused) as refused:
        hand_copy(copy=copy(paper, 1), guest=guest(event, "钱二"), actor=cast.bob, at=NINE)
    assert "赵一" in str(refused.value) and "钱二" in str(refused.value)
    assert not HandOut.objects.exists() and copy(paper, 1).stage is CopyState.KEPT
    hand_copy(copy=copy(paper, 1), guest=guest(event, "赵一"), actor=cast.bob, at=NINE)
    row = HandOut.objects.get()
    assert (row.guest.name, row.copy.serial, row.given_by, row.given_at) == ("赵一", 1, cast.bob, NINE)
    paper.refresh_from_db()
    assert paper.stage is PaperState.OUT
    with pytest.raises(PaperRefused) as twice:
        hand_copy(copy=copy(paper, 1), guest=guest(event, "赵一"), actor=cast.bob, at=NINE)
    assert "赵一" in str(twice.value)


def test_a_spare_is_for_somebody_without_a_number(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    with pytest.raises(PaperRefused) as own:
        hand_copy(copy=copy(paper, 6), guest=guest(event, "钱二"), actor=cast.bob, at=NINE)
    assert copy(paper, 2).number in str(own.value)
    late = Guest.objects.create(site=cast.site, event=event, name="吴六", state=GuestState.CONFIRMED)
    assert hand_copy(copy=copy(paper, 6), guest=late, actor=cast.bob, at=NINE).holder == late
    with pytest.raises(PaperRefused):
        hand_copy(copy=copy(paper, 2), guest=late, actor=cast.bob, at=NINE)
    stranger = guest(meeting(cast, "外人"), "外人")
    with pytest.raises(PaperRefused):
        hand_copy(copy=copy(paper, 3), guest=stranger, actor=cast.bob, at=NINE)


def test_who_does_not_come_leaves_a_copy_to_the_substitute(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    gone, other = guest(event, "赵一"), guest(event, "钱二")
    heir = Guest.objects.create(
        site=cast.site, event=event, name="赵代", stands_in_for=gone, state=GuestState.CONFIRMED
    )
    gone.state = GuestState.REPLACED
    gone.save(update_fields=["state"])
    other.state = GuestState.EXCUSED
    other.save(update_fields=["state"])
    assert follow_guest(guest=gone, actor=None, at=AT) == 1 and follow_guest(guest=other, actor=None, at=AT) == 1
    assert copy(paper, 1).meant_for == heir and copy(paper, 2).meant_for is None
    with pytest.raises(PaperRefused):
        reassign(copy=copy(paper, 3), guest=None, reason="", actor=cast.alice, at=AT)
    with pytest.raises(PaperRefused):
        reassign(copy=copy(paper, 3), guest=other, reason="x", actor=cast.alice, at=AT)


def test_an_old_version_is_not_handed_out(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event)
    hand_copy(copy=copy(paper, 1), guest=guest(event, "赵一"), actor=cast.bob, at=AT)
    paper.refresh_from_db()
    new_version(paper=paper, reason="更正", actor=cast.alice, at=AT)
    with pytest.raises(PaperRefused) as refused:
        hand_copy(copy=copy(paper, 2), guest=guest(event, "钱二"), actor=cast.bob, at=NINE)
    assert "2" in str(refused.value)
    assert take_back(copy=copy(paper, 1), actor=cast.bob, at=NINE).stage is CopyState.BACK, "the old one comes back"


def test_one_tap_gives_the_whole_ordinary_set_with_a_record_each(cast: Cast) -> None:
    event = meeting(cast)
    agenda = printed(cast, event, title="议程", kind="agenda", internal=False)
    guide = printed(cast, event, title="参会指南", kind="guide", internal=False)
    laid = printed(cast, event, title="宣传册", kind="brochure", internal=False, packing="laid")
    numbered = printed(cast, event, title="方案")
    given = hand_set(event=event, guest=guest(event, "赵一"), actor=cast.rita, at=NINE)
    assert [each.pk for each in given] == [agenda.pk, guide.pk]
    assert hand_set(event=event, guest=guest(event, "赵一"), actor=cast.rita, at=NINE) == []
    assert lay_out(paper=laid, actor=cast.bob, at=NINE) == 5 and lay_out(paper=laid, actor=cast.bob, at=NINE) == 0
    with pytest.raises(PaperRefused):
        lay_out(paper=numbered, actor=cast.bob, at=NINE)
    with pytest.raises(PaperRefused):
        pack_paper(paper=laid, actor=cast.bob, at=NINE)
    lines = record_data(event, NINE)["sections"][0]["rows"]
    assert len(lines) == 7 and {"赵一", "议程"} <= set(lines[0])
    assert {line.paper.title: line.given for line in lines_of(event)} == {
        "议程": 1,
        "参会指南": 1,
        "宣传册": 5,
        "方案": 0,
    }


def test_no_more_is_handed_out_than_was_made(cast: Cast) -> None:
    event = meeting(cast)
    printed(cast, event, count=1, title="议程", internal=False)
    hand_set(event=event, guest=guest(event, "赵一"), actor=cast.rita, at=NINE)
    with pytest.raises(PaperRefused):
        hand_set(event=event, guest=guest(event, "钱二"), actor=cast.rita, at=NINE)
    Guest.objects.filter(event=event, name="孙三").update(state=GuestState.EXCUSED)
    with pytest.raises(PaperRefused):
        hand_set(event=event, guest=guest(event, "孙三"), actor=cast.rita, at=NINE)


def _held(cast: Cast) -> tuple[Event, Paper]:
    """An internal meeting that has ended, with copies 1 and 2 out."""
    event = meeting(cast, ended_at=END, state="ended")
    block = with_room(cast, event)
    block.ended_at = END
    block.save(update_fields=["ended_at"])
    paper = printed(cast, event, block=block)
    for serial, name in ((1, "赵一"), (2, "钱二")):
        hand_copy(copy=copy(paper, serial), guest=guest(event, name), actor=cast.bob, at=NINE)
    paper.refresh_from_db()
    changed(PAPER, [paper.pk], site=cast.site, at=END)
    return event, paper


def test_the_meeting_cannot_close_nor_the_room_be_restored_while_a_copy_is_missing(cast: Cast) -> None:
    event, paper = _held(cast)
    for kind, pk, move in (("conference.event", event.pk, "close"), ("conference.block", paper.block_id, "restore")):
        with pytest.raises(GateClosed) as closed:
            require_all(kind, pk, move, at=END)
        assert "工作方案 v1" in str(closed.value)
    duty = Duty.objects.get(standard_code="materials.recalled")
    assert duty.due_at == END + timedelta(minutes=30)
    with pytest.raises(PaperRefused) as refused:
        finish_recall(paper=paper, spares=4, actor=cast.bob, at=END)
    assert "赵一" in str(refused.value) and "钱二" in str(refused.value) and copy(paper, 1).number in str(refused.value)
    for serial in (1, 2):
        take_back(copy=copy(paper, serial), actor=cast.bob, at=END)
    with pytest.raises(PaperRefused) as counted:
        finish_recall(paper=paper, spares=3, actor=cast.bob, at=END)
    assert counted.value.field == "spares"
    finish_recall(paper=paper, spares=4, actor=cast.bob, at=END)
    require_all("conference.event", event.pk, "close", at=END)
    require_all("conference.block", paper.block_id, "restore", at=END)
    with pytest.raises(GateClosed):
        require_all("conference.event", event.pk, "archive", at=END)


def test_a_missing_copy_is_an_incident_that_two_others_approve(cast: Cast) -> None:
    event, paper = _held(cast)
    take_back(copy=copy(paper, 1), actor=cast.bob, at=END)
    with pytest.raises(PaperRefused):
        report_missing(copy=copy(paper, 2), searched=" ", reported_to="安保组长", actor=cast.bob, at=END)
    with pytest.raises(SecretRefused):
        report_missing(copy=copy(paper, 2), searched="机密★文件", reported_to="安保组长", actor=cast.bob, at=END)
    incident = report_missing(
        copy=copy(paper, 2), searched="会场、座位、复印点", reported_to="安保组长", actor=cast.lin, at=END
    )
    plan_now(PAPER, [paper.pk], at=END)
    assert Duty.objects.filter(standard_code="materials.copy.missing", post_code="security").exists()
    with pytest.raises(PaperRefused):
        finish_recall(paper=paper, spares=4, actor=cast.bob, at=END)
    with pytest.raises(PaperRefused):
        approve_incident(incident=incident, actor=cast.lin, at=END)
    approve_incident(incident=incident, actor=cast.alice, at=END)
    with pytest.raises(PaperRefused):
        approve_incident(incident=incident, actor=cast.alice, at=END)
    assert copy(paper, 2).stage is CopyState.MISSING
    approve_incident(incident=incident, actor=cast.mei, at=END)
    assert copy(paper, 2).stage is CopyState.LOST and incident.stage is IncidentState.APPROVED
    paper.refresh_from_db()
    finish_recall(paper=paper, spares=4, actor=cast.bob, at=END)
    told = {
        "event": event,
        "papers": [paper],
        "method": Method.SHREDDED,
        "place": "碎纸间",
        "actor": cast.lin,
        "at": END,
    }
    paper.refresh_from_db()
    sign_destruction(made=begin_destruction(**told), actor=cast.bob, at=END)
    paper.refresh_from_db()
    take_back(copy=copy(paper, 2), actor=cast.bob, at=END + timedelta(days=1))
    assert Incident.objects.get().stage is IncidentState.FOUND and copy(paper, 2).stage is CopyState.BACK
    assert [row[2] for row in recall_data(paper, END)["sections"][0]["rows"]].count(gettext(CopyState.BACK.label)) == 1
    sign_destruction(made=begin_destruction(**told), actor=cast.bob, at=END)
    assert copy(paper, 2).stage is CopyState.DESTROYED, "what turned up later has its own report"


def test_destruction_is_signed_by_two_and_leaves_a_report(cast: Cast) -> None:
    event, paper = _held(cast)
    told = {"event": event, "method": Method.SHREDDED, "actor": cast.lin, "at": END}
    with pytest.raises(PaperRefused):
        begin_destruction(papers=[paper], place="保密室", **told)
    for serial in (1, 2):
        take_back(copy=copy(paper, serial), actor=cast.bob, at=END)
    finish_recall(paper=paper, spares=4, actor=cast.bob, at=END)
    paper.refresh_from_db()
    for papers, place in (([], "碎纸间"), ([paper], " ")):
        with pytest.raises(PaperRefused):
            begin_destruction(papers=papers, place=place, **told)
    made = begin_destruction(papers=[paper], place="碎纸间", **told)
    assert made.number == "XH-20260305-0001" and made.copies.count() == 6
    with pytest.raises(PaperRefused):
        begin_destruction(papers=[paper], place="碎纸间", **told)
    with pytest.raises(PaperRefused):
        sign_destruction(made=made, actor=cast.lin, at=END)
    assert not paper.copies.filter(state=CopyState.DESTROYED).exists()
    sign_destruction(made=made, actor=cast.bob, at=END)
    paper.refresh_from_db()
    assert paper.stage is PaperState.DESTROYED
    assert set(paper.copies.values_list("state", flat=True)) == {"destroyed"}
    assert content_of(made.report)[:4] == b"%PDF"
    told_data = destruction_data(made)
    assert all(each.number in told_data["sections"][0]["text"] for each in Copy.objects.filter(paper=paper))
    assert [fact[1].split()[0] for fact in told_data["facts"][3:]] == ["Lin", "Bob"]
    require_all("conference.event", event.pk, "archive", at=END)


def test_labels_go_by_seat_and_show_no_title_of_an_internal_paper(cast: Cast) -> None:
    event = meeting(cast)
    paper = printed(cast, event, packing="seat")
    labels = label_data(paper)["labels"]
    assert [each["title"] for each in labels[:2]] == ["赵一", "钱二"] and copy(paper, 1).number in labels[0]["code"]
    assert len(labels) == 6 and "工作方案" not in str([each["lines"] for each in labels])
    other = listed(cast, event, title="议程", internal=False)
    assert "议程 v1" in label_data(other)["labels"][0]["lines"]
