"""A meeting goes through its agenda: items begin and end, the course is known, a proposal is accepted and everything follows."""

from datetime import timedelta

import pytest

from guanjia.agenda.actions.planning import make_agenda, set_items
from guanjia.agenda.actions.replanning import accept_offer
from guanjia.agenda.actions.running import finish_item, leave_out, start_item, take_back
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.queries.offers import offer_of, read_offer
from guanjia.agenda.queries.programme import programme_rows
from guanjia.agenda.queries.reading import agenda_of, current_item, hard_end, items_of
from guanjia.agenda.queries.running import course_of, proposals_of
from guanjia.agenda.rules.draft import ItemDraft
from guanjia.agenda.rules.proposals import Proposal, Way
from guanjia.agenda.rules.refusals import AgendaRefused, AgendaStale
from guanjia.agenda.rules.states import AgendaState, ItemState, Kind
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.blocks import end_block
from guanjia.conference.actions.guests import Draft, add_guests, send_substitute
from guanjia.conference.actions.sessions import move_session
from guanjia.conference.actions.tea_breaks import move_break
from guanjia.conference.models import Block, ServiceNote, Session
from guanjia.conference.rules.refusals import Refused
from guanjia.duties.public import Duty, DutyState, plan_now, tick
from guanjia.foundation.events.public import relay
from guanjia.foundation.live.public import version
from guanjia.foundation.messages.models import Message, Notice
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.kernel.states import MoveRefused
from tests.agenda.meetings import BEFORE, DRAFTS, agenda_for, at, item, meeting, run
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db


def begun(cast: Cast, *until: tuple[str, int], drafts: object = DRAFTS) -> Agenda:
    """An agenda whose items began at these minutes."""
    agenda = agenda_for(cast, drafts=drafts)
    run(agenda.block)
    for title, minute in until:
        start_item(item=item(agenda, title), actor=cast.lin, at=at(minute))
    return Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)


def way(agenda: Agenda, minute: int, wanted: Way, more: int = 0) -> tuple[Proposal, object]:
    course = course_of(agenda, at(minute), more=more)
    found = next(each for each in proposals_of(course) if each.way is wanted)
    return found, offer_of(course, found)


def test_the_course_says_how_late_it_is_and_when_it_ends(cast: Cast) -> None:
    agenda = begun(cast, ("开场致辞", 0), ("工作报告", 12))
    on_time = course_of(agenda, at(41))
    assert (on_time.late, on_time.over, on_time.ends) == (2, -60, 152)
    late = course_of(agenda, at(52))
    assert (late.over, late.late, late.now.title, late.next.title) == (600, 12, "工作报告", "经验交流")
    assert late.ends == 162 and course_of(agenda, at(52), more=5).late == 17
    assert current_item(agenda.block, at(52)).title == "工作报告" and current_item(agenda.block, at(5)) is None


def test_an_item_begins_and_ends_once(cast: Cast) -> None:
    agenda = agenda_for(cast)
    with pytest.raises(AgendaRefused):
        start_item(item=item(agenda, "开场致辞"), actor=cast.lin, at=at(0))
    run(agenda.block)
    first = start_item(item=item(agenda, "开场致辞"), actor=cast.lin, at=at(1))
    assert start_item(item=first, actor=cast.bob, at=at(3)).started_at == at(1)
    start_item(item=item(agenda, "工作报告"), actor=cast.lin, at=at(12))
    assert item(agenda, "开场致辞").ended_at == at(12), "what runs is over when the next begins"
    done = finish_item(item=item(agenda, "工作报告"), actor=cast.lin, at=at(40), happened_at=at(38))
    assert done.ended_at == at(38) and finish_item(item=done, actor=cast.lin, at=at(50)).ended_at == at(38)
    with pytest.raises(AgendaRefused):
        start_item(item=item(agenda, "经验交流"), actor=cast.lin, at=at(41), happened_at=at(37))
    with pytest.raises(AgendaRefused):
        start_item(item=item(agenda, "经验交流"), actor=cast.lin, at=at(41), happened_at=at(42))
    with pytest.raises(MoveRefused):
        start_item(item=done, actor=cast.lin, at=at(41)) if done.state == "planned" else finish_item(
            item=item(agenda, "经验交流"), actor=cast.lin, at=at(41)
        )
    assert take_back(item=done, actor=cast.lin, at=at(42)).ended_at is None
    with pytest.raises(MoveRefused):
        take_back(item=item(agenda, "开场致辞"), actor=cast.lin, at=at(42))


