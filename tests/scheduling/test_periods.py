"""Requests come in, a search proposes, what is accepted goes into the grid."""

from datetime import time, timedelta

import pytest

from guanjia.conference.actions.sessions import cancel_event
from guanjia.conference.models import Block, Event, Intake
from guanjia.conference.rules.states import EventState, Secrecy
from guanjia.duties.public import plan_now
from guanjia.foundation.jobs.public import RunState
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.places.public import Closure, Slot, Style
from guanjia.scheduling.actions.accepting import accept, refuse
from guanjia.scheduling.actions.periods import move_period
from guanjia.scheduling.actions.requests import gather, settle_requests
from guanjia.scheduling.actions.searching import ask_for_places, runs_to_wake, search, stop_search
from guanjia.scheduling.models import Period, PeriodRun, Proposal, Request
from guanjia.scheduling.queries.axis import axis_of
from guanjia.scheduling.queries.task import task_of
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.states import Kind, PeriodState, ProposalState
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_hall, make_room
from tests.scheduling.periods import AT, FEW, THURSDAY, asked, meeting_in, period_of, searched

REGIME = "fiscal"


def take(cast: Cast, run: PeriodRun, *rows: Proposal) -> dict[str, int]:
    chosen = [row.pk for row in (rows or run.proposals.all())]
    return accept(run=run, proposal_ids=chosen, regime=REGIME, actor=cast.alice, at=AT)


def test_the_axis_knows_holidays_and_both_sides_of_every_edge(cast: Cast) -> None:
    axis = axis_of(period_of(cast, last_day=THURSDAY + timedelta(days=4)))
    assert [day.weekday() for day in axis.days] == [3, 4, 0] and axis.per_day == 20
    eight = NINE - timedelta(hours=1)
    assert axis.moment(0) == eight and axis.exact(NINE) == 2 and axis.exact(NINE + timedelta(minutes=1)) is None
    assert axis.exact(eight - timedelta(minutes=30)) is None and axis.exact(eight + timedelta(hours=10)) is None
    assert axis.moment(20) == eight + timedelta(days=1) and axis.exact(axis.moment(45)) == 45
    assert list(axis.touched(NINE, NINE + timedelta(minutes=31))) == [2, 3]
    assert list(axis.touched(NINE - timedelta(minutes=1), NINE + timedelta(minutes=30))) == [1, 2]
    assert axis.touched(eight + timedelta(days=2), eight + timedelta(days=3)) == range(40, 40)
    with pytest.raises(SchedulingRefused, match="working"):
        period_of(cast, first_day=THURSDAY + timedelta(days=2), last_day=THURSDAY + timedelta(days=3))


def test_nothing_runs_into_the_midday_pause_but_what_is_longer_than_half_a_day(cast: Cast) -> None:
    axis = axis_of(period_of(cast, pause_from=time(12), pause_until=time(13, 30)))
    assert axis.pause == (8, 11)
    two_hours = {grain for grain in axis.clear_of_pause(4) if grain < 20}
    assert {4, 11, 19} <= two_hours and not {5, 8, 10} & two_hours
    assert len(axis.clear_of_pause(9)) == 2 * 9 and len(axis.clear_of_pause(10)) == 2 * 20
    make_room(cast.site)
    period = period_of(cast, pause_from=time(12), pause_until=time(13, 30), last_day=THURSDAY)
    asked(cast, period, "上午会", minutes=240)
    asked(cast, period, "下午会", minutes=270)
    starts = set(searched(cast, period).proposals.values_list("starts_at", flat=True))
    assert starts == {NINE - timedelta(hours=1), NINE + timedelta(hours=4, minutes=30)}
    with pytest.raises(SchedulingRefused, match="pause"):
        period_of(cast, pause_from=time(12))


def test_the_year_plan_is_placed_and_accepted_and_nothing_is_doubled(cast: Cast) -> None:
    room = make_room(cast.site, name="301", setup_minutes=30, cleardown_minutes=30)
    period = period_of(cast)
    wish = {"wished_day": THURSDAY + timedelta(days=1), "wished_part": "morning", "required": ["局长"]}
    one, two = (asked(cast, period, name, **wish, minutes=240) for name in ("预算会", "总结会"))
    run = searched(cast, period)
    assert run.stage is RunState.DONE and run.cost["unplaced"] == 0
    lines = {line.request.title: line for line in run.proposals.select_related("request")}
    assert {line.kind for line in lines.values()} == {Kind.COME}
    assert sum(line.price for line in lines.values()) == run.cost["medium"] == 4, "one of them has its afternoon"
    assert take(cast, run) == {"accepted": 2, "lost": 0} == {"accepted": 2, "lost": 0}
    made = Event.objects.filter(site=cast.site)
    assert {event.title for event in made} == {"预算会", "总结会"}
    assert {event.stage for event in made} == {EventState.PREPARATION}
    assert Slot.objects.filter(room=room, holder_kind="conference.block").count() == 2
    take(cast, run)
    assert Event.objects.filter(site=cast.site).count() == 2, "accepted again it changes nothing"
    for row in (one, two):
        row.refresh_from_db()
        assert row.room == room and row.block is not None and row.block.starts_at == row.starts_at
    period.refresh_from_db()
    assert gather(period=period, actor=cast.alice, at=AT) == 0, "what it was made into is known already"
    assert period.requests.count() == 2 and not task_of(period, AT).left_out


