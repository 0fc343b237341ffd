"""When a dated relation of a person to a unit may stand beside the others (FIELD 23)."""

from datetime import date, timedelta

import pytest

from guanjia.people.rules.occupancy import (
    BACKWARDS,
    LEASE_WITHOUT_END,
    SECOND_OWNER,
    TWICE,
    Relation,
    Span,
    covers,
    overlaps,
    refusal,
)

DAY = date(2026, 3, 5)
ONE = timedelta(days=1)
OWNER = Span(1, Relation.OWNER, DAY, None)


@pytest.mark.parametrize(
    ("wanted", "others", "why"),
    [
        (Span(2, Relation.OWNER, DAY - ONE), [Span(1, Relation.OWNER, None, DAY)], SECOND_OWNER),
        (Span(2, Relation.OWNER, DAY), [Span(1, Relation.OWNER, None, DAY)], ""),
        (Span(2, Relation.CO_OWNER, DAY), [OWNER], ""),
        (Span(2, Relation.OWNER, None, DAY), [OWNER], ""),
        (Span(2, Relation.OWNER, None, DAY + ONE), [OWNER], SECOND_OWNER),
        (Span(1, Relation.OWNER, DAY + ONE), [OWNER], TWICE),
        (Span(1, Relation.FAMILY, DAY), [OWNER], ""),
        (Span(3, Relation.LESSEE, DAY), [OWNER], LEASE_WITHOUT_END),
        (Span(3, Relation.LESSEE, DAY, DAY + ONE), [OWNER], ""),
        (Span(3, Relation.LESSEE, DAY, DAY), [OWNER], BACKWARDS),
        (Span(3, Relation.LESSEE, None, DAY), [], ""),
        (Span(3, Relation.FAMILY, DAY, DAY - ONE), [], BACKWARDS),
    ],
)
def test_what_may_stand_beside_what(wanted: Span, others: list[Span], why: str):
    assert refusal(wanted, others) == why


@pytest.mark.parametrize(("day", "held"), [(DAY - ONE, False), (DAY, True), (DAY + ONE, True), (DAY + 2 * ONE, False)])
def test_the_first_day_counts_and_the_end_does_not(day: date, held: bool):
    assert covers(Span(1, Relation.LESSEE, DAY, DAY + 2 * ONE), day) is held


def test_without_dates_everything_overlaps():
    assert overlaps(Span(1, Relation.OWNER), Span(2, Relation.OWNER))
    assert covers(Span(1, Relation.OWNER), date.max - ONE)
