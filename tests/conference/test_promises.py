"""What the shipped conference standards promise, seen in the duties that come of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.blocks import end_block, mark_ready, restore_block, seat_leaders, start_block
from guanjia.conference.actions.shifting import shift_block
from guanjia.conference.actions.site import watch_site
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import Regime
from guanjia.duties.public import Duty, DutyState, GateClosed, plan_dirty, submit_evidence
from guanjia.standards.public import effective
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.factories.posts import make_entry, make_post

pytestmark = pytest.mark.django_db
WEEK_BEFORE = NINE - timedelta(days=8)


def a_block(cast: Cast, start: float = 0, length: float = 120, **event: object) -> Block:
    made = make_event(cast.site, **event)
    make_sitting(made, make_room(cast.site), start, length)
    arrange_blocks(event=made, actor=cast.alice, at=WEEK_BEFORE)
    plan_dirty(now=WEEK_BEFORE)
    return Block.objects.get(event=made)


def due(code: str) -> list[float]:
    """Minutes from NINE at which the duties of the standard fall due."""
    rows = Duty.objects.filter(standard_code=code).exclude(state=DutyState.WITHDRAWN).order_by("due_at")
    return [(row.due_at - NINE) / timedelta(minutes=1) for row in rows]


@pytest.mark.parametrize(
    ("code", "minutes", "post"),
    [
        ("conference.check.level1", -120, "conference.leader"),
        ("conference.check.level2", -60, "environment.supervisor"),
        ("conference.check.level3", -30, "hotline"),
        ("conference.prepare.room", -30, "conference.attendant"),
        ("conference.prepare.frontdesk", -30, "frontdesk"),
        ("conference.greeters", -45, "conference.greeter"),
        ("conference.fire.room", -30, "fire.checker"),
        ("conference.fire.zone", -60, "fire.checker"),
    ],
)
def test_promise_falls_due(cast: Cast, code: str, minutes: float, post: str) -> None:
    a_block(cast)
    assert due(code) == [minutes]
    assert Duty.objects.get(standard_code=code).post_code == post


@pytest.mark.parametrize(
    ("code", "days", "large", "regime"),
    [
        ("conference.materials.list", -3, False, Regime.COMMERCIAL),
        ("conference.joint_meeting", -3, True, Regime.COMMERCIAL),
        ("conference.supplier_meeting", -5, True, Regime.COMMERCIAL),
        ("conference.fire.training", -1, True, Regime.COMMERCIAL),
        ("conference.onsite_rehearsal", -0.5, True, Regime.FISCAL),
    ],
)
def test_promise_of_the_days_before(cast: Cast, code: str, days: float, large: bool, regime: Regime) -> None:
    a_block(cast, large=large, regime=regime)
    assert due(code) == [days * 24 * 60]


@pytest.mark.parametrize(
    "code", ["conference.joint_meeting", "conference.supplier_meeting", "conference.fire.training"]
)
def test_a_small_meeting_needs_no_meeting_before(cast: Cast, code: str) -> None:
    a_block(cast, large=False)
    assert due(code) == []


def test_three_levels_follow_each_other_by_other_people(cast: Cast) -> None:
    found = {code: standard for code, (standard, _version) in effective(cast.site).items()}
    one, two, three = (found[f"conference.check.level{number}"] for number in (1, 2, 3))
    assert (one.after, two.after, three.after) == ("", one.code, two.code)
    assert (two.not_same_person_as, three.not_same_person_as) == (one.code, two.code)
    assert [each.gates for each in (one, two, three)] == [("ready",)] * 3
    assert [each.on_move for each in (one, two, three)] == ["reopen"] * 3
    assert (two.single_handed, two.counter_sign) == (True, "hotline")


@pytest.mark.parametrize(("month", "waits"), [(6, [15, 20, 30, 30]), (12, [20, 25, 30, 30])])
def test_refills_follow_the_season(cast: Cast, month: int, waits: list[int]) -> None:
    begin = datetime(2026, month, 10, 1, tzinfo=UTC)
    start = (begin - NINE) / timedelta(minutes=1)
    block = a_block(cast, start, 240)
    Duty.objects.filter(standard_code__startswith="conference.fire").delete()
    Block.objects.filter(pk=block.pk).update(state="running", started_at=begin)
    seat_leaders(block_id=block.pk, actor=cast.lin, at=begin)
    last = begin
    for wait in waits:
        plan_dirty(now=last)
        duty = Duty.objects.get(standard_code="conference.refill", state=DutyState.OPEN)
        assert duty.due_at - last == timedelta(minutes=wait)
        pour(cast, duty, duty.due_at)
        last = duty.due_at


def pour(cast: Cast, duty: Duty, at: datetime) -> None:
    if not duty.site.posts.filter(code="conference.attendant").exists():
        post = make_post(cast.site, "conference.attendant")
        make_entry(post, cast.bob, at - timedelta(hours=5), at + timedelta(hours=12))
    submit_evidence(actor=cast.bob, duty_id=duty.pk, evidence_id=uuid4(), at=at)


def test_toilets_are_seen_to_every_hour_of_the_half_day(cast: Cast) -> None:
    a_block(cast, 0, 170)
    assert due("conference.toilets") == [0, 60, 120]


def test_a_room_cannot_be_called_ready_while_a_level_is_open(cast: Cast) -> None:
    block = a_block(cast)
    with pytest.raises(GateClosed) as closed:
        mark_ready(block_id=block.pk, actor=cast.lin, at=NINE - timedelta(minutes=20))
    assert len(closed.value.obstacles) == 3


@pytest.mark.parametrize("code", ["conference.fire.room", "conference.fire.zone"])
def test_no_meeting_starts_while_a_fire_list_is_unsigned(cast: Cast, code: str) -> None:
    block = a_block(cast)
    others = Duty.objects.filter(standard_code__startswith="conference.fire").exclude(standard_code=code)
    others.update(state=DutyState.ON_TIME, next_at=None)
    with pytest.raises(GateClosed):
        start_block(block_id=block.pk, actor=cast.lin, at=NINE)
    Duty.objects.filter(standard_code=code).update(state=DutyState.ON_TIME, next_at=None)
    assert start_block(block_id=block.pk, actor=cast.lin, at=NINE).state == "running"


def test_the_fire_lists_together_have_at_least_25_lines(cast: Cast) -> None:
    found = {code: standard for code, (standard, _version) in effective(cast.site).items()}
    room, zone = found["conference.fire.room"], found["conference.fire.zone"]
    assert len(room.items) + len(zone.items) >= 25
    assert all(item.required for item in (*room.items, *zone.items))


def test_a_room_is_not_restored_before_it_was_searched(cast: Cast) -> None:
    block = a_block(cast)
    Duty.objects.filter(standard_code__startswith="conference.fire").update(state=DutyState.ON_TIME, next_at=None)
    start_block(block_id=block.pk, actor=cast.lin, at=NINE)
    end_block(block_id=block.pk, actor=cast.lin, at=NINE + timedelta(hours=2))
    plan_dirty(now=NINE + timedelta(hours=2))
    assert due("conference.restore") == [165]
    with pytest.raises(GateClosed):
        restore_block(block_id=block.pk, actor=cast.lin, at=NINE + timedelta(hours=2, minutes=5))
    assert Event.objects.get(pk=block.event_id).state == "ended"


@pytest.mark.parametrize(
    ("code", "hour", "minute", "days"),
    [
        ("conference.thermoses", 7, 45, 7),
        ("conference.morning_meeting", 8, 15, 5),
        ("conference.daily_summary", 17, 30, 5),
    ],
)
def test_what_the_site_owes_every_day(cast: Cast, code: str, hour: int, minute: int, days: int) -> None:
    monday = datetime(2026, 3, 8, 16, tzinfo=UTC)  # Monday 9 March, 00:00 in Shanghai
    watch_site(site=cast.site, at=monday)
    plan_dirty(now=monday)
    week = Duty.objects.filter(standard_code=code, due_at__lt=monday + timedelta(days=7)).order_by("due_at")
    moments = [row.due_at + timedelta(hours=8) for row in week]
    assert len(moments) == days
    assert {(moment.hour, moment.minute) for moment in moments} == {(hour, minute)}


def test_a_meeting_called_half_an_hour_ahead_has_compressed_checks(cast: Cast) -> None:
    event = make_event(cast.site)
    make_sitting(event, make_room(cast.site))
    now = NINE - timedelta(minutes=30)
    arrange_blocks(event=event, actor=cast.alice, at=now)
    plan_dirty(now=now)
    checks = Duty.objects.filter(standard_code__startswith="conference.check").order_by("standard_code")
    assert [check.short_notice for check in checks] == [True] * 3
    assert [(check.due_at - now) / timedelta(minutes=1) for check in checks] == [5, 7, 10]


def test_a_start_that_moves_reopens_a_passed_check(cast: Cast) -> None:
    block = a_block(cast)
    Duty.objects.filter(standard_code="conference.check.level1").update(
        state=DutyState.ON_TIME, next_at=None, performed_at=NINE - timedelta(hours=2), performed_by=cast.lin
    )
    now = NINE - timedelta(minutes=100)
    shift_block(
        block_id=block.pk,
        rev=None,
        room_id=block.room_id,
        starts_at=NINE + timedelta(hours=3),
        actor=cast.alice,
        at=now,
    )
    plan_dirty(now=now)
    rounds = Duty.objects.filter(standard_code="conference.check.level1").order_by("round")
    assert [(row.round, row.state) for row in rounds] == [(1, "on_time"), (2, "open")]
    assert (rounds[1].due_at - NINE) / timedelta(minutes=1) == 60


@pytest.mark.parametrize("code", ["conference.check.level1", "conference.fire.room", "conference.prepare.room"])
def test_another_room_at_the_same_time_reopens_what_was_passed_in_the_first(cast: Cast, code: str) -> None:
    block, now = a_block(cast), NINE - timedelta(minutes=40)
    done = {"state": DutyState.ON_TIME, "next_at": None, "performed_at": now, "performed_by": cast.lin}
    Duty.objects.filter(standard_code=code).update(**done)
    other = make_room(cast.site)
    shift_block(block_id=block.pk, rev=None, room_id=other.pk, starts_at=NINE, actor=cast.alice, at=now)
    plan_dirty(now=now)
    rows = Duty.objects.filter(standard_code=code).order_by("round")
    assert [(row.round, row.state) for row in rows] == [(1, "on_time"), (2, "open")]
    assert rows[0].place_id != rows[1].place_id == other.spaces.get().pk
    assert rows[1].due_at >= now
    plan_dirty(now=now)
    assert Duty.objects.filter(standard_code=code).count() == 2


def test_no_meeting_starts_in_a_room_whose_fire_list_was_signed_for_another(cast: Cast) -> None:
    block = a_block(cast)
    Duty.objects.filter(standard_code__startswith="conference.fire").update(state=DutyState.ON_TIME, next_at=None)
    other, now = make_room(cast.site), NINE - timedelta(minutes=5)
    shift_block(block_id=block.pk, rev=None, room_id=other.pk, starts_at=NINE, actor=cast.alice, at=now)
    with pytest.raises(GateClosed):
        start_block(block_id=block.pk, actor=cast.lin, at=NINE)


def test_what_is_still_owed_goes_along_to_the_other_room(cast: Cast) -> None:
    block, other = a_block(cast), make_room(cast.site)
    shift_block(block_id=block.pk, rev=None, room_id=other.pk, starts_at=NINE, actor=cast.alice, at=WEEK_BEFORE)
    plan_dirty(now=WEEK_BEFORE)
    rows = Duty.objects.filter(subject_kind="conference.block")
    assert {row.place_id for row in rows} == {other.spaces.get().pk}
    assert {row.round for row in rows} == {1}