def test_key_items_close_the_doors_while_they_run(cast: Cast) -> None:
    agenda = begun(
        cast, drafts=(ItemDraft("表决", 10, Kind.VOTE, freeze_doors=True), ItemDraft("总结", 10, Kind.CLOSING))
    )
    Session.objects.filter(block=agenda.block).update(state="running")
    start_item(item=item(agenda, "表决"), actor=cast.lin, at=at(1))
    assert Session.objects.get(block=agenda.block).freeze_doors
    start_item(item=item(agenda, "总结"), actor=cast.lin, at=at(9))
    assert not Session.objects.get(block=agenda.block).freeze_doors


def test_accepting_moves_breaks_duties_messages_and_screens(cast: Cast) -> None:
    block = meeting(cast)
    add_guests(event=block.event, drafts=[Draft("李主任", email="li@example.org")], actor=cast.alice, at=BEFORE)
    agenda = agenda_for(cast, block, drafts=(*DRAFTS[:6], ItemDraft("工作午餐", 10, Kind.MEAL)))
    assert (
        block.event.guests.get().name == "李主任"
        and item(agenda, "经验交流").people.get(guest__name="李主任").name == ""
    )
    run(block)
    for title, minute in (("开场致辞", 0), ("工作报告", 12)):
        start_item(item=item(agenda, title), actor=cast.lin, at=at(minute))
    plan_now("conference.block", [block.pk], at=at(40))
    ready = Duty.objects.get(subject_id=block.pk, standard_code="conference.break.ready", state=DutyState.OPEN)
    assert ready.due_at == at(65), "five minutes before the agenda's own break at 10:10"
    agenda = Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)
    Block.objects.filter(pk=block.pk).update(leaders_seated_at=at(50))
    plan_now("conference.block", [block.pk], at=at(50))
    refill = Duty.objects.get(subject_id=block.pk, standard_code="conference.refill", state=DutyState.OPEN)
    assert refill.due_at == at(110), "not at 10:10, while everybody is at the tea break, but twenty minutes after it"
    proposal, offer = way(agenda, 50, Way.SHORTEN)
    before = version(f"event:{agenda.event_id}:agenda")
    accept_offer(agenda=agenda, offer=read_offer(offer.token()), actor=cast.lin, at=at(50))
    assert version(f"event:{agenda.event_id}:agenda") > before
    placed = {each.id: each for each in proposal.outcome.placed}
    tea = item(agenda, "茶歇")
    assert (tea.begins, tea.minutes) == (placed[tea.pk].begins, placed[tea.pk].minutes) != (70, 20)
    assert item(agenda, "专家报告").begins == 90, "the guest's time is kept"
    plan_now("conference.block", [block.pk], at=at(50))
    ready.refresh_from_db()
    refill.refresh_from_db()
    assert ready.due_at == at(tea.begins - 5) and refill.due_at == at(70) < tea.planned_at, "the break is later now"
    told = Message.objects.get(template="agenda.moved")
    assert told.person_id == block.event.guests.get().person_id and "09:40 → 09:50" in told.title
    assert course_of(agenda, at(50)).late == 0 and proposals_of(course_of(agenda, at(50))) == []
    meal_follows(cast, agenda)


def meal_follows(cast: Cast, agenda: Agenda) -> None:
    """The guest, who came at her time, speaks a quarter of an hour too long: the meal and what the kitchen owes go with the rest."""
    for title, minute in (("经验交流", 50), ("茶歇", 72), ("专家报告", 90)):
        start_item(item=item(agenda, title), actor=cast.lin, at=at(minute))
    meal = item(agenda, "工作午餐")
    plan_now("agenda.item", [meal.pk], at=at(100))
    owed = Duty.objects.get(subject_id=meal.pk, standard_code="agenda.meal.ready", state=DutyState.OPEN)
    assert owed.due_at == at(meal.begins - 15)
    fresh = Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)
    _proposal, offer = way(fresh, 135, Way.LATER)
    accept_offer(agenda=fresh, offer=offer, actor=cast.lin, at=at(135))
    later = item(agenda, "工作午餐")
    plan_now("agenda.item", [meal.pk], at=at(135))
    owed.refresh_from_db()
    assert later.begins > meal.begins and owed.due_at == at(later.begins - 15)


