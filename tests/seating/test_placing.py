"""Who takes which place, and the least moves when somebody does not come."""

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.seating.rules.banquet import table, tables
from guanjia.seating.rules.charts import Chart, NoChart
from guanjia.seating.rules.placing import (
    Apart,
    Beside,
    Duty,
    Sitter,
    broken,
    placed,
    placed_again,
    pour_order,
    swap_to_part,
)
from guanjia.seating.rules.reseating import least_moves
from guanjia.seating.rules.rows import MOST, Variant, rostrum
from guanjia.seating.rules.scenes import chart_of
from guanjia.seating.rules.sides import sofa
from guanjia.seating.rules.states import Scene


def sitters(n: int, *, without: int = 0) -> list[Sitter]:
    return [Sitter(k, k) for k in range(1, n + 1) if k != without]


def row(chart: Chart, seating: dict[str, int]) -> list[int]:
    return [seating[place.key] for place in sorted(chart.places, key=lambda place: place.x)]


def test_the_order_fills_the_numbers_and_choices_by_hand_stay() -> None:
    chart = rostrum([5], Variant.A)
    assert row(chart, placed(chart, sitters(5))) == [5, 3, 1, 2, 4]
    assert row(chart, placed(chart, sitters(5), {"R1-1": 2})) == [2, 4, 1, 3, 5]


def test_interpreters_sit_behind_their_principals() -> None:
    chart = sofa(2, 1, foreign=True)
    people = [Sitter(1, 1, "H"), Sitter(2, 1, "G"), Sitter(3, 2, "G"), Sitter(4, 9, "H", Duty.INTERPRETER)]
    assert placed(chart, people) == {"H1": 1, "G1": 2, "G2": 3, "H-interpreter": 4}


def test_too_many_people_are_counted() -> None:
    with pytest.raises(NoChart):
        placed(rostrum([3]), sitters(4))


def test_a_banquet_keeps_its_clock_and_fills_the_free_seats() -> None:
    chart = table(8)
    people = [Sitter(k, k, "H" if k in (1, 4) else "G") for k in range(1, 9)]
    seating = placed(chart, people)
    assert seating["T1-1"] == 1 and seating["T1-8"] == 2 and seating["T1-2"] == 3 and seating["T1-5"] == 4
    assert len(set(seating.values())) == 8


def test_people_who_must_not_sit_together() -> None:
    chart, people = rostrum([5]), sitters(5)
    seating = placed(chart, people)
    wishes = [Apart(2, 4), Apart(5, 4)]
    assert broken(Beside(chart), seating, wishes) == [Apart(2, 4)]
    swap = swap_to_part(chart, seating, people, wishes[:1], {})
    assert swap == (2, 3) or swap == (3, 4) or swap == (4, 5)
    assert swap_to_part(chart, seating, people, [], {}) is None


@pytest.mark.parametrize("seats", [4, 5, 6, 8, 10])
def test_at_a_round_table_both_sides_of_a_chair_are_its_neighbours(seats: int) -> None:
    chart = tables([seats, seats])
    beside, keys = Beside(chart), [place.key for place in chart.places]
    found = {frozenset(pair) for pair in itertools.combinations(keys, 2) if beside(*pair)}
    ring = {frozenset((f"T{n}-{k + 1}", f"T{n}-{(k + 1) % seats + 1}")) for n in (1, 2) for k in range(seats)}
    assert found == ring and not beside("T1-1", "T1-1")


def test_interpreters_behind_a_round_table_are_no_part_of_it() -> None:
    helpers = [
        Sitter(9, 9, "G", Duty.INTERPRETER),
        Sitter(10, 10, "G", Duty.INTERPRETER),
        Sitter(11, 11, "H", Duty.INTERPRETER),
    ]
    chart = chart_of(Scene.BANQUET, {"seats": [8]}, [*(Sitter(k, k, "GH"[k == 1]) for k in range(1, 9)), *helpers])
    beside = Beside(chart)
    assert beside("T1-1", "T1-8") and beside("G-interpreter", "G-interpreter2")
    assert not any(beside("G-interpreter", place.key) for place in chart.places if place.kind == "seat")


@pytest.mark.parametrize("foreign", [True, False])
def test_the_first_of_both_sides_sit_next_to_each_other_on_sofas(foreign: bool) -> None:
    chart = sofa(3, 3, foreign=foreign)
    beside, keys = Beside(chart), [place.key for place in chart.places if place.kind == "seat"]
    found = {frozenset(pair) for pair in itertools.combinations(keys, 2) if beside(*pair)}
    assert found == {frozenset(pair) for pair in (("H1", "G1"), ("G1", "G2"), ("G2", "G3"), ("H1", "H2"), ("H2", "H3"))}


def every_swap(chart: Chart, people: list[Sitter], seating: dict[str, int], wishes: list[Apart]) -> int | None:
    """The fewest wishes that any swap of two leaves broken."""
    now, where = len(broken(Beside(chart), seating, wishes)), {who: key for key, who in seating.items()}
    left = [
        len(broken(Beside(chart), {**seating, where[a.id]: b.id, where[b.id]: a.id}, wishes))
        for a, b in itertools.combinations([s for s in people if s.rank != 1], 2)
    ]
    return min(left) if left and min(left) < now else None