def test_the_house_is_taken_in_without_the_controlled_and_waits_first(cast: Cast) -> None:
    room, other = make_room(cast.site), make_room(cast.site)
    stands = meeting_in(cast, room)
    homeless = meeting_in(cast, room)
    meeting_in(cast, other, secrecy=Secrecy.CONTROLLED)
    approved = make_event(cast.site, state=EventState.APPROVED, title="让室会")
    Intake.objects.create(
        site=cast.site, event=approved, segment="government", channel="phone", wished_from=NINE,
        wished_until=NINE + timedelta(hours=2),
    )  # fmt: skip
    period = period_of(cast)
    assert gather(period=period, actor=cast.alice, at=AT) == 3 and gather(period=period, actor=cast.alice, at=AT) == 0
    rows = {row.key: row for row in period.requests.all()}
    assert set(rows) == {f"B{stands.pk}", f"B{homeless.pk}", approved.ref}
    assert rows[f"B{stands.pk}"].room == room and rows[f"B{homeless.pk}"].room is None
    task = task_of(period, AT)
    assert [meeting.fixed is not None for meeting in task.period.meetings].count(True) == 1, "who has a room stays"
    run = searched(cast, period)
    assert take(cast, run)["lost"] == 0
    homeless.refresh_from_db()
    approved.refresh_from_db()
    assert homeless.placed and approved.stage is EventState.PREPARATION
    stands.refresh_from_db()
    assert (stands.room, stands.starts_at) == (room, NINE)


def test_what_may_move_moves_for_the_more_important_and_its_price_is_told(cast: Cast) -> None:
    room = make_room(cast.site)
    block = meeting_in(cast, room, -60, 600)
    period = period_of(cast, last_day=THURSDAY + timedelta(days=1))
    gather(period=period, actor=cast.alice, at=AT)
    high = asked(cast, period, "两会", minutes=600, priority=3, day_until=THURSDAY)
    run = searched(cast, period)
    assert run.proposals.get(request=high).kind == Kind.NONE, "what has a room is not driven out unasked"
    low = period.requests.get(block=block)
    settle_requests(period=period, shown=[low.pk], fixed=[], may_move=[low.pk], priorities={}, actor=cast.alice, at=AT)
    run = searched(cast, period)
    moved = run.proposals.get(request=low)
    assert moved.kind == Kind.MOVE and moved.prices == [{"code": "stay", "price": 12}]
    assert moved.starts_at == NINE + timedelta(days=1, hours=-1) and moved.was_starts_at == NINE - timedelta(hours=1)
    assert take(cast, run) == {"accepted": 2, "lost": 0}
    block.refresh_from_db()
    assert block.starts_at == moved.starts_at and Event.objects.get(title="两会").starts_at is not None


def test_two_that_change_places_do_so_together(cast: Cast) -> None:
    small, large = make_room(cast.site, styles={Style.THEATRE: 10}), make_room(cast.site, styles={Style.THEATRE: 50})
    one, two = meeting_in(cast, small, -60, 600, expected_count=40), meeting_in(cast, large, -60, 600, expected_count=5)
    period = period_of(cast, last_day=THURSDAY)
    gather(period=period, actor=cast.alice, at=AT)
    rows = list(period.requests.all())
    moving = [row.pk for row in rows]
    settle_requests(period=period, shown=moving, fixed=[], may_move=moving, priorities={}, actor=cast.alice, at=AT)
    run = searched(cast, period)
    assert {line.kind for line in run.proposals.all()} == {Kind.MOVE}
    assert take(cast, run) == {"accepted": 2, "lost": 0}
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.room, two.room) == (large, small)


