from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernel.span import parse_span
from guanjia.kernel.walltime import to_utc, to_wall
from guanjia.kernel.worktime import NoWorkingTime, Override, WorkCalendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar(ZONE)
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def wall(text: str) -> datetime:
    return to_utc(ZONE, datetime.fromisoformat(text))


def shown(moment: datetime) -> str:
    return to_wall(ZONE, moment).isoformat(sep=" ")


@pytest.mark.parametrize(
    ("day", "working", "why"),
    [
        ("2026-02-13", True, "Friday before the Spring Festival"),
        ("2026-02-14", True, "Saturday worked in exchange"),
        ("2026-02-15", False, "Sunday"),
        ("2026-02-16", False, "Spring Festival eve"),
        ("2026-02-23", False, "Monday off in exchange"),
        ("2026-02-28", True, "Saturday worked in exchange"),
        ("2026-10-10", True, "Saturday after the National Day"),
        ("2027-02-05", False, "a holiday by law in a year without published swaps"),
        ("2027-02-14", False, "a Sunday in a year without published swaps"),
    ],
)
def test_is_working_day_follows_the_published_calendar(day, working, why):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is working, why


def test_an_override_wins_over_the_published_calendar():
    sunday, monday = date(2027, 2, 14), date(2027, 2, 15)
    rows = {sunday: Override(sunday, True, hours=((time(10), time(11)),)), monday: Override(monday, False, "大雪停工")}
    calendar = WorkCalendar(ZONE, overrides=rows)
    assert calendar.look(sunday).hours == ((time(10), time(11)),)
    assert calendar.look(monday).holiday == ("大雪停工", "大雪停工")


@pytest.mark.parametrize(
    ("begin", "worked", "end"),
    [
        ("2026-03-02T09:00:00", 3 * H, "2026-03-02 12:00:00"),
        ("2026-03-02T09:00:00", 3 * H + S, "2026-03-02 13:30:01"),
        ("2026-03-02T08:00:00", S, "2026-03-02 09:00:01"),
        ("2026-03-02T17:29:59", S, "2026-03-02 17:30:00"),
        ("2026-03-02T17:29:59", 2 * S, "2026-03-03 09:00:01"),
        ("2026-03-06T17:00:00", H, "2026-03-09 09:30:00"),
        ("2026-02-13T16:30:00", 2 * H, "2026-02-14 10:00:00"),
        ("2026-02-14T17:00:00", H, "2026-02-24 09:30:00"),
        ("2026-12-31T17:00:00", H, "2027-01-04 09:30:00"),
        ("2026-03-02T20:00:00", timedelta(0), "2026-03-02 20:00:00"),
        ("2026-03-03T09:30:00", -H, "2026-03-02 17:00:00"),
        ("2026-03-03T09:00:00", -S, "2026-03-02 17:29:59"),
        ("2026-03-02T12:00:00", -3 * H, "2026-03-02 09:00:00"),
        ("2026-03-02T12:00:01", -3 * H - S, "2026-02-28 17:29:59"),
    ],
)
def test_add_counts_working_time_only(begin, worked, end):
    assert shown(CALENDAR.add(wall(begin), worked)) == end


def test_between_counts_the_same_time_as_add():
    assert CALENDAR.between(wall("2026-03-06T17:00:00"), wall("2026-03-09T09:30:00")) == H
    assert CALENDAR.between(wall("2026-03-07T00:00:00"), wall("2026-03-08T23:59:59")) == timedelta(0)


@given(
    st.datetimes(datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2027-06-01")), st.integers(1, 200 * 3600)
)
def test_add_and_between_agree(begin, seconds):
    moment = to_utc(ZONE, begin.replace(microsecond=0))
    worked = timedelta(seconds=seconds)
    assert CALENDAR.between(moment, CALENDAR.add(moment, worked)) == worked
    assert CALENDAR.between(CALENDAR.add(moment, -worked), moment) == worked


def test_a_night_shift_belongs_to_the_day_it_begins():
    nights = WorkCalendar(ZONE, weekly=(((time(22), time(6)),),) * 5 + ((), ()), country="")
    assert nights.between(wall("2026-03-06T23:00"), wall("2026-03-07T12:00")) == 7 * H
    assert shown(nights.add(wall("2026-03-07T05:00"), 2 * H)) == "2026-03-09 23:00:00"


@pytest.mark.parametrize(
    ("begin", "span", "end"),
    [
        ("2026-03-05T10:00", "3wd", "2026-03-10 10:00:00"),
        ("2026-03-10T10:00", "-3wd", "2026-03-05 10:00:00"),
        ("2026-02-13T10:00", "2wd", "2026-02-24 10:00:00"),
        ("2026-03-01T10:00", "-2h", "2026-03-01 08:00:00"),
        ("2026-03-01T01:00", "-2h", "2026-02-28 23:00:00"),
        ("2026-12-31T10:00", "1d", "2027-01-01 10:00:00"),
    ],
)
def test_shift_takes_days_of_the_wall_clock_or_worked_days(begin, span, end):
    assert shown(CALENDAR.shift(wall(begin), parse_span(span))) == end


@pytest.mark.parametrize(
    ("begin", "span", "end"),
    [
        ("2026-03-28T02:30", "1d", "2026-03-29T03:30"),
        ("2026-03-28T02:30", "24h", "2026-03-29T03:30"),
        ("2026-03-28T12:00", "1d", "2026-03-29T12:00"),
        ("2026-03-28T12:00", "24h", "2026-03-29T13:00"),
    ],
)
def test_shift_over_a_dst_jump_keeps_the_wall_time_for_days_and_the_length_for_hours(begin, span, end):
    berlin = ZoneInfo("Europe/Berlin")
    calendar = WorkCalendar(berlin, country="")
    shifted = calendar.shift(to_utc(berlin, datetime.fromisoformat(begin)), parse_span(span))
    assert to_wall(berlin, shifted) == datetime.fromisoformat(end)


def test_a_calendar_without_working_time_says_so():
    never = WorkCalendar(ZONE, weekly=((),) * 7)
    with pytest.raises(NoWorkingTime):
        WorkCalendar(ZONE, weekly=((),) * 7, country="").add(wall("2026-03-01T00:00"), S)
    with pytest.raises(NoWorkingTime):
        WorkCalendar(ZONE, weekly=((),) * 7, country="").add_days(wall("2026-03-01T00:00"), 1)
    assert never.is_working_day(date(2026, 2, 14))
