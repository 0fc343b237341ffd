"""Subjects: the registry, the cursors, and the battery over every kind that a module registered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.subjects import registry
from guanjia.foundation.subjects.public import (
    PlanCursor,
    Snapshot,
    SubjectKind,
    UnknownKind,
    changed,
    get,
    kinds,
    register,
    settle,
    snapshots,
)
from tests.batteries import SubjectBattery
from tests.factories.sites import make_site
from tests.harness.race import race

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def snapshot(number: int, **fields: Any) -> Snapshot:
    facts, moments = {"size": 3}, {"starts_at": AT, "ends_on": date(2026, 11, 21)}
    plain: dict[str, Any] = {"label": "Kite", "url": "/", "state": "up", "facts": facts, "moments": moments}
    return Snapshot(kind="test.kite", id=number, site_id=1, rev=1, **plain | fields)


KITE = SubjectKind(
    "test.kite", "Kite", ("starts_at", "ends_on"), ("size",), lambda ids: [snapshot(n) for n in ids if n < 9]
)


@pytest.fixture(autouse=True)
def _own_kinds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "battery" not in request.node.name:
        monkeypatch.setattr(registry, "_kinds", {})
        register(KITE)


def test_a_kind_is_found_and_declared_once() -> None:
    assert get("test.kite") is KITE and kinds() == [KITE]
    register(KITE)
    with pytest.raises(ValueError, match=r"test\.kite"):
        register(SubjectKind("test.kite", "Other", (), (), list))
    with pytest.raises(UnknownKind):
        get("test.none")


def test_snapshots_leave_out_what_is_not_there() -> None:
    assert sorted(snapshots("test.kite", [1, 2, 9])) == [1, 2]
    assert snapshots("test.kite", []) == {}


@pytest.mark.django_db
def test_changing_many_is_one_statement_and_rev_only_grows() -> None:
    site = make_site()
    with CaptureQueriesContext(connection) as queries:
        changed("test.kite", range(1, 3001), site=site, at=AT)
    assert len(queries) == 1
    changed("test.kite", [3, 3, 2], site=site, at=AT + timedelta(seconds=1))
    rows = PlanCursor.objects.filter(subject_id__lte=3).order_by("subject_id")
    assert [(row.subject_id, row.rev, row.dirty) for row in rows] == [(1, 1, True), (2, 2, True), (3, 2, True)]
    assert [row.changed_at - AT for row in rows] == [timedelta(0)] + [timedelta(seconds=1)] * 2
    assert PlanCursor.objects.count() == 3000


@pytest.mark.django_db
def test_nothing_changed_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        changed("test.kite", [], site=None, at=AT)  # type: ignore[arg-type]
    with pytest.raises(UnknownKind):
        changed("test.none", [1], site=make_site(), at=AT)


@pytest.mark.django_db
def test_a_plan_of_an_older_rev_settles_nothing() -> None:
    site = make_site()
    changed("test.kite", [1], site=site, at=AT)
    stale = PlanCursor.objects.get()
    changed("test.kite", [1], site=site, at=AT)
    assert not settle(stale, next_horizon_at=None)
    assert PlanCursor.objects.get().dirty
    assert settle(PlanCursor.objects.get(), next_horizon_at=AT + timedelta(days=35))
    row = PlanCursor.objects.get()
    assert (row.dirty, row.rev, row.next_horizon_at) == (False, 2, AT + timedelta(days=35))


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_writer_marks_nothing() -> None:
    site = make_site()
    with pytest.raises(RuntimeError), transaction.atomic():
        changed("test.kite", [1], site=site, at=AT)
        raise RuntimeError
    assert not PlanCursor.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_no_rev_and_do_not_deadlock() -> None:
    site = make_site()
    orders = [[1, 2, 3, 4], [4, 3, 2, 1]] * 6
    outcomes = race([lambda ids=ids: changed("test.kite", ids, site=site, at=AT) for ids in orders])
    assert outcomes == [None] * 12
    assert set(PlanCursor.objects.values_list("rev", flat=True)) == {12}


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"facts": {}}, "facts"),
        ({"facts": {"size": 3, "hue": 1}}, "facts"),
        ({"facts": {"size": object()}}, "plain"),
        ({"moments": {"starts_at": AT}}, "moments"),
        ({"moments": {"starts_at": AT.replace(tzinfo=None), "ends_on": None}}, "aware"),
        ({"moments": {"starts_at": "08:00", "ends_on": None}}, "moment"),
        ({"label": ""}, "label"),
        ({"kind": "test.other"}, "kind"),
        ({"moves": (("up", AT), ("down", AT - timedelta(seconds=1)))}, "moves"),
    ],
)
def test_the_batterys_own_eyes_are_open(fields: dict[str, Any], complaint: str) -> None:
    plain: dict[str, Any] = {"kind": "test.kite"} | fields
    found = snapshot(1)
    wrong = Snapshot(**{name: plain.get(name, getattr(found, name)) for name in Snapshot.__dataclass_fields__})
    with pytest.raises(AssertionError, match=complaint):
        SubjectBattery.check_snapshot(KITE, wrong)


class TestSubjectBattery(SubjectBattery):
    """Every kind of every module, without rows: a module's own tests run the battery over rows of theirs."""
