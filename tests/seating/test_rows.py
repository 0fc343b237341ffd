"""The tables of rows: rostrum, photographs; the laws that bind them up to 31 seats."""

import pytest

from guanjia.seating.rules.charts import Certainty, NoChart
from guanjia.seating.rules.rows import MOST, Variant, audience_order, foreign_photo, photo, rostrum

A, B, C, R = Variant.A, Variant.B, Variant.C, Variant.RIGHT_FIRST

TABLE = [
    (1, "1", "", "1"),
    (2, "1 2", "2 1", "1 2"),
    (3, "3 1 2", "", "2 1 3"),
    (4, "3 1 2 4", "4 2 1 3", "3 1 2 4"),
    (5, "5 3 1 2 4", "", "4 2 1 3 5"),
    (6, "5 3 1 2 4 6", "6 4 2 1 3 5", "5 3 1 2 4 6"),
    (7, "7 5 3 1 2 4 6", "", "6 4 2 1 3 5 7"),
    (8, "7 5 3 1 2 4 6 8", "8 6 4 2 1 3 5 7", "7 5 3 1 2 4 6 8"),
    (9, "9 7 5 3 1 2 4 6 8", "", "8 6 4 2 1 3 5 7 9"),
    (10, "9 7 5 3 1 2 4 6 8 10", "10 8 6 4 2 1 3 5 7 9", "9 7 5 3 1 2 4 6 8 10"),
]


def said(text: str) -> list[int]:
    return [int(word) for word in text.split()]


@pytest.mark.parametrize(("n", "home", "even_b", "foreign"), TABLE)
def test_the_table_of_the_rostrum(n: int, home: str, even_b: str, foreign: str) -> None:
    assert audience_order(n, A) == said(home)
    assert audience_order(n, B) == said(even_b or home)
    assert audience_order(n, R) == said(foreign)
    assert rostrum([n], A).drawn() == home.split()
    assert photo([n], A).drawn() == home.split()


@pytest.mark.parametrize("n", range(1, MOST + 1))
def test_the_mirror_laws(n: int) -> None:
    if n % 2:
        assert audience_order(n, R) == audience_order(n, A)[::-1]
        assert audience_order(n, A) == audience_order(n, B) == audience_order(n, C)
    else:
        assert audience_order(n, A) == audience_order(n, R) == audience_order(n, C)
        assert audience_order(n, B) == audience_order(n, A)[::-1]
    assert sorted(audience_order(n, A)) == list(range(1, n + 1))


@pytest.mark.parametrize("n", range(2, MOST + 1))
@pytest.mark.parametrize("variant", list(Variant))
def test_a_higher_rank_never_sits_further_out(n: int, variant: Variant) -> None:
    places = {place.number: abs(place.x) for place in rostrum([n], variant).places}
    assert all(places[rank] <= places[rank + 1] + 1e-9 or variant is C for rank in range(1, n))


def test_c_sits_number_one_on_the_centre_line() -> None:
    at = {place.number: place.x for place in rostrum([4], C).places}
    assert at[1] == 0 and at[2] == 1
    assert {place.number: place.x for place in rostrum([4], A).places}[1] == -0.5


def test_a_second_row_goes_on_counting_behind_the_first() -> None:
    chart = rostrum([3, 4], A)
    assert chart.drawn(row=1) == said_text("3 1 2") and chart.drawn(row=2) == said_text("6 4 5 7")
    assert all(place.y < 0 for place in chart.places if place.row == 2)


def said_text(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("hosts", "guests", "row"),
    [
        (1, 1, "G1 H1"),
        (1, 2, "G1 H1 G2"),
        (2, 2, "H2 G1 H1 G2"),
        (3, 2, "H2 G1 H1 G2 H3"),
        (3, 3, "G3 H2 G1 H1 G2 H3"),
        (3, 4, "G3 H2 G1 H1 G2 H3 G4"),
        (4, 4, "H4 G3 H2 G1 H1 G2 H3 G4"),
        (5, 4, "H4 G3 H2 G1 H1 G2 H3 G4 H5"),
        (5, 5, "G5 H4 G3 H2 G1 H1 G2 H3 G4 H5"),
        (1, 4, "G3 G1 H1 G2 G4"),
    ],
)
def test_the_table_of_photographs_with_foreign_guests(hosts: int, guests: int, row: str) -> None:
    assert foreign_photo(hosts, guests).drawn() == row.split()


def test_even_rows_are_less_sure_than_odd_ones() -> None:
    assert rostrum([5], A).certainty is Certainty.SURE
    assert rostrum([6], A).certainty is Certainty.MEDIUM
    assert rostrum([6], R).certainty is Certainty.SURE


@pytest.mark.parametrize("rows", [[], [0], [3, 0], [MOST + 1]])
def test_a_row_has_one_to_thirty_one_people(rows: list[int]) -> None:
    with pytest.raises(NoChart):
        rostrum(rows, A)
    assert len(rostrum([MOST], A).places) == MOST
