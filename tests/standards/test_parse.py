from copy import deepcopy
from typing import Any

import pytest

from guanjia.standards.rules.condition import matches
from guanjia.standards.rules.dump import dump_standard, fingerprint
from guanjia.standards.rules.parse import parse_standard
from guanjia.standards.rules.parse_filter import dump_filter, parse_filter
from guanjia.standards.rules.problems import StandardInvalid

BASE: dict[str, Any] = {
    "code": "testing.check.first",
    "title": {"en": "First check", "zh": "首检"},
    "subject": "testing.thing",
    "when": {"relative": {"moment": "starts_at", "offset": "-2h"}},
    "post": "conference.leader",
}
WHENS: list[dict[str, Any]] = [
    {"relative": {"moment": ["ended_at", "ends_at"], "offset": "1d"}},
    {"chain": {"start": "seated_at", "until": "ends_at", "links": ["10m-15m", "25m-30m"], "rests": [["a", "b"]]}},
    {
        "chain": {
            "start": "seated_at",
            "until": ["ended_at", "ends_at"],
            "seasons": {
                "summer": {"months": [5, 6, 7, 8, 9, 10], "links": ["10m-15m"]},
                "winter": {"months": [11, 12, 1, 2, 3, 4], "links": ["15m-20m", "20m"]},
            },
        }
    },
    {"calendar": {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "anchor": "2026-01-05", "holiday": "after"}},
    {"floating": {"start": "installed_on", "every": "90d"}},
    {"quota": {"count": 4, "period": "day", "spacing": "2h", "between": ["22:00", "06:00"], "days": "off"}},
    {"timer": {"name": "response", "target": "8wh", "begin": ["a", "b"], "end": "c", "pause": "d", "resume": "e"}},
    {"trigger": {"event": "servicedesk.item_failed", "within": "30m"}},
    {"trigger": {"move": "interrupted", "within": "2wd"}},
    {"trigger": {"fact": "hours", "step": 12000, "within": "3d"}},
]


