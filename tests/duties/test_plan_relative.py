from dataclasses import replace

import pytest

from guanjia.duties.rules.states import DutyState
from guanjia.kernel.span import parse_span
from guanjia.standards.rules.condition import Test
from guanjia.standards.rules.standard import Discharge, Window
from guanjia.standards.rules.when import Relative
from tests.duties.planning import H, House, M, S, Thing, make_standard, shown, wall

LEVEL_ONE = make_standard(
    Relative(moment=("starts_at",), offset=parse_span("-2h")), window=Window(opens=H, missed=H), on_move="reopen"
)
EVENING = wall("2026-11-20T20:00:00")


def meeting(start: str, **facts) -> Thing:
    return Thing(moments={"starts_at": wall(start)}, facts=facts)


def test_a_check_is_due_two_hours_before_and_its_window_lies_around():
    house = House(LEVEL_ONE)
    plan = house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    (row,) = plan.create
    assert (row.occurrence, row.round, row.short_notice) == ("r", 1, False)
    assert [shown(each) for each in (row.opens_at, row.due_at, row.closes_at)] == [
        "2026-11-21 11:00:00",
        "2026-11-21 12:00:00",
        "2026-11-21 13:00:00",
    ]


@pytest.mark.parametrize(
    ("start", "offset", "due"),
    [
        ("2026-11-21T01:59:59", "-2h", "2026-11-20 23:59:59"),
        ("2026-11-21T02:00:00", "-2h", "2026-11-21 00:00:00"),
        ("2027-01-01T01:00:00", "-2h", "2026-12-31 23:00:00"),
        ("2026-11-23T09:00:00", "-1wd", "2026-11-20 09:00:00"),
        ("2026-11-23T09:00:00", "-3d", "2026-11-20 09:00:00"),
        ("2027-01-04T09:30:00", "-1wh", "2026-12-31 17:00:00"),
    ],
)
def test_the_offset_crosses_midnight_weekends_and_the_year(start, offset, due):
    house = House(make_standard(Relative(moment=("starts_at",), offset=parse_span(offset))))
    house.plan(meeting(start), wall("2026-11-01T00:00:00"))
    assert house.due() == {"r": due}


@pytest.mark.parametrize(
    ("at", "due", "flagged"),
    [
        ("2026-11-21T11:44:59", "2026-11-21 12:00:00", False),
        ("2026-11-21T11:45:00", "2026-11-21 12:00:00", False),
        ("2026-11-21T11:45:01", "2026-11-21 12:00:01", True),
        ("2026-11-21T13:59:59", "2026-11-21 14:14:59", True),
    ],
)
def test_nothing_is_born_late(at, due, flagged):
    house = House(LEVEL_ONE)
    (row,) = house.plan(meeting("2026-11-21T14:00:00"), wall(at)).create
    assert (shown(row.due_at), row.short_notice) == (due, flagged)
    assert row.closes_at == row.due_at + H


@pytest.mark.parametrize(("at", "born"), [("2026-11-21T15:59:59", 1), ("2026-11-21T16:00:00", 0)])
def test_nothing_is_born_once_the_meeting_is_over(at, born):
    house = House(replace(LEVEL_ONE, not_after=("ended_at", "ends_at")))
    over = Thing(moments={"starts_at": wall("2026-11-21T14:00:00"), "ends_at": wall("2026-11-21T16:00:00")})
    assert len(house.plan(over, wall(at)).create) == born


def test_an_open_check_moves_with_the_start_and_keeps_its_row():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    plan = house.plan(meeting("2026-11-22T09:00:00"), EVENING + H)
    (moved,) = plan.move
    assert not plan.create and not plan.reopen
    assert (shown(moved.old.due_at), shown(moved.new.due_at)) == ("2026-11-21 12:00:00", "2026-11-22 07:00:00")


@pytest.mark.parametrize(("on_move", "rounds"), [("reopen", [1, 2]), ("follow", [1]), ("keep", [1])])
def test_a_passed_check_is_owed_again_only_where_the_standard_reopens(on_move, rounds):
    house = House(replace(LEVEL_ONE, on_move=on_move))
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.finish("r", wall("2026-11-21T11:30:00"))
    house.plan(meeting("2026-11-21T15:00:00"), wall("2026-11-21T11:40:00"))
    assert [row.round for row in house.rows] == rounds
    assert house.rows[0].state is DutyState.ON_TIME
    assert shown(house.rows[0].due_at) == "2026-11-21 12:00:00"


def test_the_reopened_round_moves_back_with_the_start():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.finish("r", wall("2026-11-21T11:30:00"))
    house.plan(meeting("2026-11-21T15:00:00"), wall("2026-11-21T11:40:00"))
    house.plan(meeting("2026-11-21T14:30:00"), wall("2026-11-21T11:41:00"))
    assert house.due() == {"r": "2026-11-21 12:30:00"}
    assert [row.round for row in house.rows] == [1, 2]


