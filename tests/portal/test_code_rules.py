"""Log-in codes, access by dated relations, notices: the rules as tables, on both sides of each limit."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guanjia.portal.rules.access import HISTORY_DAYS, Tie, homes_on, keeps_history, may_log_in
from guanjia.portal.rules.announcements import group_text, is_current, meant_for
from guanjia.portal.rules.codes import is_alive, may_ask, new_code, veiled
from guanjia.portal.rules.shown import span_words

AT = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("phone", "sender", "waits_until"),
    [
        ([], [], None),
        ([AT - MINUTE + SECOND], [], AT + SECOND),
        ([AT - MINUTE], [], None),
        ([AT - n * 10 * MINUTE for n in range(1, 5)], [], None),
        ([AT - n * 10 * MINUTE for n in range(1, 6)], [], AT + 10 * MINUTE),
        ([AT - HOUR, *(AT - n * 10 * MINUTE for n in range(1, 5))], [], None),
        ([AT - n * 2 * HOUR for n in range(1, 10)], [], None),
        ([AT - n * 2 * HOUR for n in range(1, 11)], [], AT + 4 * HOUR),
        ([], [AT - n * MINUTE for n in range(1, 30)], None),
        ([], [AT - n * MINUTE for n in range(1, 31)], AT + 30 * MINUTE),
    ],
)
def test_how_often_a_code_may_be_asked_for(
    phone: list[datetime], sender: list[datetime], waits_until: datetime | None
) -> None:
    found = may_ask(phone, sender, AT)
    assert (found.until if found else None) == waits_until


@pytest.mark.parametrize(
    ("ends", "tries", "used", "alive"),
    [(SECOND, 4, False, True), (SECOND, 5, False, False), (timedelta(0), 0, False, False), (SECOND, 0, True, False)],
)
def test_a_code_lives_until_its_end_and_five_tries(ends: timedelta, tries: int, used: bool, alive: bool) -> None:
    assert is_alive(expires_at=AT + ends, tries=tries, used=used, now=AT) is alive


def test_codes_have_six_digits_and_names_are_veiled() -> None:
    assert all(len(code) == 6 and code.isdecimal() for code in (new_code() for _ in range(50)))
    assert [veiled(name) for name in ("张三", "欧阳修之", "Ann Smith", "李", " ")] == [
        "张*",
        "欧***",
        "A***",
        "李*",
        "*",
    ]


@pytest.mark.parametrize(
    ("since", "until", "hosts", "home", "history"),
    [
        (None, None, True, True, False),
        (TODAY, None, True, True, False),
        (TODAY + DAY, None, True, False, False),
        (None, TODAY + DAY, True, True, True),
        (None, TODAY, True, False, True),
        (None, TODAY - timedelta(days=HISTORY_DAYS - 1), True, False, True),
        (None, TODAY - timedelta(days=HISTORY_DAYS), True, False, False),
        (None, None, False, False, False),
        (None, TODAY, False, False, False),
    ],
)
def test_who_moved_out_yesterday_has_no_home_today(
    since: date | None, until: date | None, hosts: bool, home: bool, history: bool
) -> None:
    ties = [Tie(7, hosts, since, until)]
    assert homes_on(ties, TODAY) == ((7,) if home else ())
    assert keeps_history(ties, TODAY) is history
    assert may_log_in(ties, TODAY) is (home or history)


def test_a_lease_that_begins_later_opens_nothing_yet() -> None:
    assert not may_log_in([Tie(7, True, TODAY + DAY, TODAY + 365 * DAY)], TODAY)


@pytest.mark.parametrize(
    ("buildings", "homes", "meant"), [([], [], True), ([1], [1, 2], True), ([1], [2], False), ([1], [], False)]
)
def test_whom_a_notice_concerns(buildings: list[int], homes: list[int], meant: bool) -> None:
    assert meant_for(buildings, homes) is meant


@pytest.mark.parametrize(("until", "current"), [(None, True), (TODAY, False), (TODAY + DAY, True)])
def test_how_long_a_notice_counts(until: date | None, current: bool) -> None:
    assert is_current(until, TODAY) is current


def test_the_text_for_a_group_has_title_time_text_contact_and_link() -> None:
    text = group_text(title="停水", body="管网检修\n", span="2026-11-22 09:00–17:00", contact="前台 8000", number="GG-1",
                      link="https://h/n/1", site="桂苑")  # fmt: skip
    assert text == "【桂苑】停水\n2026-11-22 09:00–17:00\n管网检修\n前台 8000\nGG-1 https://h/n/1"


def test_the_time_of_an_outage() -> None:
    nine = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    assert span_words(None, None) == ""
    assert span_words(nine, None) == "2026-11-22 09:00"
    assert span_words(nine, nine + 8 * HOUR) == "2026-11-22 09:00–17:00"
    assert span_words(nine, nine + 16 * HOUR) == "2026-11-22 09:00 – 2026-11-23 01:00"
