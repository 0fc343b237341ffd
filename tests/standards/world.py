"""A small catalogue of its own for these tests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from guanjia.foundation.subjects.public import SubjectKind, register

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)

register(SubjectKind("testing.thing", "Thing", ("starts_at", "ends_at", "ended_at"), ("alive",), lambda ids: []))


@pytest.fixture
def _catalogue() -> Iterator[None]:
    with override_settings(STANDARD_FOLDERS=[DATA / "testing" / "standards"], LAW_FOLDER=DATA / "law"):
        yield
