from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from guanjia.kernel.recurrence import RuleRefused, check_rule, occurrences
from guanjia.kernel.walltime import to_utc, to_wall

ANCHOR = datetime.fromisoformat("2024-01-01")


def found(rule: str, begin: str, end: str, anchor: datetime = ANCHOR) -> list[str]:
    dates = occurrences(rule, anchor, datetime.fromisoformat(begin), datetime.fromisoformat(end))
    return [each.isoformat(timespec="minutes") for each in dates]


@pytest.mark.parametrize(
    ("rule", "begin", "end", "expected"),
    [
        ("FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "2026-03-01T08:00:00", "2026-03-02T08:00:00", ["2026-03-01T08:00"]),
        ("FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "2026-03-01T08:00:01", "2026-03-02T08:00:01", ["2026-03-02T08:00"]),
        ("FREQ=DAILY;BYHOUR=8;BYMINUTE=0", "2026-03-01T08:00:01", "2026-03-02T08:00:00", []),
        (
            "FREQ=HOURLY;INTERVAL=2",
            "2026-12-31T22:00:00",
            "2027-01-01T02:01:00",
            ["2026-12-31T22:00", "2027-01-01T00:00", "2027-01-01T02:00"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=30",
            "2026-02-01",
            "2026-04-01",
            ["2026-02-28T09:30", "2026-03-31T09:30"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9;BYMINUTE=0",
            "2026-03-01",
            "2026-04-01",
            ["2026-03-09T09:00", "2026-03-23T09:00"],
        ),
    ],
)
def test_occurrences_begin_included_end_not(rule, begin, end, expected):
    assert found(rule, begin, end) == expected


@pytest.mark.parametrize("interval", [1, 2, 3, 7])
@pytest.mark.parametrize("freq", ["HOURLY", "DAILY", "WEEKLY", "MONTHLY"])
def test_starting_near_gives_what_walking_from_the_anchor_gives(freq, interval):
    rule = f"FREQ={freq};INTERVAL={interval}"
    anchor = datetime.fromisoformat("2024-01-03T07:00")
    far = [each for each in found(rule, "2024-01-01", "2024-09-01", anchor) if each >= "2024-07"]
    assert found(rule, "2024-07-01", "2024-09-01", anchor) == far


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=29", "use -1"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,31", "use -1"),
        ("FREQ=DAILY;COUNT=3", "COUNT is not allowed"),
        ("FREQ=DAILY;UNTIL=20270101", "UNTIL is not allowed"),
        ("FREQ=MINUTELY", "FREQ must be one of"),
        ("FREQ=DAILY;BYDAY=XX", "not a recurrence rule"),
        ("daily", "NAME=VALUE"),
    ],
)
def test_check_rule_refuses_with_a_hint(rule, hint):
    with pytest.raises(RuleRefused, match=hint):
        check_rule(rule)


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=28", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=YEARLY;BYMONTH=2"])
def test_check_rule_passes_days_every_month_has(rule):
    check_rule(rule)


@pytest.mark.parametrize(
    ("wall", "back", "utc"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T01:59:59", "2026-03-29T00:59:59"),
        ("2026-03-29T02:00:00", "2026-03-29T03:00:00", "2026-03-29T01:00:00"),
        ("2026-03-29T02:30:00", "2026-03-29T03:30:00", "2026-03-29T01:30:00"),
        ("2026-10-25T02:30:00", "2026-10-25T02:30:00", "2026-10-25T00:30:00"),
    ],
)
def test_a_gap_moves_forward_and_an_ambiguous_time_is_the_first(wall, back, utc):
    berlin = ZoneInfo("Europe/Berlin")
    moment = to_utc(berlin, datetime.fromisoformat(wall))
    assert moment.replace(tzinfo=None).isoformat() == utc
    assert to_wall(berlin, moment).isoformat() == back
