from dataclasses import replace
from datetime import date

import pytest

from guanjia.duties.rules.states import DutyState
from guanjia.kernel.span import parse_span
from guanjia.standards.rules.standard import Window
from guanjia.standards.rules.when import Chain, Floating, Link, Season
from tests.duties.planning import H, House, M, S, Thing, make_standard, shown, wall

SUMMER = Season(
    name="summer",
    months=frozenset(range(5, 11)),
    links=(Link(10 * M, 15 * M), Link(15 * M, 20 * M), Link(25 * M, 30 * M)),
)
WINTER = Season(
    name="winter",
    months=frozenset({11, 12, 1, 2, 3, 4}),
    links=(Link(15 * M, 20 * M), Link(20 * M, 25 * M), Link(25 * M, 30 * M)),
)
REFILL = make_standard(
    Chain(start=("seated_at",), until=("ended_at", "ends_at"), seasons=(SUMMER, WINTER)),
    window=Window(missed=10 * M),
    ambient=True,
    short_notice=2 * M,
)
SEATED = wall("2026-07-01T09:00:00")


def meeting(**moments) -> Thing:
    return Thing(moments={"seated_at": SEATED, "ends_at": SEATED + 3 * H, "ended_at": None, **moments})


@pytest.mark.parametrize(
    ("seated", "windows"),
    [
        ("2026-07-01T09:00:00", [(10, 15), (15, 20), (25, 30), (25, 30)]),
        ("2026-01-15T09:00:00", [(15, 20), (20, 25), (25, 30), (25, 30)]),
        ("2026-10-31T23:50:00", [(10, 15), (20, 25), (25, 30)]),
    ],
)
def test_each_refill_counts_from_the_real_end_of_the_one_before_by_season(seated, windows):
    house, start = House(REFILL), wall(seated)
    thing = meeting(seated_at=start, ends_at=start + 3 * H)
    at = start
    for number, (least, most) in enumerate(windows, start=1):
        house.plan(thing, at)
        row = house.live()[f"n:{number}"]
        assert (row.opens_at - at, row.due_at - at) == (least * M, most * M)
        assert len(house.live()) == 1, "only the next link exists"
        at = row.due_at - M
        house.finish(f"n:{number}", at)


@pytest.mark.parametrize(
    ("begins", "ends", "due"),
    [(16, 30, 15), (15, 30, 45), (10, 15, 15), (10, 16, 31), (0, 5, 20), (-5, 0, 15), (None, None, 15)],
)
def test_nothing_is_due_in_a_rest_and_the_interval_counts_from_its_end(begins, ends, due):
    rule = replace(REFILL, when=replace(REFILL.when, rests=(("break1_at", "break1_ends_at"),)))
    rest = {"break1_at": begins, "break1_ends_at": ends} if ends is not None else {}
    house = House(rule)
    house.plan(meeting(**{name: SEATED + minute * M for name, minute in rest.items()}), SEATED)
    row = house.live()["n:1"]
    assert (row.due_at, row.opens_at) == (SEATED + due * M, SEATED + (due - 5) * M)


@pytest.mark.parametrize(("end", "made"), [(15 * M, 0), (15 * M + S, 1)])
def test_a_link_due_at_the_end_or_later_is_not_made(end, made):
    house = House(REFILL)
    assert len(house.plan(meeting(ends_at=SEATED + end), SEATED).create) == made


def test_a_missed_refill_ends_when_it_closes_and_the_next_counts_from_there():
    house = House(REFILL)
    house.plan(meeting(), SEATED)
    house.finish("n:1", SEATED, DutyState.MISSED)
    house.plan(meeting(), SEATED + 25 * M)
    assert house.due() == {"n:2": "2026-07-01 09:45:00"}


def test_late_proof_of_a_missed_refill_moves_the_next_one():
    house = House(REFILL)
    house.plan(meeting(), SEATED)
    house.finish("n:1", SEATED, DutyState.MISSED)
    house.plan(meeting(), SEATED + 25 * M)
    poured = SEATED + 12 * M
    house.rows = [
        replace(each, state=DutyState.ON_TIME, ended_at=poured) if each.occurrence == "n:1" else each
        for each in house.rows
    ]
    house.plan(meeting(), SEATED + 26 * M)
    assert house.due() == {"n:2": "2026-07-01 09:32:00"}


def test_an_overrun_goes_on_and_an_early_end_stops():
    house = House(REFILL)
    house.plan(meeting(ends_at=SEATED + 20 * M), SEATED)
    house.finish("n:1", SEATED + 14 * M)
    assert not house.plan(meeting(ends_at=SEATED + 20 * M), SEATED + 14 * M)
    assert len(house.plan(meeting(ends_at=SEATED + H), SEATED + 20 * M).create) == 1
    (gone,) = house.plan(meeting(ended_at=SEATED + 30 * M), SEATED + 30 * M).withdraw
    assert gone.reason == "no_longer_due"


def test_without_the_real_end_the_planned_one_counts_and_without_a_start_nothing_runs():
    house = House(REFILL)
    assert not house.plan(meeting(seated_at=None), SEATED)
    house.plan(meeting(), SEATED)
    assert [each.reason for each in house.plan(meeting(seated_at=None), SEATED).withdraw] == ["moment_gone"]


def test_a_chain_entered_too_late_is_due_after_its_short_notice():
    house = House(REFILL)
    (row,) = house.plan(meeting(), SEATED + 15 * M + S).create
    assert (row.short_notice, row.due_at) == (True, SEATED + 17 * M + S)
    (row,) = House(REFILL).plan(meeting(), SEATED + 15 * M).create
    assert not row.short_notice


FILTER = make_standard(
    Floating(start=("installed_on",), every=parse_span("90d"), until=("retired_on",)), window=Window(opens=7 * 24 * H)
)
PUMP = Thing(moments={"installed_on": date(2026, 1, 31), "retired_on": None})


def test_a_floating_interval_counts_from_the_last_real_completion():
    house = House(FILTER)
    house.plan(PUMP, wall("2026-02-01T08:00:00"))
    assert house.due() == {"n:1": "2026-05-01 00:00:00"}
    done = wall("2026-05-10T16:00:00")
    house.finish("n:1", done)
    house.plan(PUMP, done)
    assert house.due() == {"n:2": "2026-08-08 16:00:00"}
    assert shown(house.live()["n:2"].opens_at) == "2026-08-01 16:00:00"


def test_a_floating_promise_stays_owed_until_it_is_done():
    house = House(FILTER)
    house.plan(PUMP, wall("2026-02-01T08:00:00"))
    assert not house.plan(PUMP, wall("2026-12-01T08:00:00"))
    assert house.live()["n:1"].closes_at is None


def test_a_retired_thing_is_left_alone():
    house = House(FILTER)
    house.plan(PUMP, wall("2026-02-01T08:00:00"))
    gone = replace(PUMP, moments={**PUMP.moments, "retired_on": date(2026, 5, 1)})
    assert len(house.plan(gone, wall("2026-04-01T08:00:00")).withdraw) == 1