def faults(raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(StandardInvalid) as caught:
        parse_standard(raw)
    return [(each.field, each.say()) for each in caught.value.problems]


@pytest.mark.parametrize("when", WHENS, ids=lambda when: next(iter(when)))
def test_what_is_written_back_reads_the_same(when):
    standard = parse_standard({**BASE, "when": when})
    again = parse_standard(dump_standard(standard))
    assert again == standard
    assert fingerprint(again) == fingerprint(standard)


def test_the_same_promise_written_otherwise_is_the_same_version():
    other = deepcopy(BASE)
    other["when"]["relative"] = {"offset": "-120m", "moment": ["starts_at"]}
    other["weight"] = 1
    assert fingerprint(parse_standard(other)) == fingerprint(parse_standard(BASE))
    other["weight"] = 2
    assert fingerprint(parse_standard(other)) != fingerprint(parse_standard(BASE))


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"code": "Level1"}, "code", "dotted lower-case"),
        ({"title": "First"}, "title", "en and zh"),
        ({"subject": None}, "subject", "is required"),
        ({"wen": 1}, "wen", "is not a field of this"),
        ({"when": {}}, "when", "exactly one of"),
        ({"when": {"relative": {"moment": "a"}}}, "when.relative.offset", "is required"),
        ({"when": {"relative": {"moment": "a", "offset": "2 hours"}}}, "when.relative.offset", "is not a duration"),
        ({"when": {"relative": {"moment": "a", "offset": "1h", "x": 1}}}, "when.relative.x", "is not a field"),
        (
            {"when": {"chain": {"start": "a", "until": "b", "links": ["20m"], "rests": [["a"]]}}},
            "when.chain.rests",
            "pairs of moments",
        ),
        (
            {"when": {"chain": {"start": "a", "until": "b", "links": ["20m-10m"]}}},
            "when.chain.links",
            "the later end of an interval comes second",
        ),
        (
            {"when": {"chain": {"start": "a", "until": "b", "seasons": {"s": {"months": [1], "links": ["5m"]}}}}},
            "when.chain.seasons",
            "each month 1 to 12 once",
        ),
        ({"when": {"calendar": {"rule": "FREQ=MONTHLY;BYMONTHDAY=31"}}}, "when.calendar.rule", "use -1"),
        ({"when": {"floating": {"start": "a", "every": "-3d"}}}, "when.floating.every", "longer than nothing"),
        (
            {"when": {"quota": {"count": 3, "period": "day", "spacing": "7h", "between": ["08:00", "20:00"]}}},
            "when.quota.spacing",
            "do not fit",
        ),
        ({"when": {"quota": {"count": 1, "period": "week", "days": "off"}}}, "when.quota.period", "one day"),
        (
            {"when": {"timer": {"name": "r", "target": "1h", "begin": "a", "end": "b", "pause": "c"}}},
            "when.timer.resume",
            "pause",
        ),
        ({"when": {"trigger": {"within": "1h"}}}, "when.trigger.event", "exactly one of"),
        ({"when": {"trigger": {"fact": "h", "within": "1h"}}}, "when.trigger.step", "belongs to a fact"),
        ({"post": None}, "post", "either post or performer"),
        ({"performer": "surveys.send"}, "post", "either post or performer"),
        ({"single_handed": True}, "single_handed", "needs a counter_sign"),
        ({"ambient": True, "at_risk": "5m"}, "ambient", "no ladder"),
        ({"window": {"opens": "-1h"}}, "window.opens", "must not be negative"),
        ({"weight": -1}, "weight", "whole number"),
        ({"weight": True}, "weight", "whole number"),
        ({"proof": ["selfie"]}, "proof", "must be one of"),
        ({"proof": ["scan"]}, "scan_fact", "is required"),
        ({"after": "testing.check.first"}, "after", "cannot wait for itself"),
        ({"seeds": ["X-1"]}, "seeds", "catalogue id"),
        ({"ladder": [{"after": "9m", "post": "a"}, {"after": "5m", "post": "a"}]}, "ladder", "ascend"),
        ({"filter": {"size": {"above": 3}}}, "filter", "a comparison must be one of"),
        (
            {"items": [{"code": "a", "text": {"en": "A", "zh": "甲"}, "least": 3}]},
            "items[0].proof",
            "belong to a number",
        ),
        ({"discharged_by": "hope"}, "discharged_by", "must be evidence"),
    ],
)
def test_a_mistake_is_named_by_field_and_rule(change, field, rule):
    found = faults({**BASE, **change})
    assert [name for name, _ in found] == [field]
    assert rule in found[0][1]


def test_all_mistakes_are_named_at_once():
    assert {name for name, _ in faults({"code": "X", "subject": 3})} == {"code", "title", "subject", "when"}


@pytest.mark.parametrize(
    ("raw", "facts", "holds"),
    [
        ({}, {}, True),
        ({"size": {"gte": 50}}, {"size": 50}, True),
        ({"size": {"gte": 50}}, {"size": 49}, False),
        ({"size": {"gt": 50}}, {"size": 50}, False),
        ({"size": {"lte": 50}}, {"size": 51}, False),
        ({"size": {"lt": 50, "gte": 10}}, {"size": 10}, True),
        ({"size": {"gte": 50}}, {}, False),
        ({"size": {"gte": 50}}, {"size": "many"}, False),
        ({"regime": {"in": ["fiscal", "internal"]}}, {"regime": "fiscal"}, True),
        ({"regime": {"not": "fiscal"}}, {"regime": "fiscal"}, False),
        ({"regime": {"not": "fiscal"}}, {}, True),
        ({"regime": {"not": {"in": ["a", "b"]}}}, {"regime": "b"}, False),
        ({"vip": {"known": False}}, {"vip": None}, True),
        ({"vip": True, "size": {"gte": 5}}, {"vip": True, "size": 4}, False),
        ({"any": [{"vip": True}, {"size": {"gte": 5}}]}, {"vip": False, "size": 5}, True),
        ({"any": [{"vip": True}, {"size": {"gte": 5}}]}, {"vip": False, "size": 4}, False),
    ],
)
def test_a_filter_reads_facts(raw, facts, holds):
    condition = parse_filter(raw)
    assert matches(condition, facts) is holds
    assert parse_filter(dump_filter(condition)) == condition
