"""Tests that run over everything of a sort that modules registered.

A module's test file runs them over its own rows: `SubjectBattery.check_kind("conference.block", [block.pk, ...])`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guanjia.foundation.subjects.public import Snapshot, SubjectKind, get, kinds

PLAIN = (str, int, float, bool, type(None))
NOBODY = 2**53


def is_plain(value: Any) -> bool:
    """Whether a filter of a standard can compare the value: text, number, yes or no, nothing, or several of them."""
    if isinstance(value, list | tuple | set | frozenset):
        return all(isinstance(each, PLAIN) for each in value)
    return isinstance(value, PLAIN)


class SubjectBattery:
    """What must hold of every kind of subject."""

    @pytest.mark.django_db
    @pytest.mark.parametrize("code", [kind.code for kind in kinds()])
    def test_battery_a_kind_is_well_declared(self, code: str) -> None:
        kind = get(code)
        module, dot, noun = code.partition(".")
        assert module.isidentifier() and dot and noun.isidentifier(), "a code is module.noun"
        assert kind.label and len(set(kind.moments)) == len(kind.moments) and len(set(kind.facts)) == len(kind.facts)
        assert list(kind.snapshots([NOBODY])) == [], "ids that do not exist are left out"
        assert list(kind.snapshots([])) == []

    @classmethod
    def check_kind(cls, code: str, ids: Iterable[int]) -> None:
        """Check the snapshots of rows that exist: all there, as declared, and as many queries for one as for all."""
        kind, wanted = get(code), list(ids)
        with CaptureQueriesContext(connection) as for_all:
            found = {snapshot.id: snapshot for snapshot in kind.snapshots(wanted)}
        with CaptureQueriesContext(connection) as for_one:
            list(kind.snapshots(wanted[:1]))
        assert sorted(found) == sorted(wanted), "a snapshot of each row"
        assert len(for_all) == len(for_one), f"{len(for_all)} queries for {len(wanted)} rows, {len(for_one)} for one"
        for snapshot in found.values():
            cls.check_snapshot(kind, snapshot)

    @staticmethod
    def check_snapshot(kind: SubjectKind, snapshot: Snapshot) -> None:
        """Check that a snapshot returns what its kind declares."""
        assert snapshot.kind == kind.code, f"kind is {snapshot.kind}"
        assert snapshot.label and isinstance(snapshot.url, str), "label and url are what the reader sees"
        assert set(snapshot.facts) == set(kind.facts), "facts declared = returned"
        assert set(snapshot.moments) == set(kind.moments), "moments declared = returned"
        for name, value in snapshot.facts.items():
            assert is_plain(value), f"the fact {name} must be plain, not {type(value).__name__}"
        for name, moment in snapshot.moments.items():
            assert moment is None or isinstance(moment, date), f"{name} is no moment"
            assert not isinstance(moment, datetime) or moment.tzinfo is not None, f"{name} must be aware"
        times = [moment for _state, moment in snapshot.moves]
        assert times == sorted(times), "moves are oldest first"
