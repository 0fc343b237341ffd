"""W17: who gets a card, for how long, where it opens."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.frontdesk.cards.public import (
    CardClass,
    CardState,
    Evidence,
)
from guanjia.frontdesk.cards.rules.cards import (
    CARD_MOVES,
    VISITOR_LONGEST,
    Request,
    is_tail,
    may_extend,
    refusal,
)
from guanjia.frontdesk.cards.rules.zones import ZoneRule, zones_of
from tests.factories.conference import NINE
from tests.frontdesk.cards.household import D

S = timedelta(seconds=1)
LEASE_END = NINE + 30 * D


def asked(**fields: Any) -> Request:
    given = {
        "card_class": CardClass.OWNER, "relation": "owner", "evidence": Evidence.DEED, "evidence_tail": "12AB",
        "valid_from": NINE, "valid_until": None,
    }  # fmt: skip
    return Request(**(given | fields))


TENANT = {"card_class": CardClass.TENANT, "relation": "lessee", "evidence": Evidence.LEASE, "lease_ends_at": LEASE_END}
VISITOR = {"card_class": CardClass.VISITOR, "relation": "", "evidence": Evidence.OWNERS_WORD, "zone_count": 1}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, ""),
        ({"valid_until": NINE + S}, ""),
        ({"valid_until": NINE}, "valid_until"),
        ({"relation": "lessee"}, "card_class"),
        ({"relation": ""}, "card_class"),
        ({"evidence": Evidence.NONE}, "evidence"),
        ({"evidence": Evidence.LEASE}, "evidence"),
        ({"evidence_tail": ""}, "evidence_tail"),
        ({"evidence_tail": "330102199001011234"}, "evidence_tail"),
        (TENANT | {"valid_until": LEASE_END}, ""),
        (TENANT | {"valid_until": LEASE_END + S}, "valid_until"),
        (TENANT | {"valid_until": None}, "valid_until"),
        (TENANT | {"valid_until": LEASE_END, "lease_ends_at": None}, "valid_until"),
        (TENANT | {"valid_until": LEASE_END, "evidence": Evidence.OWNERS_WORD}, "evidence"),
        (VISITOR | {"valid_until": NINE + VISITOR_LONGEST}, ""),
        (VISITOR | {"valid_until": NINE + VISITOR_LONGEST + S}, "valid_until"),
        (VISITOR | {"valid_until": NINE}, "valid_until"),
        (VISITOR | {"valid_until": None}, "valid_until"),
        (VISITOR | {"valid_until": NINE + D, "zone_count": 0}, "zones"),
    ],
)
def test_who_gets_a_card(fields: dict[str, Any], field: str) -> None:
    assert refusal(asked(**fields))[0] == field


@pytest.mark.parametrize(("text", "fits"), [("12AB", True), ("123", False), ("12345", False), ("12-B", False)])
def test_only_the_tail_of_a_paper_is_noted(text: str, fits: bool) -> None:
    assert is_tail(text) is fits


@pytest.mark.parametrize(
    ("until", "lease", "may"),
    [(NINE + D, NINE + D, True), (NINE + D + S, NINE + D, False), (NINE, NINE + D, False), (NINE + D, None, False)],
)
def test_a_card_is_prolonged_as_far_as_the_lease(until: Any, lease: Any, may: bool) -> None:
    assert may_extend(CardClass.TENANT, until, lease, NINE) is may
    assert not may_extend(CardClass.FAMILY, until, lease, NINE)


ZONES = [
    ZoneRule(1, None, True, True),
    ZoneRule(2, None, False, False),
    ZoneRule(3, 7, True, False),
    ZoneRule(4, 8, True, True),
]


@pytest.mark.parametrize(
    ("card_class", "chosen", "opens"),
    [
        (CardClass.OWNER, set(), {1, 2, 3}),
        (CardClass.FAMILY, set(), {1, 3}),
        (CardClass.TENANT, set(), {1}),
        (CardClass.VISITOR, set(), set()),
        (CardClass.VISITOR, {1, 2}, {1}),
        (CardClass.VISITOR, {4}, set()),
    ],
)
def test_where_each_class_opens(card_class: CardClass, chosen: set[int], opens: set[int]) -> None:
    assert zones_of(card_class, 7, ZONES, chosen) == opens


def test_every_way_of_a_card_ends() -> None:
    assert {state for state, to in CARD_MOVES.items() if not to} == {CardState.CANCELLED_RETURNED, CardState.REFUSED}
