from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanjia.kernel.intervals import Interval, intersect, subtract, total, union

T0 = datetime(2026, 3, 1, 9, tzinfo=UTC)


def at(minute: int) -> datetime:
    return T0 + timedelta(minutes=minute)


def iv(begin: int, end: int) -> Interval:
    return Interval(at(begin), at(end))


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ((0, 10), (9, 20), True),
        ((0, 10), (10, 20), False),
        ((10, 20), (0, 10), False),
        ((0, 10), (5, 5), False),
        ((0, 30), (10, 20), True),
    ],
)
def test_overlaps_at_the_touching_minute(one, other, overlap):
    assert iv(*one).overlaps(iv(*other)) is overlap
    assert (intersect(iv(*one), iv(*other)) is not None) is overlap


def test_union_joins_touching_and_drops_empty():
    assert union([iv(10, 20), iv(0, 10), iv(15, 18), iv(30, 30), iv(25, 26)]) == [iv(0, 20), iv(25, 26)]


def test_subtract_leaves_what_no_hole_covers():
    assert subtract(iv(0, 100), [iv(50, 60), iv(-5, 10), iv(55, 70), iv(100, 120)]) == [iv(10, 50), iv(70, 100)]
    assert subtract(iv(0, 10), [iv(-1, 11)]) == []


minutes = st.integers(0, 200)
intervals = st.builds(iv, minutes, minutes)


@given(st.lists(intervals, max_size=8), intervals)
def test_what_is_left_and_what_is_cut_make_the_whole(holes, whole):
    left = subtract(whole, holes)
    cut = [each for hole in holes if (each := intersect(whole, hole))]
    assert total(left) + total(cut) == whole.length
    assert not any(a.overlaps(b) for a in left for b in holes)
