"""What will be late: only the past teaches (W19)."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from guanjia.dispatch.rules.lateness import FEATURES, LEAST_TAUGHT, Case, rows_of, taught_by

DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


def cases(count: int, seed: int = 1) -> list[Case]:
    """Leaks are done in time, lifts are late, the rest by chance."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        kind = chance.choice(["leak", "lift", "light"])
        took = {"leak": 5, "lift": 60}.get(kind, chance.uniform(5, 60))
        created = DAY + timedelta(hours=2 * number)
        found.append(
            Case(kind, "repair", "call", created, created + timedelta(hours=24), created + timedelta(hours=took))
        )
    return found


def named(row) -> dict[str, float]:
    return dict(zip(FEATURES, row, strict=True))


def test_nothing_of_the_future_enters():
    past = cases(60)
    moment = past[40].created
    other = [
        replace(case, closed=moment + timedelta(hours=500)) if case.closed and case.closed >= moment else case
        for case in past
    ]
    assert (rows_of(past)[:41] == rows_of(other)[:41]).all()
    assert (rows_of(past)[:41] == rows_of(past[:41])).all()
    assert not (rows_of(past) == rows_of(other)).all()


def test_the_past_of_a_kind_is_counted():
    first = Case("lift", "repair", "call", DAY, DAY + timedelta(hours=4), DAY + timedelta(hours=10))
    asked = replace(first, created=DAY + timedelta(hours=6), due=DAY + timedelta(hours=7), closed=None)
    waiting = named(rows_of([first, asked])[1])
    assert (waiting["kind_open"], waiting["kind_overdue"], waiting["kind_known"], waiting["kind_week"]) == (
        1,
        1 / 3,
        0,
        1,
    )
    later = replace(asked, created=DAY + timedelta(hours=11), due=DAY + timedelta(hours=12))
    over = named(rows_of([first, later])[1])
    assert (over["kind_open"], over["kind_overdue"], over["kind_known"]) == (0, 0, 1)
    assert over["kind_late"] > waiting["kind_late"]


@pytest.mark.parametrize(
    ("closed", "asked_after", "late"),
    [(4, 5, False), (5, 6, True), (None, 4, None), (None, 4.1, True), (9, 3, None), (9, 4.5, True)],
)
def test_lateness_as_known_then(closed, asked_after, late):
    end = DAY + timedelta(hours=closed) if closed else None
    case = Case("lift", "repair", "call", DAY, DAY + timedelta(hours=4), end)
    assert case.late_by(DAY + timedelta(hours=asked_after)) is late


def test_a_model_knows_which_kind_is_late():
    past = cases(320)
    model = taught_by(past, past[-1].created)
    new = [
        replace(past[-1], kind=kind, created=past[-1].created + timedelta(hours=1), closed=None)
        for kind in ("leak", "lift")
    ]
    risks = [float(model.risk(rows_of([*past, each])[-1:])[0]) for each in new]
    assert risks[0] < 0.3 < 0.7 < risks[1]
    assert np.isfinite(rows_of(past)).all()


def test_too_little_teaches_nothing():
    assert taught_by(cases(LEAST_TAUGHT - 1), DAY + timedelta(days=90)) is None
    punctual = [replace(case, closed=case.created) for case in cases(LEAST_TAUGHT + 5)]
    assert taught_by(punctual, DAY + timedelta(days=90)) is None
