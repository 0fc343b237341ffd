"""Seasons of the refill tables and halves of a day."""

from datetime import date

import pytest

from guanjia.conference.rules.season import half_of, season_of


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 4, 30), "winter"),
        (date(2026, 5, 1), "summer"),
        (date(2026, 10, 31), "summer"),
        (date(2026, 11, 1), "winter"),
    ],
)
def test_season_changes_with_the_month(day: date, season: str) -> None:
    assert season_of(day) == season


@pytest.mark.parametrize(("hour", "half"), [(0, "am"), (11, "am"), (12, "pm"), (23, "pm")])
def test_half_of_day_changes_at_noon(hour: int, half: str) -> None:
    assert half_of(hour) == half
