"""Cells become values of fields, or say what is wrong, without ever quoting the cell."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from guanjia.foundation.tables.public import (
    BadCell,
    as_text,
    date_of,
    guard,
    moment_of,
    number_of,
    one_of,
    text_of,
    time_of,
    yes_of,
)
from guanjia.foundation.tables.rules.guard import unguard


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time on the wall, as sheets have it: without zone."""
    return datetime.combine(date(year, month, day), time(hour, minute))


KINDS = {"主任": "chair", "出席": "attend", "Sit-in": "sit_in"}
GOOD: list[tuple[Any, Any, Any]] = [
    (as_text, 13800138000.0, "13800138000"),
    (as_text, 13800138000, "13800138000"),
    (as_text, 3.5, "3.5"),
    (as_text, "  张\u3000 三\xa0", "张 三"),
    (as_text, "'+8613800138000", "+8613800138000"),
    (as_text, "'张三", "'张三"),
    (as_text, True, "1"),
    (as_text, wall(2026, 3, 5), "2026-03-05"),
    (as_text, wall(2026, 3, 5, 14, 30), "2026-03-05 14:30"),
    (text_of(4), "四个汉字", "四个汉字"),
    (number_of(), "1,234", 1234),
    (number_of(), " 12 ", 12),
    (number_of(0, 10), 10.0, 10),
    (number_of(0, 10), 0, 0),
    (number_of(whole=False), "¥1,234.50", Decimal("1234.50")),
    (number_of(whole=False), "3.5元", Decimal("3.5")),
    (date_of, wall(2026, 3, 5, 9), date(2026, 3, 5)),
    (date_of, date(2026, 3, 5), date(2026, 3, 5)),
    (date_of, "2026-03-05", date(2026, 3, 5)),
    (date_of, "2026/3/5", date(2026, 3, 5)),
    (date_of, "2026.3.5", date(2026, 3, 5)),
    (date_of, "2026年3月5日", date(2026, 3, 5)),
    (date_of, "2026年3月5日", date(2026, 3, 5)),
    (date_of, "20260305", date(2026, 3, 5)),
    (date_of, 46086.0, date(2026, 3, 5)),
    (date_of, "2024-02-29", date(2024, 2, 29)),
    (time_of, time(14, 30), time(14, 30)),
    (time_of, "14:30", time(14, 30)),
    (time_of, "14:30", time(14, 30)),
    (time_of, "下午2:30", time(14, 30)),
    (time_of, "9点半", time(9, 30)),
    (time_of, "9点", time(9)),
    (time_of, "14时05分", time(14, 5)),
    (time_of, 0.5, time(12)),
    (time_of, timedelta(hours=9), time(9)),
    (time_of, "23:59:59", time(23, 59, 59)),
    (moment_of, "2026-03-05 14:30", wall(2026, 3, 5, 14, 30)),
    (moment_of, "2026年3月5日下午2:30", wall(2026, 3, 5, 14, 30)),
    (moment_of, "2026-03-05", wall(2026, 3, 5)),
    (moment_of, "2026-03-05T14:30", wall(2026, 3, 5, 14, 30)),
    (moment_of, 46086.5, wall(2026, 3, 5, 12)),
    (yes_of, "是", True),
    (yes_of, "√", True),
    (yes_of, True, True),
    (yes_of, "否", False),
    (yes_of, 0, False),
    (one_of(KINDS), " sit-in ", "sit_in"),
    (one_of(KINDS), "出席", "attend"),
]


@pytest.mark.parametrize(("parse", "cell", "value"), GOOD)
def test_a_good_cell(parse: Any, cell: Any, value: Any) -> None:
    assert parse(cell) == value


BAD: list[tuple[Any, Any]] = [
    (as_text, 3.3010219900307451e17),
    (as_text, 10**15),
    (text_of(4), "五个汉字了"),
    (number_of(), "十二"),
    (number_of(), "1.5"),
    (number_of(), "NaN"),
    (number_of(), "Infinity"),
    (number_of(0, 10), -1),
    (number_of(0, 10), 11),
    (date_of, "2026-02-30"),
    (date_of, "2025-02-29"),
    (date_of, "2026-13-01"),
    (date_of, "明天"),
    (date_of, 5.0),
    (date_of, 90000.0),
    (date_of, "0000-01-01"),
    (time_of, "25:00"),
    (time_of, "12:60"),
    (time_of, "午饭后"),
    (time_of, 1.5),
    (moment_of, "2026-03-05 25:00"),
    (moment_of, "15:45"),
    (yes_of, "也许"),
    (one_of(KINDS), "旁听"),
]


@pytest.mark.parametrize(("parse", "cell"), BAD)
def test_a_bad_cell_says_why_and_is_not_quoted(parse: Any, cell: Any) -> None:
    with pytest.raises(BadCell) as bad:
        parse(cell)
    said = bad.value.msgid % bad.value.values
    assert said
    assert not isinstance(cell, str) or cell not in said


GUARDS = [
    ("=1+1", "'=1+1"),
    ("+8613800138000", "'+8613800138000"),
    ("-2", "'-2"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"),
    ("\t=1", "'\t=1"),
    ("=1+1", "'=1+1"),
    ("张三", "张三"),
    ("a\x00b\x0bc", "abc"),
    ("1-2", "1-2"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "guarded"), GUARDS)
def test_no_export_becomes_a_formula(text: str, guarded: str) -> None:
    assert guard(text) == guarded


@pytest.mark.parametrize("text", ["=1", "+86", "-2", "@x", "张三", "'quoted'"])
def test_the_guard_comes_off_on_the_way_back(text: str) -> None:
    assert unguard(guard(text)) == text
