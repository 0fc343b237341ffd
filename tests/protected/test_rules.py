"""Papers that count, zones, plans and rehearsals as tables."""

from datetime import date, timedelta

import pytest

from guanjia.protected.rules.clearance import NEEDED, NEEDS_NUMBER, TRAININGS, OnFile, PaperKind, lacking
from guanjia.protected.rules.meeting import PlanKind, Rank, Zone, missing_plans, opens, rehearsals_left

DAY = date(2026, 3, 5)
K = PaperKind


def all_but(*left_out: PaperKind, on: date = date(2026, 1, 5)) -> list[OnFile]:
    return [OnFile(kind, on) for kind in NEEDED if kind not in left_out]


def test_who_has_everything_lacks_nothing() -> None:
    assert lacking(all_but(), DAY) == []
    assert lacking([], DAY) == list(NEEDED)


@pytest.mark.parametrize("kind", NEEDED)
def test_each_paper_is_needed_and_named(kind: PaperKind) -> None:
    assert lacking(all_but(kind), DAY) == [kind]


def test_five_trainings_and_no_guarantor() -> None:
    assert {K.POLITICS, K.SECRECY, K.INCIDENTS, K.PROTOCOL, K.INTEGRITY} == TRAININGS
    assert frozenset({K.CERTIFICATE}) == NEEDS_NUMBER
    assert "guarantor" not in {kind.value for kind in PaperKind}, "劳动合同法 9"


@pytest.mark.parametrize(
    ("kind", "days", "counts"),
    [
        (K.CERTIFICATE, 365, True),
        (K.CERTIFICATE, 366, False),
        (K.SECRECY, 366, False),
        (K.AUTHORISATION, 366, False),
        (K.AGREEMENT, 2000, True),
        (K.HISTORY, 2000, True),
        (K.HISTORY, -1, False),
    ],
)
def test_how_long_a_paper_counts(kind: PaperKind, days: int, counts: bool) -> None:
    papers = [*all_but(kind), OnFile(kind, DAY - timedelta(days=days))]
    assert (lacking(papers, DAY) == []) is counts


@pytest.mark.parametrize(
    ("pass_zone", "zone", "enters"),
    [
        (Zone.CORE, Zone.CORE, True), (Zone.CORE, Zone.CONTROL, True), (Zone.CORE, Zone.OUTER, True),
        (Zone.CONTROL, Zone.CORE, False), (Zone.CONTROL, Zone.CONTROL, True), (Zone.CONTROL, Zone.OUTER, True),
        (Zone.OUTER, Zone.CORE, False), (Zone.OUTER, Zone.CONTROL, False), (Zone.OUTER, Zone.OUTER, True),
    ],
)  # fmt: skip
def test_which_pass_opens_which_ring(pass_zone: Zone, zone: Zone, enters: bool) -> None:
    assert opens(pass_zone, zone) is enters


def test_one_main_plan_and_two_reserves() -> None:
    main, reserve = PlanKind.MAIN, PlanKind.RESERVE
    assert missing_plans([]) == (1, 2)
    assert missing_plans([main, reserve]) == (0, 1)
    assert missing_plans([main, reserve, reserve]) == (0, 0)


@pytest.mark.parametrize(
    ("rank", "held", "left"),
    [(Rank.ORDINARY, 0, 1), (Rank.ORDINARY, 1, 0), (Rank.HIGH, 1, 1), (Rank.HIGHEST, 2, 1), (Rank.HIGHEST, 3, 0)],
)
def test_rehearsals_by_rank(rank: Rank, held: int, left: int) -> None:
    assert rehearsals_left(rank, held) == left
