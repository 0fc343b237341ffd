"""Dates, moments and remaining times as LOOK wants them, on both sides of each boundary."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from guanjia.ui import moments

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "prose"),
    [("zh-hans", "2026年3月5日 周四 14:30"), ("en", "Thu 5 Mar 2026 14:30")],
)
def test_prose_moment_is_on_the_wall_clock_of_the_site(language: str, prose: str) -> None:
    with translation.override(language):
        assert moments.moment_prose(AT, SHANGHAI) == prose


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (AT, "03-05 14:30"),
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), "12-31 23:59"),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), "2027-01-01 00:00"),
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025-12-31 23:59"),
    ],
)
def test_list_moment_names_the_year_only_when_it_is_another(moment: datetime, shown: str) -> None:
    assert moments.moment_list(moment, SHANGHAI, AT) == shown


@pytest.mark.parametrize(
    ("hours", "shown"), [(1.5, "03-05 14:30–16:00"), (9.5, "03-05 14:30–03-06 00:00")], ids=["same day", "midnight"]
)
def test_span_names_the_second_day_only_when_it_is_another(hours: float, shown: str) -> None:
    assert moments.span_list(AT, AT + timedelta(hours=hours), SHANGHAI, AT) == shown


@pytest.mark.parametrize(
    ("seconds", "text", "mood"),
    [
        (2 * 86400 + 3 * 3600, "剩 2 天 3 小时", "plenty"),
        (86400, "剩 1 天", "plenty"),
        (86399, "剩 23 小时 59 分", "plenty"),
        (4320, "剩 1 小时 12 分", "plenty"),
        (3600, "剩 1 小时", "plenty"),
        (3599, "剩 59 分钟", "plenty"),
        (901, "剩 15 分钟", "plenty"),
        (900, "剩 15 分钟", "soon"),
        (480, "剩 8 分钟", "soon"),
        (60, "剩 1 分钟", "soon"),
        (59, "剩不到 1 分钟", "soon"),
        (0, "剩不到 1 分钟", "soon"),
        (-1, "刚过时限", "late"),
        (-59, "刚过时限", "late"),
        (-60, "已超 1 分钟", "late"),
        (-1500, "已超 25 分钟", "late"),
    ],
)
def test_remaining_time(seconds: int, text: str, mood: str) -> None:
    with translation.override("zh-hans"):
        assert moments.remaining(AT + timedelta(seconds=seconds), AT) == moments.Remaining(text, mood)


def test_remaining_time_in_english() -> None:
    with translation.override("en"):
        assert moments.remaining(AT + timedelta(minutes=1), AT).text == "1 minute left"
        assert moments.remaining(AT - timedelta(minutes=72), AT).text == "1 h 12 min over"


def test_day_in_a_list() -> None:
    assert moments.day_list(date(2026, 3, 5), 2026) == "03-05"
    assert moments.day_list(date(2027, 1, 1), 2026) == "2027-01-01"