def test_a_missed_check_is_owed_again_when_the_start_moves_away():
    house = House(replace(LEVEL_ONE, on_move="follow"))
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.finish("r", EVENING, DutyState.MISSED)
    plan = house.plan(meeting("2026-11-21T18:00:00"), wall("2026-11-21T13:30:00"))
    assert [(row.round, shown(row.due_at)) for row in plan.reopen] == [(2, "2026-11-21 16:00:00")]


def test_keep_leaves_open_rows_where_they_are():
    house = House(replace(LEVEL_ONE, on_move="keep"))
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    assert not house.plan(meeting("2026-11-21T18:00:00"), EVENING)


def test_what_is_late_already_stays_late_when_the_start_slips():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.plan(meeting("2026-11-21T14:10:00"), wall("2026-11-21T12:20:00"))
    assert house.due() == {"r": "2026-11-21 12:10:00"}


def test_an_earlier_start_gives_short_notice():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.plan(meeting("2026-11-21T10:00:00"), wall("2026-11-21T08:30:00"))
    assert house.due() == {"r": "2026-11-21 08:45:00"}
    assert house.live()["r"].short_notice


def test_begun_windows_keep_their_version_and_others_take_the_new_one():
    begun, waiting = House(LEVEL_ONE), House(LEVEL_ONE)
    for house, at in ((begun, "2026-11-21T11:00:00"), (waiting, "2026-11-21T10:59:59")):
        house.plan(meeting("2026-11-21T14:00:00"), EVENING)
        house.change(when=Relative(moment=("starts_at",), offset=parse_span("-90m")))
        house.plan(meeting("2026-11-21T14:00:00"), wall(at))
    assert (begun.due(), begun.live()["r"].version) == ({"r": "2026-11-21 12:00:00"}, 1)
    assert (waiting.due(), waiting.live()["r"].version) == ({"r": "2026-11-21 12:30:00"}, 2)


def test_a_begun_window_moves_by_its_own_version_until_it_lies_ahead_again():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.change(when=Relative(moment=("starts_at",), offset=parse_span("-90m")))
    house.plan(meeting("2026-11-21T14:10:00"), wall("2026-11-21T11:30:00"))
    assert house.due() == {"r": "2026-11-21 12:10:00"}
    house.plan(meeting("2026-11-22T14:10:00"), wall("2026-11-21T11:31:00"))
    assert house.due() == {"r": "2026-11-22 12:40:00"}


def test_a_new_version_does_not_reopen_what_is_done():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.finish("r", wall("2026-11-21T11:30:00"))
    house.change(when=Relative(moment=("starts_at",), offset=parse_span("-90m")))
    assert not house.plan(meeting("2026-11-21T14:00:00"), wall("2026-11-21T11:40:00"))


def test_switching_off_withdraws_with_its_reason_and_on_again_makes_a_new_round():
    house = House(LEVEL_ONE)
    house.plan(meeting("2026-11-21T14:00:00"), EVENING)
    house.change(off="merged into the hotline's check")
    (gone,) = house.plan(meeting("2026-11-21T14:00:00"), EVENING).withdraw
    assert (gone.reason, gone.note) == ("switched_off", "merged into the hotline's check")
    house.change(off="")
    (row,) = house.plan(meeting("2026-11-21T14:00:00"), EVENING).reopen
    assert row.round == 2


def test_filter_moment_and_subject_each_withdraw_with_their_reason():
    big = replace(LEVEL_ONE, filter=Test("size", "gte", 50))
    start = "2026-11-21T14:00:00"
    for thing, reason in (
        (meeting(start, size=49), "filter"),
        (replace(meeting(start, size=50), moments={"starts_at": None}), "moment_gone"),
        (None, "subject_gone"),
    ):
        house = House(big)
        house.plan(meeting(start, size=50), EVENING)
        assert [each.reason for each in house.plan(thing, EVENING).withdraw] == [reason]


def test_a_date_is_local_midnight_and_the_first_known_moment_counts():
    house = House(make_standard(Relative(moment=("ended_at", "ends_on"), offset=parse_span("24h"))))
    house.plan(Thing(moments={"ended_at": None, "ends_on": wall("2026-11-21T00:00:00").date()}), EVENING)
    assert house.due() == {"r": "2026-11-21 00:00:00"}


def test_a_move_of_the_subject_discharges_and_counts_once():
    standard = make_standard(
        Relative(moment=("issued_at",), offset=parse_span("4h")),
        discharged_by=Discharge(by="move", names=frozenset({"acknowledged"})),
        on_move="reopen",
    )
    house = House(standard)
    issued = wall("2026-11-20T09:00:00")
    sheet = Thing(moments={"issued_at": issued}, moves=[("acknowledged", issued + 4 * H + S)])
    plan = house.plan(sheet, issued + 5 * H)
    assert [(each.move, shown(each.at)) for each in plan.discharge] == [("acknowledged", "2026-11-20 13:00:01")]
    again = replace(sheet, moments={"issued_at": issued + 6 * H})
    (row,) = house.plan(again, issued + 6 * H).reopen
    assert row.live and row.round == 2
    done = replace(again, moves=[*sheet.moves, ("acknowledged", issued + 6 * H + M)])
    assert house.plan(done, issued + 7 * H).discharge[0].row.round == 2