@settings(max_examples=60, deadline=None)
@given(st.integers(4, 12), st.booleans(), st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=8))
def test_no_other_swap_would_mend_more(n: int, round_table: bool, pairs: list[tuple[int, int]]) -> None:
    chart, people = table(n) if round_table else rostrum([n // 2, n - n // 2]), sitters(n)
    seating, wishes = placed(chart, people), [Apart(a, b) for a, b in dict.fromkeys(pairs) if a < b]
    best, swap = every_swap(chart, people, seating, wishes), swap_to_part(chart, seating, people, wishes, {})
    if swap is None:
        assert best is None
    else:
        where = {who: key for key, who in seating.items()}
        trial = {**seating, where[swap[0]]: swap[1], where[swap[1]]: swap[0]}
        assert len(broken(Beside(chart), trial, wishes)) == best


def test_a_swap_among_three_hundred_people_is_found_at_once() -> None:
    chart, people = tables([10] * 30), sitters(300)
    seating = placed(chart, people)
    ring = [seating[place.key] for place in chart.places]
    wishes = [Apart(a, b) for k, (a, b) in enumerate(itertools.pairwise(ring)) if k % 4 == 0 and k % 10 != 9]
    assert len(broken(Beside(chart), seating, wishes)) > 30
    began = time.perf_counter()
    assert swap_to_part(chart, seating, people, wishes, {}) is not None
    assert swap_to_part(chart, seating, people, wishes[:1], {}) is not None
    assert time.perf_counter() - began < 0.5


def test_pouring_begins_with_the_highest_leader() -> None:
    chart = rostrum([5])
    assert pour_order(placed(chart, sitters(5)), sitters(5)) == [1, 2, 3, 4, 5]


def moves_of(n: int, gone: int, variant: Variant) -> tuple[int, Chart, dict[str, int], Chart, dict[str, int]]:
    before, after = rostrum([n], variant), rostrum([n - 1], variant)
    old, new = placed(before, sitters(n)), placed(after, sitters(n, without=gone))
    return least_moves(before, old, after, new).moved, before, old, after, new


def fewest(old: list[int], new: list[int]) -> int:
    """By trying every chair that could go."""
    return min(sum(a != b for a, b in zip(old[:k] + old[k + 1 :], new, strict=True)) for k in range(len(old)))


@pytest.mark.parametrize(("n", "gone"), [(n, gone) for n in range(2, 12) for gone in range(1, n + 1)])
@pytest.mark.parametrize("variant", [Variant.A, Variant.B])
def test_no_other_chair_would_move_fewer(n: int, gone: int, variant: Variant) -> None:
    moved, before, old, after, new = moves_of(n, gone, variant)
    assert moved == fewest(row(before, old), row(after, new))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, MOST), st.data())
def test_who_goes_and_comes_back_finds_the_old_row(n: int, data: st.DataObject) -> None:
    gone = data.draw(st.integers(1, n))
    moved, before, old, after, new = moves_of(n, gone, Variant.A)
    back = least_moves(after, new, before, old)
    assert back.moved == moved and [move.who for move in back.moves if not move.origin] == [gone]
    assert least_moves(before, old, before, old).moves == ()
    assert sorted(new.values()) == sorted(set(old.values()) - {gone})


def test_the_last_one_to_leave_an_odd_row_moves_somebody_at_most_to_the_middle() -> None:
    before, after = rostrum([5]), rostrum([4])
    made = least_moves(before, placed(before, sitters(5)), after, placed(after, sitters(5, without=5)))
    assert made.moved == 0 and made.away == ("R1-1",) and [move.who for move in made.moves] == [5]


def test_at_a_round_table_only_those_with_a_named_seat_move() -> None:
    chart = table(12)
    people = [Sitter(k, k, "H" if k in (1, 2) else "G") for k in range(1, 13)]
    old = placed(chart, people)
    named = {chart.by_key()[key].token: who for key, who in old.items() if chart.by_key()[key].number}
    assert named == {"H1": 1, "H2": 2, "G1": 3, "G2": 4, "G3": 5, "G4": 6}
    new = placed_again(chart, [s for s in people if s.id != 5], old)
    made = least_moves(chart, old, chart, new)
    assert {move.who for move in made.moves if move.to} == {6, 7} and made.moved == 2


def test_thirty_one_people_in_three_rows_are_reseated_within_two_seconds() -> None:
    before, after = rostrum([31, 31, 31]), rostrum([31, 31, 30])
    began = time.perf_counter()
    made = least_moves(before, placed(before, sitters(93)), after, placed(after, sitters(93, without=40)))
    assert time.perf_counter() - began < 2 and made.moves[0].who == 40
    assert all(a.who != b.who for a, b in itertools.combinations(made.moves, 2))
