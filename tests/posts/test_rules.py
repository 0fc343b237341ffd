"""Shifts across midnight, gaps, rest days, overtime: pure rules at their boundaries."""

from datetime import date, datetime, time, timedelta

import pytest

from guanjia.posts.rules.cover import Gap, gaps, split
from guanjia.posts.rules.fitting import Standing, Wanted
from guanjia.posts.rules.hours import breaks_overtime_limit, overtime_h, weeks_without_rest
from guanjia.posts.rules.shifts import shift_span, week_of

DAY = date(2026, 12, 31)
AT = datetime.combine(DAY, time())  # on the wall
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def span(begins: float, ends: float) -> tuple[datetime, datetime]:
    return AT + begins * HOUR, AT + ends * HOUR


@pytest.mark.parametrize(
    ("from_time", "until_time", "hours"),
    [
        (time(8), time(18), 10),
        (time(20), time(8), 12),
        (time(8), time(8), 24),
        (time(0), time(23, 59), 23 + 59 / 60),
        (time(16), time(0), 8),
    ],
)
def test_shift_that_does_not_end_later_ends_the_next_day(from_time, until_time, hours):
    begins, ends = shift_span(DAY, from_time, until_time)
    assert begins.date() == DAY
    assert (ends - begins).total_seconds() / 3600 == pytest.approx(hours)


def test_night_shift_of_new_years_eve_ends_in_the_new_year():
    assert shift_span(DAY, time(20), time(8))[1] == datetime.combine(date(2027, 1, 1), time(8))


@pytest.mark.parametrize(("day", "monday"), [(date(2026, 12, 28), date(2026, 12, 28)), (DAY, date(2026, 12, 28))])
def test_week_begins_on_monday(day, monday):
    assert week_of(day) == monday


@pytest.mark.parametrize(
    ("entries", "least", "expected"),
    [
        ([span(8, 18)], 1, []),
        ([span(8, 12), span(12, 18)], 1, []),
        ([span(8, 12), (AT + 12 * HOUR + SECOND, AT + 18 * HOUR)], 1, [(12 * HOUR, 12 * HOUR + SECOND, 1)]),
        ([], 1, [(8 * HOUR, 18 * HOUR, 1)]),
        ([], 2, [(8 * HOUR, 18 * HOUR, 2)]),
        ([span(8, 18)], 2, [(8 * HOUR, 18 * HOUR, 1)]),
        ([span(8, 18), span(10, 12)], 2, [(8 * HOUR, 10 * HOUR, 1), (12 * HOUR, 18 * HOUR, 1)]),
        ([span(0, 9), span(17, 24)], 1, [(9 * HOUR, 17 * HOUR, 1)]),
        (
            [span(8, 10), span(12, 18)],
            2,
            [(8 * HOUR, 10 * HOUR, 1), (10 * HOUR, 12 * HOUR, 2), (12 * HOUR, 18 * HOUR, 1)],
        ),
    ],
)
def test_gaps_of_a_post(entries, least, expected):
    found = gaps([span(8, 18)], entries, least)
    assert found == [Gap(AT + begins, AT + ends, missing) for begins, ends, missing in expected]


@pytest.mark.parametrize(
    ("taken", "left", "really"),
    [
        (span(8, 18), [], span(8, 18)),
        (span(0, 24), [], span(8, 18)),
        (span(8, 12), [span(12, 18)], span(8, 12)),
        (span(12, 18), [span(8, 12)], span(12, 18)),
        (span(10, 12), [span(8, 10), span(12, 18)], span(10, 12)),
        (span(18, 20), [span(8, 18)], None),
        (span(6, 8), [span(8, 18)], None),
    ],
)
def test_part_of_an_entry_is_taken(taken, left, really):
    assert split(span(8, 18), taken) == (left, really)


def on_days(count: int) -> list[tuple[datetime, datetime]]:
    monday = datetime.combine(date(2026, 11, 16), time(8))
    return [(monday + timedelta(days=n), monday + timedelta(days=n, hours=8)) for n in range(count)]


@pytest.mark.parametrize(("days", "tired"), [(6, []), (7, [date(2026, 11, 16)])])
def test_a_week_without_a_rest_day(days, tired):
    assert weeks_without_rest(on_days(days)) == tired


@pytest.mark.parametrize(
    ("ends", "tired"),
    [
        (datetime.combine(date(2026, 11, 22), time()), []),
        (datetime.combine(date(2026, 11, 22), time(0, 0, 1)), [date(2026, 11, 16)]),
    ],
)
def test_a_night_that_reaches_into_the_seventh_day_counts(ends, tired):
    night = (datetime.combine(date(2026, 11, 21), time(20)), ends)
    assert weeks_without_rest([*on_days(5), night]) == tired


@pytest.mark.parametrize(("hours", "breaks"), [(36, False), (36.01, True), (0, False)])
def test_overtime_limit_of_a_month(hours, breaks):
    worked = [(AT, AT + timedelta(hours=8 * 21 + hours))]
    assert overtime_h(worked, 21) == pytest.approx(hours)
    assert breaks_overtime_limit(overtime_h(worked, 21)) is breaks


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"ends_at": AT}, "times"),
        ({"post_is_open": False}, "closed"),
        ({"longest_shift_h": 2}, ""),
        ({"longest_shift_h": 1}, "long"),
        ({"user_id": 2}, "member"),
        ({"qualification": "fire"}, ""),
        ({"qualification": "lift"}, "qualification"),
        ({"qualification": "crane"}, ""),
        ({"qualification": "fire", "last_day": DAY + timedelta(days=1)}, "qualification"),
        ({"starts_at": AT + 2 * HOUR, "ends_at": AT + 3 * HOUR}, ""),
        ({"starts_at": AT + 3 * HOUR - SECOND, "ends_at": AT + 4 * HOUR + SECOND}, "double"),
        ({"starts_at": AT + 3 * HOUR, "ends_at": AT + 3 * HOUR + SECOND}, "double"),
        ({"starts_at": AT + 3 * HOUR, "ends_at": AT + 4 * HOUR, "double": True}, ""),
    ],
)
def test_an_entry_fits_or_says_why_not(change, code):
    standing = Standing({1}, {(1, "fire"): DAY, (1, "crane"): None})
    standing.taken[1].append((AT + 3 * HOUR, AT + 4 * HOUR))
    fields = {"user_id": 1, "starts_at": AT, "ends_at": AT + 2 * HOUR, "last_day": DAY} | change
    assert standing.obstacle(Wanted(**fields)) == code


def test_what_was_taken_stands_in_the_way_of_the_next():
    standing, wanted = Standing({1}, {}), Wanted(1, AT, AT + HOUR, DAY)
    standing.take(wanted)
    assert standing.obstacle(wanted) == "double"