def test_whoever_stands_in_is_told_and_named_in_place_of_the_speaker(cast: Cast) -> None:
    block = meeting(cast)
    add_guests(event=block.event, drafts=[Draft("李主任", email="li@example.org")], actor=cast.alice, at=BEFORE)
    agenda = agenda_for(cast, block)
    instead = send_substitute(
        guest=block.event.guests.get(), draft=Draft("孙副主任", email="sun@example.org"), actor=cast.alice, at=BEFORE
    )
    run(block)
    for title, minute in (("开场致辞", 0), ("工作报告", 12)):
        start_item(item=item(agenda, title), actor=cast.lin, at=at(minute))
    agenda = Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)
    talk = next(each for each in items_of(agenda) if each.title == "经验交流")
    assert "孙副主任" in [str(row) for row in talk.people.all()]
    assert [row.item.title for row in programme_rows(block.event, instead) if row.mine] == ["经验交流"]
    accept_offer(agenda=agenda, offer=way(agenda, 50, Way.SHORTEN)[1], actor=cast.lin, at=at(50))
    assert Message.objects.get(template="agenda.moved").person_id == instead.person_id


def test_the_later_end_takes_the_room_and_never_from_others(cast: Cast) -> None:
    agenda = begun(
        cast,
        ("自由交流", 145),
        drafts=(ItemDraft("自由交流", 20, Kind.FREE, begins=120), ItemDraft("总结", 10, Kind.CLOSING)),
    )
    other = make_event(cast.site)
    make_sitting(other, agenda.block.room, 180, 60)
    arrange_blocks(event=other, actor=cast.alice, at=BEFORE)
    assert hard_end(agenda.block) == at(180)
    _proposal, offer = way(agenda, 165, Way.LATER)
    accept_offer(agenda=agenda, offer=offer, actor=cast.lin, at=at(165))
    assert Block.objects.get(pk=agenda.block_id).ends_at == at(175)
    assert Session.objects.get(block=agenda.block).ends_at == at(175)
    agenda = Agenda.objects.select_related("site", "event__site", "block__room", "block__site").get(pk=agenda.pk)
    assert proposals_of(course_of(agenda, at(171))) == [], "nothing fits before the others"


def test_the_second_of_two_proposals_is_refused(cast: Cast) -> None:
    agenda = begun(cast, ("开场致辞", 0), ("工作报告", 12))
    course = course_of(agenda, at(50))
    one, two = (offer_of(course, each) for each in proposals_of(course)[:2])
    accept_offer(agenda=agenda, offer=one, actor=cast.lin, at=at(50))
    with pytest.raises(AgendaStale):
        accept_offer(agenda=agenda, offer=two, actor=cast.alice, at=at(50))
    with pytest.raises(AgendaStale):
        read_offer(one.token()[:-2] + "xx")
    other = agenda_for(cast)
    with pytest.raises(AgendaStale):
        accept_offer(agenda=other, offer=one, actor=cast.lin, at=at(50))


def test_an_overrun_is_told_once_and_only_while_it_lasts(cast: Cast) -> None:
    agenda = begun(cast, ("开场致辞", 0))
    make_entry(make_post(cast.site, "conference.leader"), cast.lin, at(-60), at(300))
    plan_now("agenda.item", [item(agenda, "开场致辞").pk], at=at(0))
    tick(now=at(11), site=cast.site)
    assert not Notice.objects.filter(template="agenda.over").exists()
    tick(now=at(12), site=cast.site)
    tick(now=at(13), site=cast.site)
    assert Notice.objects.get(template="agenda.over").user == cast.lin
    assert ServiceNote.objects.get(block=agenda.block, kind="overrun").words == "+2"


def test_the_agenda_ends_with_the_meeting(cast: Cast) -> None:
    agenda = begun(cast, ("开场致辞", 0), ("工作报告", 12))
    end_block(block_id=agenda.block_id, actor=cast.lin, at=at(45))
    relay(now=at(45))
    states = dict(AgendaItem.objects.filter(agenda=agenda).values_list("title", "state"))
    assert states["工作报告"] == "done" and item(agenda, "工作报告").ended_at == at(45)
    assert {state for title, state in states.items() if title not in {"开场致辞", "工作报告"}} == {"dropped"}
    relay(now=at(46))
    assert course_of(agenda, at(46)).finished


