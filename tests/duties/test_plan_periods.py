from dataclasses import replace
from datetime import date, time

import pytest

from guanjia.duties.rules.plan import HORIZON, extend_at, window_at
from guanjia.duties.rules.planned import Window as PlanWindow
from guanjia.kernel.worktime import Override, WorkCalendar
from guanjia.standards.rules.standard import Window
from guanjia.standards.rules.when import Calendar, Quota
from tests.duties.planning import BERLIN, ZONE, D, H, House, M, S, Thing, make_standard, shown, wall

DAILY = make_standard(Calendar(rrule="FREQ=DAILY;BYHOUR=8;BYMINUTE=0"), window=Window(opens=H, missed=4 * H))
SITE = Thing()


def nominals(house: House) -> list[str]:
    return sorted(house.live())


def test_a_daily_round_is_planned_for_the_horizon_and_extended_by_a_day():
    house, at = House(DAILY), wall("2026-03-01T09:00:00")
    plan = house.plan(SITE, at)
    assert len(plan.create) == 35
    assert nominals(house)[0] == "2026-03-02T08:00"
    again = house.plan(SITE, at + D)
    assert [row.occurrence for row in again.create] == ["2026-04-06T08:00"]
    assert extend_at(DAILY, PlanWindow(at, at + HORIZON)) == at + D


@pytest.mark.parametrize(
    ("at", "first", "flagged"),
    [
        ("2026-03-02T07:45:00", "2026-03-02 08:00:00", False),
        ("2026-03-02T07:45:01", "2026-03-02 08:00:01", True),
        ("2026-03-02T08:00:00", "2026-03-02 08:15:00", True),
        ("2026-03-02T08:00:01", "2026-03-03 08:00:00", False),
    ],
)
def test_the_round_at_this_very_moment_is_born_with_short_notice_and_the_one_before_not_at_all(at, first, flagged):
    house = House(DAILY)
    house.plan(SITE, wall(at))
    row = min(house.live().values(), key=lambda each: each.natural_at)
    assert (shown(row.due_at), row.short_notice) == (first, flagged)


@pytest.mark.parametrize(("catch_up", "made", "merged"), [("each", 3, {1}), ("merge", 1, {3}), ("skip", 0, set())])
def test_what_an_outage_left_out_is_caught_up_as_the_standard_says(catch_up, made, merged):
    house = House(replace(DAILY, catch_up=catch_up))
    start = wall("2026-03-01T09:00:00")
    house.plan(SITE, start)
    stopped, at = start + HORIZON, start + HORIZON + 3 * D
    plan = house.plan(SITE, at, start=stopped)
    lost = [row for row in plan.create if row.natural_at < at]
    assert (len(lost), {row.merged for row in lost}) == (made, merged)
    assert all(row.short_notice and row.due_at == at + 15 * M for row in lost)


def test_window_at_knows_where_planning_stopped():
    at = wall("2026-03-10T09:00:00")
    assert window_at(at, None) == PlanWindow(at, at + HORIZON)
    assert window_at(at, at - D) == PlanWindow(at, at + HORIZON)
    assert window_at(at, at - 40 * D).start == at - 6 * D


@pytest.mark.parametrize(
    ("holiday", "due"),
    [
        ("stay", {"2026-10-01T08:00": "2026-10-01 08:00:00"}),
        ("skip", {}),
        ("before", {"2026-10-01T08:00": "2026-09-30 08:00:00"}),
        ("after", {"2026-10-01T08:00": "2026-10-08 08:00:00"}),
    ],
)
def test_a_holiday_shifts_the_due_moment_and_not_the_identity(holiday, due):
    rule = Calendar(rrule="FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8;BYMINUTE=0", holiday=holiday)
    house = House(make_standard(rule))
    house.plan(SITE, wall("2026-09-20T00:00:00"))
    assert house.due() == due


def test_an_override_of_the_calendar_moves_the_row_that_is_there():
    rule = Calendar(rrule="FREQ=DAILY;BYHOUR=8;BYMINUTE=0", holiday="after")
    house, at = House(make_standard(rule)), wall("2026-03-08T09:00:00")
    house.plan(SITE, at)
    monday = date(2026, 3, 9)
    house.calendar = WorkCalendar(ZONE, overrides={monday: Override(monday, False, "停电检修")})
    plan = house.plan(SITE, at)
    moved = {each.new.occurrence: shown(each.new.due_at) for each in plan.move}
    assert moved["2026-03-09T08:00"] == "2026-03-10 08:00:00"
    assert not plan.create and not plan.withdraw


def test_the_moments_of_the_subject_bound_the_rule():
    hourly = make_standard(Calendar(rrule="FREQ=HOURLY", start=("starts_at",), until=("ends_at",)))
    start = wall("2026-03-01T09:00:00")
    meeting = Thing(moments={"starts_at": start, "ends_at": start + 3 * H})
    house = House(hourly)
    house.plan(meeting, start - D)
    assert list(house.due().values()) == ["2026-03-01 09:00:00", "2026-03-01 10:00:00", "2026-03-01 11:00:00"]
    longer = replace(meeting, moments={"starts_at": start, "ends_at": start + 3 * H + S})
    assert len(house.plan(longer, start - D).create) == 1
    assert (
        len(house.plan(replace(meeting, moments={"starts_at": start, "ends_at": start + H}), start - D).withdraw) == 3
    )


