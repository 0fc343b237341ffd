"""Anybody may send anything: what was typed is read without failing, and both ends of the calendar stand."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from guanjia.foundation.sites.settings import BadSetting, read_hours
from guanjia.frontdesk.parcels.rules.liability import is_amount
from guanjia.kernel import typed
from guanjia.kernel.walltime import FIRST, LAST, to_utc


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), (" 12 ", 12), ("", 0), (None, 0), ("-1", 0), ("a\x00b", 0), ("Ⅷ²", 0), ("٣", 0), ("1e3", 0),
     ("9" * 18, 10**18 - 1), ("9" * 19, 0)],
)  # fmt: skip
def test_a_number(text: object, number: int) -> None:
    assert typed.number(text) == number


def test_numbers_keep_their_order_and_lose_what_is_none() -> None:
    assert typed.numbers(["3", "²", "1", "", "0", "3", "1" * 19]) == [3, 1, 3]


@pytest.mark.parametrize("text", ["", None, "2026-02-30", "25:61", "a\x00b", "99999999999999999999"])
def test_neither_a_day_nor_a_moment(text: object) -> None:
    assert typed.day(text) is typed.moment(text) is None


def test_a_day_and_a_moment() -> None:
    assert typed.day("2026-02-28") == date(2026, 2, 28)
    assert typed.moment("2026-02-28T09:30") == datetime(2026, 2, 28, 9, 30)  # noqa: DTZ001 - the wall clock


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_the_ends_of_the_calendar(zone: str) -> None:
    place = ZoneInfo(zone)
    first, last = (datetime.combine(each, time(12)) for each in (date.min, date.max))
    assert to_utc(place, first.replace(hour=0)) == FIRST and to_utc(place, last.replace(hour=23)) == LAST
    assert FIRST.astimezone(place).year == 1 and LAST.astimezone(place).year == 9999


def test_hours_with_a_zone_are_none() -> None:
    with pytest.raises(BadSetting):
        read_hours("0001-01-01")


@pytest.mark.parametrize(
    ("text", "yes"),
    [("0", True), ("99.99", True), ("1.005", False), ("-0.01", False), ("NaN", False), ("Infinity", False),
     ("99999999.99", True), ("1e8", False), ("1e400", False)],
)  # fmt: skip
def test_an_amount_that_can_be_paid(text: str, yes: bool) -> None:
    assert is_amount(Decimal(text)) is yes