def test_editing_keeps_history_and_asks_for_confirmation_again(cast: Cast) -> None:
    agenda = begun(cast, ("开场致辞", 0), ("工作报告", 12))
    rows = [ItemDraft(each.title, 5, id=each.pk) for each in items_of(agenda)[:3]]
    with pytest.raises(AgendaStale):
        set_items(agenda=agenda, drafts=rows, rev=1, actor=cast.alice, at=at(20))
    fresh = set_items(
        agenda=agenda,
        drafts=[*rows[:2], ItemDraft("讨论", 20, Kind.DISCUSSION, begins=50)],
        rev=agenda.rev,
        actor=cast.alice,
        at=at(20),
    )
    assert fresh.stage is AgendaState.CHANGED and item(agenda, "工作报告").minutes == 30
    assert [each.title for each in items_of(agenda)] == ["开场致辞", "工作报告", "讨论"]
    gone = leave_out(item=item(agenda, "讨论"), actor=cast.lin, at=at(30))
    assert (
        gone.stage is ItemState.DROPPED and leave_out(item=gone, actor=cast.lin, at=at(31)).stage is ItemState.PLANNED
    )
    with pytest.raises(MoveRefused):
        leave_out(item=item(agenda, "工作报告"), actor=cast.lin, at=at(31))


def test_the_breaks_of_the_agenda_are_the_crews_and_move_with_the_meeting(cast: Cast) -> None:
    agenda = agenda_for(cast)
    plan_now("conference.block", [agenda.block_id], at=BEFORE)
    cleared = Duty.objects.get(subject_id=agenda.block_id, standard_code="conference.break.cleared")
    assert cleared.due_at == at(95)
    with pytest.raises(Refused):
        move_break(block=agenda.block, number=1, to=at(80), actor=cast.lin, at=BEFORE)
    session = Session.objects.get(block=agenda.block)
    move_session(
        session_id=session.pk, room_id=session.room_id, starts_at=at(60), ends_at=at(210), actor=cast.alice, at=BEFORE
    )
    plan_now("conference.block", [agenda.block_id], at=BEFORE)
    cleared.refresh_from_db()
    assert cleared.due_at == at(155) and agenda_of(agenda.event)[3].planned_at == at(130)


@pytest.mark.parametrize(
    ("drafts", "field"),
    [
        ((), ""),
        ((ItemDraft("一", 10), ItemDraft("二", 10, begins=9)), "begins"),
        ((ItemDraft("一", 151),), "minutes"),
        ((ItemDraft(" ", 10),), "title"),
        ((ItemDraft("一", 10, shortest=11),), "shortest"),
        ((ItemDraft("茶", 20, Kind.BREAK, shortest=14),), "shortest"),
        ((ItemDraft("一", 10, fixed=True, optional=True),), "optional"),
        (tuple(ItemDraft("茶", 15, Kind.BREAK) for _ in range(4)), "kind"),
    ],
)
def test_what_cannot_be_an_agenda_is_refused_by_name(cast: Cast, drafts: tuple[ItemDraft, ...], field: str) -> None:
    with pytest.raises(AgendaRefused) as refused:
        make_agenda(block=meeting(cast), drafts=drafts, actor=cast.alice, at=BEFORE)
    assert refused.value.field == field and not AgendaItem.objects.exists()


def test_an_agenda_that_just_fits_is_taken_and_a_controlled_meeting_has_none(cast: Cast) -> None:
    agenda = agenda_for(cast, drafts=(ItemDraft("一", 150),), confirm=False)
    with pytest.raises(AgendaRefused):
        make_agenda(block=agenda.block, drafts=DRAFTS, actor=cast.alice, at=BEFORE)
    with pytest.raises(SecretRefused):
        make_agenda(block=meeting(cast), drafts=(ItemDraft("机密★事项", 10),), actor=cast.alice, at=BEFORE)
    shut = meeting(cast, secrecy="controlled")
    with pytest.raises(AgendaRefused):
        make_agenda(block=shut, drafts=DRAFTS, actor=cast.alice, at=BEFORE)
    assert agenda_of(shut.event) == [] and NINE + timedelta() == at(0)
