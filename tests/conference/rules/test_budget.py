"""Budget bands."""

import pytest

from guanjia.conference.rules.budget import BANDS, CostClass, execution_rate, shares


def budget(of: CostClass, basis_points: int) -> dict[CostClass, int]:
    """A budget of 10,000 fen in which `of` has that many fen and another class the rest."""
    rest = CostClass.CATERING if of is not CostClass.CATERING else CostClass.VENUE
    return {of: basis_points, rest: 10_000 - basis_points}


@pytest.mark.parametrize("of", list(CostClass))
@pytest.mark.parametrize(
    ("edge", "step", "outside"),
    [
        ("least", -1, "below"),
        ("least", 0, ""),
        ("least", 1, ""),
        ("most", -1, ""),
        ("most", 0, ""),
        ("most", 1, "above"),
    ],
)
def test_both_ends_of_a_band_are_inside_and_a_hundredth_of_a_per_cent_more_is_not(
    of: CostClass, edge: str, step: int, outside: str
) -> None:
    amounts = budget(of, getattr(BANDS[of], edge) * 100 + step)
    assert {share.cost_class: share.outside for share in shares(amounts)}[of] == outside


@pytest.mark.parametrize(
    ("of", "least", "most"),
    [
        (CostClass.VENUE, 30, 40),
        (CostClass.EQUIPMENT, 15, 25),
        (CostClass.PEOPLE, 20, 30),
        (CostClass.CATERING, 15, 25),
    ],
)
def test_bands_are_those_of_the_catalogue(of: CostClass, least: int, most: int) -> None:
    assert (BANDS[of].least, BANDS[of].most) == (least, most)


def test_a_budget_without_money_is_neither_below_nor_above() -> None:
    assert [share.outside for share in shares({})] == ["", "", "", ""]


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        shares({CostClass.VENUE: -1})


@pytest.mark.parametrize(("budgeted", "spent", "rate"), [(200, 100, 50), (200, 300, 150), (0, 5, None)])
def test_execution_rate(budgeted: int, spent: int, rate: int | None) -> None:
    assert execution_rate(budgeted, spent) == rate
