"""Deadlines of many timers at once equal those of the rule, one by one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.duties.rules.deadline import Pause, deadline
from guanjia.duties.rules.worktable import EPOCH, MICRO, BeyondTable, WorkTable, micros
from guanjia.kernel.span import parse_span
from guanjia.kernel.worktime import Override, WorkCalendar

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
OFFICE = WorkCalendar(SHANGHAI)
NIGHT = WorkCalendar(SHANGHAI, weekly=(((time(22), time(6)),),) * 5 + ((), ()))
AMERICA = WorkCalendar(NEW_YORK, country="")
CLOSED = WorkCalendar(SHANGHAI, overrides={date(2026, 2, 24): Override(date(2026, 2, 24), False, "停业")})
CALENDARS = {"office": OFFICE, "night": NIGHT, "america": AMERICA, "closed": CLOSED}
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 20, tzinfo=UTC)
TABLES = {name: WorkTable.over(calendar, FIRST, LAST) for name, calendar in CALENDARS.items()}


def fast(name: str, start: datetime, target: str, pauses: list[Pause]) -> datetime:
    holes = [(micros(each.begin), micros(each.end)) for each in pauses if each.end is not None and each.end > start]
    found = TABLES[name].due(np.array([micros(start)]), parse_span(target), {0: holes} if holes else {})
    return EPOCH + int(found[0]) * MICRO


minutes = st.integers(0, 200 * 24 * 60).map(lambda count: FIRST + timedelta(minutes=count))
pauses = st.lists(st.tuples(st.integers(-2000, 12000), st.integers(1, 6000)), max_size=4)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(CALENDARS)),
    minutes,
    st.sampled_from(["30wm", "4wh", "8wh", "20wh", "1wd", "3wd", "7wd", "15wd"]),
    pauses,
)
def test_equal_to_the_rule(name: str, start: datetime, target: str, holes: list[tuple[int, int]]) -> None:
    stood = [Pause(start + timedelta(minutes=at), start + timedelta(minutes=at + length)) for at, length in holes]
    assert fast(name, start, target, stood) == deadline(start, parse_span(target), CALENDARS[name], stood).due_at


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "target", "due"),
    [
        # 2026: Spring Festival 15-23 February, worked weekends 14 and 28 February.
        ("2026-02-13T16:30", "2wh", "2026-02-14T10:00"),
        ("2026-02-14T16:30", "2wh", "2026-02-24T10:00"),
        ("2026-02-14T17:30", "8wh", "2026-02-25T10:00"),
        ("2026-02-27T16:30", "2wh", "2026-02-28T10:00"),
        ("2026-02-28T16:30", "2wh", "2026-03-02T10:00"),
        ("2026-02-13T11:00", "3wd", "2026-02-25T11:00"),
        ("2026-02-12T11:00", "1wd", "2026-02-13T11:00"),
    ],
)
def test_spring_festival_with_its_swapped_weekends(start: str, target: str, due: str) -> None:
    assert fast("office", beijing(start), target, []) == beijing(due)
    assert deadline(beijing(start), parse_span(target), OFFICE).due_at == beijing(due)


def test_a_deadline_beyond_the_table_is_no_guess() -> None:
    with pytest.raises(BeyondTable):
        fast("office", datetime(2026, 12, 18, tzinfo=UTC), "15wd", [])
    with pytest.raises(BeyondTable):
        fast("office", datetime(2026, 12, 18, tzinfo=UTC), "90wh", [])


def test_many_at_once() -> None:
    starts = [FIRST + timedelta(hours=7 * number) for number in range(500)]
    found = TABLES["office"].due(np.array([micros(each) for each in starts]), parse_span("8wh"), {})
    assert [EPOCH + int(each) * MICRO for each in found] == [
        deadline(s, parse_span("8wh"), OFFICE).due_at for s in starts
    ]
