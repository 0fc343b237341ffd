"""Fixtures that every test may ask for, and the rules of a run."""

import shutil
from collections.abc import Iterator

import pytest

from tests.harness.database import django_db_setup
from tests.settings import TEST_DATA

__all__ = ["django_db_setup"]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(TEST_DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A test that switched the language leaves no trace."""
    from django.utils import translation  # noqa: PLC0415 - needs settings

    yield
    translation.deactivate()
