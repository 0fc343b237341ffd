"""Cleaners by area."""

from decimal import Decimal

import pytest

from guanjia.conference.rules.cleaners import cleaners_needed


@pytest.mark.parametrize(
    ("area", "large", "heads"),
    [
        ("0", False, 1),
        ("500", False, 1),
        ("500.01", False, 2),
        ("1000", False, 2),
        ("1000.01", False, 3),
        ("500", True, 2),
        ("1000", True, 3),
        ("1000.01", True, 5),
        ("1200", False, 3),
    ],
)
def test_one_cleaner_per_500_m2_and_half_as_many_again_when_large(area: str, large: bool, heads: int) -> None:
    assert cleaners_needed(Decimal(area), large=large) == heads


def test_a_negative_area_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        cleaners_needed(Decimal(-1), large=False)