def test_rounds_in_a_dst_gap_move_forward_and_in_a_fold_are_the_first():
    rule = Calendar(rrule="FREQ=DAILY;BYHOUR=2;BYMINUTE=30")
    house = House(make_standard(rule), calendar=WorkCalendar(BERLIN, country=""))
    house.plan(SITE, wall("2026-03-28T12:00:00", BERLIN))
    assert house.due()["2026-03-29T02:30"] == "2026-03-29 03:30:00"
    autumn = House(make_standard(rule), calendar=WorkCalendar(BERLIN, country=""))
    autumn.plan(SITE, wall("2026-10-24T12:00:00", BERLIN))
    first = autumn.live()["2026-10-25T02:30"].due_at
    assert first.isoformat() == "2026-10-25T00:30:00+00:00"


def test_a_new_rule_replaces_rounds_that_have_not_begun_and_keeps_the_one_that_has():
    house, at = House(DAILY), wall("2026-03-02T07:30:00")
    house.plan(SITE, at - 12 * H)
    house.change(when=Calendar(rrule="FREQ=DAILY;BYHOUR=9;BYMINUTE=0"))
    house.plan(SITE, at)
    assert nominals(house)[:3] == ["2026-03-02T08:00", "2026-03-02T09:00", "2026-03-03T09:00"]
    assert house.live()["2026-03-02T08:00"].version == 1


PATROL = make_standard(
    Quota(count=2, period="day", spacing=2 * H, between=(time(8), time(20))), short_notice=15 * M, window=Window()
)


def test_a_quota_leaves_room_for_the_rest_and_closes_with_its_period():
    house = House(PATROL)
    house.plan(SITE, wall("2026-03-01T21:00:00"))
    rows = [house.live()[f"2026-03-02#{number}"] for number in (1, 2)]
    assert [[shown(each)[11:] for each in (row.opens_at, row.due_at, row.closes_at)] for row in rows] == [
        ["08:00:00", "18:00:00", "20:00:00"],
        ["10:00:00", "20:00:00", "20:00:00"],
    ]


def test_the_second_time_opens_only_after_the_spacing():
    house = House(PATROL)
    house.plan(SITE, wall("2026-03-01T21:00:00"))
    house.finish("2026-03-02#1", wall("2026-03-02T11:00:00"))
    house.plan(SITE, wall("2026-03-02T11:00:00"))
    assert shown(house.live()["2026-03-02#2"].opens_at) == "2026-03-02 13:00:00"


@pytest.mark.parametrize(
    ("at", "born"),
    [
        ("2026-03-02T17:45:00", {"2026-03-02#1": "18:00:00", "2026-03-02#2": "20:00:00"}),
        ("2026-03-02T17:45:01", {"2026-03-02#1": "18:00:01", "2026-03-02#2": "20:00:00"}),
        ("2026-03-02T19:45:00", {"2026-03-02#1": "20:00:00", "2026-03-02#2": "20:00:00"}),
        ("2026-03-02T19:45:01", {}),
    ],
)
def test_a_quota_begun_in_mid_period_is_on_short_notice_or_waits_for_the_next(at, born):
    house = House(PATROL)
    house.plan(SITE, wall(at))
    today = {key: shown(row.due_at)[11:] for key, row in house.live().items() if key.startswith("2026-03-02")}
    assert today == born


def test_a_night_period_crosses_midnight_under_the_day_it_begins():
    night = make_standard(Quota(count=2, period="day", spacing=H, between=(time(22), time(6))))
    house = House(night)
    house.plan(SITE, wall("2026-12-31T12:00:00"))
    assert house.due()["2026-12-31#2"] == "2027-01-01 06:00:00"


@pytest.mark.parametrize(
    ("period", "key", "due"),
    [
        ("week", "2026-03-02#1", "2026-03-09 00:00:00"),
        ("month", "2026-03-01#1", "2026-04-01 00:00:00"),
        ("quarter", "2026-01-01#1", "2026-04-01 00:00:00"),
        ("year", "2026-01-01#1", "2027-01-01 00:00:00"),
    ],
)
def test_longer_periods_begin_with_the_calendar(period, key, due):
    house = House(make_standard(Quota(count=1, period=period)))
    house.plan(SITE, wall("2026-03-02T12:00:00"))
    assert house.due()[key] == due


def test_a_quota_of_working_days_leaves_out_holidays():
    house = House(make_standard(Quota(count=1, period="day", days="working")))
    house.plan(SITE, wall("2026-09-29T12:00:00"))
    assert sorted(house.live())[:3] == ["2026-09-29#1", "2026-09-30#1", "2026-10-08#1"]