def test_who_cannot_go_does_not_keep_others_from_changing_places(cast: Cast) -> None:
    small, large = make_room(cast.site, styles={Style.THEATRE: 10}), make_room(cast.site, styles={Style.THEATRE: 50})
    other, free = make_room(cast.site, styles={Style.THEATRE: 4}), make_room(cast.site, styles={Style.THEATRE: 90})
    one, two = meeting_in(cast, small, -60, 600, expected_count=40), meeting_in(cast, large, -60, 600, expected_count=5)
    third = meeting_in(cast, other, -60, 600, expected_count=85)
    period = period_of(cast, last_day=THURSDAY)
    gather(period=period, actor=cast.alice, at=AT)
    moving = [row.pk for row in period.requests.all()]
    settle_requests(period=period, shown=moving, fixed=[], may_move=moving, priorities={}, actor=cast.alice, at=AT)
    run = searched(cast, period)
    assert {line.kind for line in run.proposals.all()} == {Kind.MOVE}
    meeting_in(cast, free, 0, title="插队会")
    assert take(cast, run) == {"accepted": 2, "lost": 1}
    for block in (one, two, third):
        block.refresh_from_db()
    assert (one.room, two.room, third.room) == (large, small, other)
    assert "插队会" in run.proposals.get(state=ProposalState.LOST).outcome
    assert Slot.objects.filter(holder_kind="conference.block", holder_id=third.pk, room=other).exists()


def test_an_older_search_is_not_accepted_over_a_later_one(cast: Cast) -> None:
    make_room(cast.site)
    period = period_of(cast)
    asked(cast, period, "甲会")
    old, new = searched(cast, period), searched(cast, period)
    with pytest.raises(SchedulingRefused, match="later search"):
        take(cast, old)
    assert take(cast, new) == {"accepted": 1, "lost": 0}


def test_choices_of_another_page_stay(cast: Cast) -> None:
    rooms = [make_room(cast.site) for _n in range(2)]
    for room in rooms:
        meeting_in(cast, room)
    period = period_of(cast)
    gather(period=period, actor=cast.alice, at=AT)
    one, two = period.requests.order_by("pk")
    for row in (one, two):
        settle_requests(
            period=period, shown=[row.pk], fixed=[row.pk], may_move=[], priorities={row.pk: 3}, actor=cast.alice, at=AT
        )
    assert set(period.requests.values_list("fixed", "priority")) == {(True, 3)}


def test_a_meeting_that_was_called_off_keeps_no_room_in_the_next_search(cast: Cast) -> None:
    room = make_room(cast.site)
    block = meeting_in(cast, room, -60, 600)
    period = period_of(cast, last_day=THURSDAY)
    gather(period=period, actor=cast.alice, at=AT)
    row = asked(cast, period, "甲会", minutes=600)
    assert searched(cast, period).proposals.get(request=row).kind == Kind.NONE
    cancel_event(event=block.event, actor=cast.alice, at=AT, reason="取消")
    rev = Period.objects.get(pk=period.pk).rev
    assert gather(period=period, actor=cast.alice, at=AT) == 0 and Period.objects.get(pk=period.pk).rev == rev
    run = searched(cast, period)
    assert run.proposals.get().request == row and run.proposals.get().kind == Kind.COME


def test_a_room_taken_meanwhile_is_named_and_the_rest_goes_in(cast: Cast) -> None:
    room = make_room(cast.site, name="301", styles={Style.THEATRE: 40})
    make_room(cast.site, name="302", styles={Style.THEATRE: 20})
    period = period_of(cast, last_day=THURSDAY)
    asked(cast, period, "大会", heads=30, minutes=600)
    asked(cast, period, "小会", minutes=600)
    run = searched(cast, period)
    other = meeting_in(cast, room, 120, title="插队会")
    assert take(cast, run) == {"accepted": 1, "lost": 1}
    lost = run.proposals.get(state=ProposalState.LOST)
    assert lost.request.title == "大会" and other.event.title in lost.outcome and "301" in lost.outcome
    assert not Event.objects.filter(title="大会").exists() and Block.objects.filter(event__title="小会").exists()
    Slot.objects.filter(holder_id=other.pk).delete()
    other.delete()
    assert take(cast, run, lost) == {"accepted": 1, "lost": 0}, "once the room is free again it goes in"


def test_why_there_is_no_place(cast: Cast) -> None:
    room = make_room(cast.site, styles={Style.THEATRE: 30})
    Closure.objects.create(
        site=cast.site, room=room, starts_at=NINE - timedelta(hours=1), ends_at=NINE + timedelta(hours=7), reason="检修"
    ).spaces.set(room.spaces.all())
    period = period_of(cast, last_day=THURSDAY)
    reasons = {
        "size": asked(cast, period, "太多人", heads=31),
        "size2": asked(cast, period, "课桌", style=Style.CLASSROOM.value),
        "days": asked(cast, period, "周五", day_from=THURSDAY + timedelta(days=1)),
        "closed": asked(cast, period, "检修", minutes=180),
    }
    fits = asked(cast, period, "两小时")
    run = searched(cast, period)
    assert {key: run.proposals.get(request=row).reason for key, row in reasons.items()} == {
        "size": "size", "size2": "size", "days": "days", "closed": "closed",
    }  # fmt: skip
    assert run.proposals.get(request=fits).starts_at == NINE + timedelta(hours=7)


