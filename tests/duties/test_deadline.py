import itertools
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.duties.rules.deadline import Pause, deadline
from guanjia.kernel.span import Span, parse_span
from guanjia.kernel.walltime import to_utc, to_wall
from guanjia.kernel.worktime import WorkCalendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkCalendar(ZONE)
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def wall(text: str) -> datetime:
    return to_utc(ZONE, datetime.fromisoformat(text))


def pause(begin: str, end: str | None, reason: str = "awaiting parts") -> Pause:
    return Pause(wall(begin), wall(end) if end else None, reason)


def due(start: str, target: str, *pauses: Pause) -> str:
    return to_wall(ZONE, deadline(wall(start), parse_span(target), CALENDAR, pauses).due_at).isoformat(sep=" ")


MONDAY = "2026-03-02"


@pytest.mark.parametrize(
    ("start", "target", "pauses", "expected"),
    [
        (f"{MONDAY}T09:00:00", "24h", (), "2026-03-03 09:00:00"),
        (f"{MONDAY}T09:00:00", "8wh", (), "2026-03-03 10:00:00"),
        (f"{MONDAY}T12:00:00", "4wh", (), "2026-03-02 17:30:00"),
        (f"{MONDAY}T12:00:01", "4wh", (), "2026-03-02 17:30:00"),
        ("2026-03-06T17:29:59", "1wm", (), "2026-03-09 09:00:59"),
        ("2026-02-13T09:00:00", "9wh", (), "2026-02-14 11:00:00"),
        ("2026-12-31T17:00:00", "1wh", (), "2027-01-04 09:30:00"),
        (f"{MONDAY}T09:00:00", "2h", (pause("2026-03-02T10:00:00", "2026-03-02T10:30:00"),), "2026-03-02 11:30:00"),
        (f"{MONDAY}T09:00:00", "2h", (pause("2026-03-02T11:00:00", "2026-03-02T12:00:00"),), "2026-03-02 11:00:00"),
        (f"{MONDAY}T09:00:00", "2h", (pause("2026-03-02T10:59:59", "2026-03-02T12:00:00"),), "2026-03-02 12:00:01"),
        (f"{MONDAY}T09:00:00", "2h", (pause("2026-03-02T10:00:00", None),), "2026-03-02 11:00:00"),
        (f"{MONDAY}T09:00:00", "3wh", (pause("2026-03-02T11:00:00", "2026-03-02T14:00:00"),), "2026-03-02 15:00:00"),
        (f"{MONDAY}T09:00:00", "3wd", (), "2026-03-05 09:00:00"),
        (f"{MONDAY}T09:00:00", "1wd", (pause("2026-03-02T09:00:00", "2026-03-03T09:00:00"),), "2026-03-03 17:30:00"),
        (
            f"{MONDAY}T09:00:00",
            "2h",
            (pause("2026-03-02T09:30:00", "2026-03-02T10:30:00"), pause("2026-03-02T10:00:00", "2026-03-02T11:00:00")),
            "2026-03-02 12:30:00",
        ),
    ],
)
def test_deadline_counts_only_what_runs(start, target, pauses, expected):
    assert due(start, target, *pauses) == expected


def test_an_open_pause_is_said_and_not_counted():
    found = deadline(wall("2026-03-02T09:00"), parse_span("2h"), CALENDAR, [pause("2026-03-02T10:00", None)])
    assert found.paused
    assert to_wall(ZONE, found.due_at).isoformat() == "2026-03-02T11:00:00"


def test_explanation_names_hours_pause_and_holiday():
    pauses = [pause("2026-09-30T10:00", "2026-09-30T12:10")]
    found = deadline(wall("2026-09-30T09:00"), parse_span("8wh"), CALENDAR, pauses)
    assert to_wall(ZONE, found.due_at).isoformat() == "2026-10-08T12:00:00"
    assert found.total("counted") == 8 * H
    assert found.total("paused") == 2 * H
    assert [(each.kind, each.note) for each in found.stretches][:5] == [
        ("start", ""),
        ("counted", ""),
        ("paused", "awaiting parts"),
        ("closed", ""),
        ("counted", ""),
    ]
    assert [str(each.day) for each in found.stretches if each.kind == "holiday"] == [
        f"2026-10-0{day}" for day in (1, 2, 3, 5, 6, 7)
    ]
    assert found.stretches[-1].kind == "due"


def test_a_negative_target_is_refused():
    with pytest.raises(ValueError, match="after its start"):
        deadline(wall("2026-03-02T09:00"), Span(0, -S), CALENDAR)


moments = st.integers(0, 14 * 24 * 60).map(lambda minutes: wall("2026-02-10T00:00") + minutes * M)


@given(
    moments,
    st.integers(1, 40 * 60),
    st.booleans(),
    st.lists(st.tuples(moments, st.integers(0, 3 * 24 * 60)), max_size=4),
)
def test_stretches_join_and_what_counted_is_the_target(start, minutes, working, rows):
    pauses = [Pause(begin, begin + length * M) for begin, length in rows]
    found = deadline(start, Span(0, minutes * M, working), CALENDAR, pauses)
    assert found.total("counted") == minutes * M
    steps = found.stretches
    assert all(before.end == after.begin for before, after in itertools.pairwise(steps))
    assert found.due_at >= deadline(start, Span(0, minutes * M, working), CALENDAR).due_at
