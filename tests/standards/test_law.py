from datetime import date, timedelta
from typing import Any

import pytest

from guanjia.standards.rules.dump import dump_standard
from guanjia.standards.rules.gaps import longest_gap
from guanjia.standards.rules.law import Bind, Law, breaches, holds_at
from guanjia.standards.rules.parse import parse_standard
from guanjia.standards.rules.standard import Words
from tests.standards.test_parse import BASE

H = timedelta(hours=1)


def law(bound: str, value: Any, field: str, **more: Any) -> Law:
    usual = {"key": "k", "title": Words("T", "题"), "article": "第1条", "binds": (Bind("testing.*", field),)}
    return Law(bound=bound, value=value, **{**usual, **more})


def breached(rule: Law, **change: Any) -> bool:
    standard = parse_standard({**BASE, **change})
    return bool(breaches([rule], standard, dump_standard(standard)))


def every(rule: str) -> dict[str, Any]:
    return {"when": {"calendar": {"rule": rule}}}


@pytest.mark.parametrize(
    ("rule", "change", "refused"),
    [
        (law("ceiling", "2h", "interval"), every("FREQ=HOURLY;INTERVAL=2"), False),
        (law("ceiling", "2h", "interval"), every("FREQ=HOURLY;INTERVAL=3"), True),
        (law("ceiling", "15d", "interval"), every("FREQ=DAILY;INTERVAL=15"), False),
        (law("ceiling", "15d", "interval"), every("FREQ=DAILY;INTERVAL=16"), True),
        (law("ceiling", "15d", "interval"), every("FREQ=MONTHLY;BYMONTHDAY=1"), True),
        (law("ceiling", "31d", "interval"), every("FREQ=MONTHLY;BYMONTHDAY=-1"), False),
        (law("ceiling", "30m", "window.missed"), {"window": {"missed": "30m"}}, False),
        (law("ceiling", "30m", "window.missed"), {"window": {"missed": "1801s"}}, True),
        (law("floor", "2h", "when.relative.offset"), {}, False),
        (law("floor", "2h", "when.relative.offset"), {"when": {"relative": {"moment": "s", "offset": "-7199s"}}}, True),
        (law("forbid", "security", "post"), {"post": "security"}, True),
        (law("forbid", "security", "post"), {}, False),
        (law("forbid", None, "scan_fact"), {"scan_fact": "code"}, True),
        (law("require", "photo", "proof"), {"proof": ["photo", "tick"]}, False),
        (law("require", "photo", "proof"), {"proof": ["tick"]}, True),
        (law("require", None, "counter_sign"), {}, True),
        (law("ceiling", "2h", "interval"), every("FREQ=HOURLY") | {"off": "too costly"}, True),
        (law("inform", "2h", "interval"), every("FREQ=DAILY") | {"off": "too costly"}, False),
        (law("ceiling", "2h", "interval", binds=(Bind("other.*", "interval"),)), every("FREQ=DAILY"), False),
    ],
)
def test_a_promise_may_be_stricter_than_the_law_and_never_weaker(rule, change, refused):
    assert breached(rule, **change) is refused


def test_a_refusal_quotes_the_article():
    standard = parse_standard({**BASE, **every("FREQ=DAILY")})
    (found,) = breaches([law("ceiling", "2h", "interval")], standard, dump_standard(standard))
    assert (found.problem().field, found.problem().say()) == ("when", "the law allows at most 2h (第1条)")


@pytest.mark.parametrize(
    ("when", "gap"),
    [
        ({"quota": {"count": 1, "period": "day"}}, 24 * H),
        ({"quota": {"count": 2, "period": "day", "spacing": "4h"}}, 20 * H),
        ({"floating": {"start": "s", "every": "15d"}}, 15 * 24 * H),
        ({"chain": {"start": "s", "until": "e", "links": ["50m-60m", "1h-2h"]}}, 2 * H),
        ({"relative": {"moment": "s", "offset": "1h"}}, None),
    ],
)
def test_longest_gap_of_each_kind(when, gap):
    assert longest_gap(parse_standard({**BASE, "when": when}).when) == gap


@pytest.mark.parametrize(
    ("place", "on", "holds"),
    [
        ("CN-31", date(2023, 5, 5), True),
        ("CN-31-01", date(2024, 1, 1), True),
        ("CN-31", date(2023, 5, 4), False),
        ("CN", date(2024, 1, 1), False),
        ("CN-310", date(2024, 1, 1), False),
    ],
)
def test_a_law_holds_from_its_day_in_its_place(place, on, holds):
    rule = law("floor", 1, "weight", place="CN-31", in_force=date(2023, 5, 5))
    assert holds_at(rule, place, on) is holds
