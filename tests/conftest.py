"""Fixtures that every test may ask for, and the rules of a run."""

import shutil
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation

from tests.cast import cast, cast_committed
from tests.harness.browser import accessible, browse, chromium, playwright, shot, watch
from tests.harness.database import django_db_setup
from tests.harness.house import _house_process, house
from tests.harness.legs import keep_leg, leave_out, tell_counts
from tests.harness.postgres import postgres
from tests.harness.programs import Missing
from tests.harness.redis import redis_server
from tests.settings import TEST_DATA

__all__ = [
    "_house_process",
    "accessible",
    "browse",
    "cast",
    "cast_committed",
    "chromium",
    "django_db_setup",
    "house",
    "playwright",
    "shot",
    "watch",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    keep_leg(config, items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: ./run test --leg postgres")


def pytest_sessionfinish(session: pytest.Session) -> None:
    tell_counts(session.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(TEST_DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """A test that switched the language leaves no trace."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A throw-away Redis of this run."""
    try:
        with redis_server() as url:
            yield url
    except Missing as missing:
        leave_out(str(missing))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A throw-away PostgreSQL of this run, for tests that need a second server or several databases."""
    try:
        with postgres() as url:
            yield url
    except Missing as missing:
        leave_out(str(missing))
