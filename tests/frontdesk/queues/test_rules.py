"""Pure rules of the queue, on both sides of each limit."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.frontdesk.queues.rules.forecast import about, service_minutes, wait_minutes
from guanjia.frontdesk.queues.rules.peaks import Cause, days_to_deadline, near_holiday, peaks
from guanjia.frontdesk.queues.rules.slots import free_slots, place_of, slot_times
from guanjia.frontdesk.queues.rules.tickets import (
    FIRST,
    TICKET_MOVES,
    Priority,
    Waiting,
    given_up,
    label,
    next_up,
    passes,
    spoken,
)

AT = datetime(2026, 3, 5, 1, tzinfo=UTC)
M = timedelta(minutes=1)
P = Priority


def row(*kinds: Priority) -> list[Waiting]:
    return [Waiting(number, AT + number * M, kind) for number, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [
        ((P.NONE, P.NONE), 0),
        ((P.NONE, P.ELDERLY), 1),
        ((P.NONE, P.ELDERLY, P.PREGNANT), 1),
        ((P.NONE, P.LIMITED, P.VIP), 2),
        ((P.ELDERLY, P.NONE), 0),
        ((), None),
    ],
)
def test_special_first_then_first_come(kinds: tuple[Priority, ...], chosen: int | None) -> None:
    found = next_up(row(*kinds), 3)
    assert (found.id if found else None) == chosen


@pytest.mark.parametrize(("passed", "chosen"), [(2, 1), (3, 0), (4, 0)])
def test_the_cap_brings_the_ordinary_number_forward(passed: int, chosen: int) -> None:
    waiting = [Waiting(0, AT, P.NONE, passed), Waiting(1, AT + M, P.VIP)]
    found = next_up(waiting, 3)
    assert found is not None and found.id == chosen


def test_who_goes_first() -> None:
    assert {P.ELDERLY, P.PREGNANT, P.LIMITED, P.VIP} == FIRST


@given(st.lists(st.sampled_from(list(P)), min_size=1, max_size=40), st.integers(1, 5), st.integers(0, 10))
def test_no_ordinary_number_is_passed_more_often_than_the_cap(kinds: list[Priority], cap: int, early: int) -> None:
    """Some come before the first call, the others one after each call, whoever they are."""
    coming, waiting, passed = row(*kinds), {}, {}
    for each in coming[:early]:
        waiting[each.id] = each
    later = coming[early:]
    while waiting or later:
        if later:
            new = later.pop(0)
            waiting[new.id] = new
        chosen = next_up([Waiting(w.id, w.place, w.priority, passed.get(w.id, 0)) for w in waiting.values()], cap)
        assert chosen is not None
        del waiting[chosen.id]
        for other in waiting.values():
            if passes(chosen, other):
                passed[other.id] = passed.get(other.id, 0) + 1
        assert max(passed.values(), default=0) <= cap


@pytest.mark.parametrize(
    ("one", "other", "does"),
    [
        (Waiting(2, AT + M, P.ELDERLY), Waiting(1, AT), True),
        (Waiting(1, AT, P.ELDERLY), Waiting(2, AT + M), False),
        (Waiting(2, AT + M, P.NONE), Waiting(1, AT), False),
        (Waiting(2, AT + M, P.VIP), Waiting(1, AT, P.ELDERLY), False),
    ],
)
def test_what_passing_is(one: Waiting, other: Waiting, does: bool) -> None:
    assert passes(one, other) is does


@pytest.mark.parametrize(("calls", "up"), [(2, False), (3, True), (4, True)])
def test_three_calls_are_enough(calls: int, up: bool) -> None:
    assert given_up(calls) is up


def test_a_number_is_said_sign_by_sign() -> None:
    assert label("A", 7) == "A007" and label("A", 1234) == "A1234"
    assert spoken("A007", "1号窗口") == "请A 0 0 7号到1号窗口办理"


def test_every_state_of_a_number_is_reached() -> None:
    assert set().union(*TICKET_MOVES.values()) == set(TICKET_MOVES)


@pytest.mark.parametrize(
    ("recent", "minutes"), [([], 8), ([2, 3], 8), ([2, 3, 10], 3), ([0.1] * 5, 0.5), ([100] * 20 + [4] * 20, 4)]
)
def test_a_service_takes_what_the_last_ones_took(recent: list[float], minutes: float) -> None:
    assert service_minutes(recent, 8) == minutes


FEE, CARD = frozenset({"fee"}), frozenset({"card"})
BOTH = FEE | CARD


@pytest.mark.parametrize(
    ("ahead", "kind", "counters", "minutes"),
    [
        ([], "fee", [FEE], 0),
        (["fee"], "fee", [FEE], 10),
        (["fee", "fee"], "fee", [FEE, FEE], 10),
        (["card", "card"], "fee", [FEE, CARD], 0),
        (["card", "card"], "fee", [BOTH], 10),
        (["fee", "card"], "card", [FEE, BOTH], 5),
        ([], "fee", [CARD], None),
        ([], "fee", [], None),
    ],
)
def test_the_wait_follows_the_counters(ahead: list[str], kind: str, counters: list, minutes: float | None) -> None:
    assert wait_minutes(ahead, kind, {"fee": 10, "card": 5}, counters) == minutes


@pytest.mark.parametrize(
    ("minutes", "told"), [(None, None), (0, 5), (4.9, 5), (5, 5), (5.1, 10), (10, 10), (11, 15), (59.9, 60)]
)
def test_a_forecast_is_rounded_up(minutes: float | None, told: int | None) -> None:
    assert about(minutes) == told


@pytest.mark.parametrize(
    ("hours", "minutes", "times"),
    [
        ([(time(9), time(10))], 30, ["09:00", "09:30"]),
        ([(time(9), time(9, 59))], 30, ["09:00"]),
        ([(time(9), time(9, 30)), (time(13), time(13, 30))], 30, ["09:00", "13:00"]),
        ([(time(9), time(9, 20))], 30, []),
    ],
)
def test_slots_lie_within_the_hours(hours: list, minutes: int, times: list[str]) -> None:
    assert [f"{each:%H:%M}" for each in slot_times(hours, minutes)] == times


def test_a_full_or_begun_slot_is_not_free() -> None:
    times = [AT, AT + M, AT + 2 * M]
    assert free_slots(times, {AT + M: 2}, 2, AT) == [AT + 2 * M]
    assert free_slots(times, {AT + M: 1}, 2, AT - M) == times


@pytest.mark.parametrize(("late", "keeps"), [(0, True), (15, True), (16, False), (-10, True)])
def test_an_appointment_keeps_its_place_for_a_quarter_of_an_hour(late: int, keeps: bool) -> None:
    arrived = AT + late * M
    assert place_of(AT, arrived) == (AT if keeps else arrived)


WEEKEND = {date(2026, 3, 7), date(2026, 3, 8)}
LONG = {date(2026, 5, 1) + timedelta(days=n) for n in range(5)}


def works(day: date) -> bool:
    return day not in WEEKEND | LONG


@pytest.mark.parametrize(
    ("day", "causes"),
    [
        (date(2026, 3, 5), ["commuting", "commuting"]),
        (date(2026, 3, 7), []),
        (date(2026, 4, 30), ["commuting", "holiday", "commuting"]),
        (date(2026, 5, 6), ["commuting", "holiday", "commuting"]),
        (date(2026, 5, 7), ["commuting", "commuting"]),
        (date(2026, 3, 6), ["commuting", "commuting"]),
    ],
)
def test_peaks_of_a_day(day: date, causes: list[str]) -> None:
    assert [peak.cause.value for peak in peaks(day, works=works, fee_day=0)] == causes


@pytest.mark.parametrize(("day", "due"), [(17, False), (18, True), (20, True), (21, False)])
def test_the_last_days_before_the_fee_is_due(day: int, due: bool) -> None:
    found = peaks(date(2026, 3, day), works=lambda _day: True, fee_day=20)
    assert (Cause.FEE in {peak.cause for peak in found}) is due


def test_a_deadline_beyond_the_month_is_its_last_day() -> None:
    assert days_to_deadline(date(2026, 2, 27), 31) == 1 and days_to_deadline(date(2026, 2, 28), 30) == 0


@pytest.mark.parametrize(("rest", "near"), [(2, False), (3, True)])
def test_three_days_off_are_a_holiday(rest: int, near: bool) -> None:
    off = {date(2026, 3, 6) + timedelta(days=n) for n in range(rest)}
    assert near_holiday(date(2026, 3, 5), lambda day: day not in off) is near


def test_big_events_are_peaks_too() -> None:
    found = peaks(date(2026, 3, 7), works=works, fee_day=0, events=[(time(10), time(12))])
    assert [peak.cause for peak in found] == [Cause.EVENT]