def test_a_whole_hall_and_its_parts_and_the_past_close_rooms(cast: Cast) -> None:
    whole, parts = make_hall(cast.site, parts=2)
    meeting_in(cast, whole, -60, 300)
    period = period_of(cast, last_day=THURSDAY)
    task = task_of(period, NINE + timedelta(hours=5))
    closed = {task.rooms[number].pk: len(hall.closed) for number, hall in enumerate(task.period.halls)}
    assert closed == {whole.pk: 12, parts[0].pk: 12, parts[1].pk: 12}
    again = task_of(period, AT)
    assert {len(hall.closed) for hall in again.period.halls} == {10}
    assert again.period.clashing[0] == {0, 1, 2} and again.period.clashing[1] == {0, 1}


def test_people_are_known_by_name_and_those_who_are_torn_cost_a_grain_each(cast: Cast) -> None:
    make_room(cast.site), make_room(cast.site)
    period = period_of(cast, last_day=THURSDAY)
    asked(cast, period, "甲会", minutes=600, required=["王局长"])
    asked(cast, period, "乙会", minutes=60, required=["李局长"], preferred=["王局长"])
    run = searched(cast, period)
    line = run.proposals.get(request__title="乙会")
    assert line.prices == [{"code": "person", "price": 2, "name": "王局长", "other": "甲会"}] and line.price == 2


def test_one_search_at_a_time_stopped_woken_and_stale(cast: Cast) -> None:
    make_room(cast.site)
    period = period_of(cast)
    with pytest.raises(SchedulingRefused, match="Nothing here"):
        ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)
    asked(cast, period, "甲会")
    run = ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)
    with pytest.raises(SchedulingRefused, match="running already"):
        ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)
    assert runs_to_wake() == [run.pk]
    asked(cast, period, "乙会")
    assert search(run.pk, effort=FEW) and not search(run.pk, effort=FEW)
    run.refresh_from_db()
    assert run.stage is RunState.FAILED and "search again" in run.message and not run.proposals.exists()
    again = ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)
    stop_search(period=period, actor=cast.alice, at=AT)
    assert not search(again.pk, effort=FEW) and runs_to_wake() == []


def test_refused_closed_and_bad_input(cast: Cast) -> None:
    make_room(cast.site)
    period = period_of(cast)
    row = asked(cast, period, "甲会")
    with pytest.raises(SchedulingRefused, match="no place that could be kept"):
        settle_requests(
            period=period, shown=[row.pk], fixed=[row.pk], may_move=[], priorities={}, actor=cast.alice, at=AT
        )
    with pytest.raises(SecretRefused):
        asked(cast, period, "【机密】会议")
    run = searched(cast, period)
    with pytest.raises(SchedulingRefused, match="Choose"):
        accept(run=run, proposal_ids=[], regime=REGIME, actor=cast.alice, at=AT)
    late = accept(
        run=run, proposal_ids=[run.proposals.get().pk], regime=REGIME, actor=cast.alice, at=NINE + timedelta(days=9)
    )
    assert late == {"accepted": 0, "lost": 1} and "passed" in run.proposals.get().outcome
    assert refuse(run=run, proposal_ids=[run.proposals.get().pk], actor=cast.alice, at=AT) == 1
    move_period(period=period, to=PeriodState.CLOSED, actor=cast.alice, at=AT)
    with pytest.raises(SchedulingRefused, match="closed"):
        ask_for_places(period=period, seconds=5, actor=cast.alice, at=AT)


def test_proposals_are_owed_a_decision(cast: Cast) -> None:
    make_room(cast.site)
    period = period_of(cast)
    asked(cast, period, "甲会")
    run = searched(cast, period)
    plan_now("scheduling.period", [period.pk], at=AT)
    from guanjia.duties.models import Duty  # noqa: PLC0415

    duty = Duty.objects.get(standard_code="scheduling.period.decided", subject_id=period.pk)
    assert duty.due_at == Period.objects.get(pk=period.pk).proposed_at + timedelta(days=2)
    take(cast, run)
    plan_now("scheduling.period", [period.pk], at=AT)
    duty.refresh_from_db()
    assert duty.state == "on_time"
    assert Request.objects.get(period=period).event is not None
