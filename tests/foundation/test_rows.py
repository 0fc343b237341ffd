"""Many rows by few statements: compare and swap, moments whole, doubles left out."""

from datetime import UTC, datetime

import pytest

from guanjia.foundation.rows.public import insert_rows, read_rows, update_rows
from guanjia.foundation.subjects.public import PlanCursor
from tests.factories.sites import make_site

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 4, 0, 0, 123456, tzinfo=UTC)
LATER = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)


def make_cursors(count: int) -> list[PlanCursor]:
    site = make_site()
    rows = (PlanCursor(kind="x", subject_id=n, site=site, changed_at=AT, rev=n) for n in range(1, count + 1))
    return PlanCursor.objects.bulk_create(rows)


def test_rows_are_set_each_to_its_own_values_and_their_rev_grows() -> None:
    first, second = make_cursors(2)
    rows = [(first.pk, 1, AT, False), (second.pk, 2, None, True)]
    assert sorted(update_rows(PlanCursor, ("id", "rev", "next_horizon_at", "dirty"), rows, guard={})) == [
        first.pk,
        second.pk,
    ]
    found = PlanCursor.objects.order_by("pk").values_list("rev", "next_horizon_at", "dirty")
    assert list(found) == [(2, AT, False), (3, None, True)]


def test_a_row_that_has_moved_on_or_misses_the_guard_stays() -> None:
    stale, kept, written = make_cursors(3)
    PlanCursor.objects.filter(pk=kept.pk).update(dirty=False)
    rows = [(stale.pk, 99, LATER), (kept.pk, 2, LATER), (written.pk, 3, LATER)]
    assert update_rows(PlanCursor, ("id", "rev", "next_horizon_at"), rows, guard={"dirty": True}) == [written.pk]
    assert list(PlanCursor.objects.exclude(next_horizon_at=None).values_list("pk", "rev")) == [(written.pk, 4)]


def test_the_same_rows_again_are_refused() -> None:
    (one,) = make_cursors(1)
    rows = [(one.pk, 1, LATER)]
    columns = ("id", "rev", "next_horizon_at")
    assert [update_rows(PlanCursor, columns, rows, guard={}) for _ in range(2)] == [[one.pk], []]


def test_what_a_unique_constraint_holds_is_left_out() -> None:
    (known,) = make_cursors(1)
    columns, same = ("subject_id", "changed_at"), {"kind": "x", "site": known.site_id, "rev": 1, "dirty": True}
    made = insert_rows(PlanCursor, columns, [(1, LATER), (2, LATER)], constants=same, returning=("subject_id",))
    assert made == [(2,)]
    assert list(PlanCursor.objects.order_by("pk").values_list("changed_at", flat=True)) == [AT, LATER]


def test_moments_come_back_as_they_went_in() -> None:
    make_cursors(1)
    assert read_rows(PlanCursor.objects.all(), ("subject_id", "changed_at", "next_horizon_at")) == [(1, AT, None)]
    assert read_rows(PlanCursor.objects.filter(pk__in=[]), ("subject_id",)) == []
