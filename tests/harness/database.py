"""The test database: a copy of a migrated template where one is at hand, put back after tests that commit."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django.fixtures import _disable_migrations

from tests.harness.pristine import Pristine, PristinePostgres, PristineSqlite, copy_sqlite, keep_template, template_path

pristine: Pristine | None = None


def _restore(case: TransactionTestCase) -> None:
    """Stands in for the flush at the end of a test that committed."""
    connections.close_all()
    if pristine is not None:
        pristine.restore()


def _prepare_sqlite(migrate: bool) -> None:
    global pristine
    live, template = settings.DATABASES["default"]["TEST"]["NAME"], template_path()
    if not migrate or not template.exists():
        setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        connections.close_all()
        template = keep_template(live) if migrate else Path(live)
    else:
        copy_sqlite(template, live)
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = live
    pristine = PristineSqlite(_own_template(template, live), live)


def _own_template(template: Path, live: str) -> str:
    """A private copy beside the live file, since another run may tidy the shared template away."""
    own = f"{live}.pristine"
    copy_sqlite(template, own)
    return own


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_use_migrations: bool,
    django_db_modify_db_settings: None,
) -> Generator[None]:
    """Takes the place of pytest-django's fixture of the same name; --no-migrations makes tables from the models."""
    global pristine
    if not django_db_use_migrations:
        _disable_migrations()
    TransactionTestCase._fixture_teardown = _restore  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _prepare_sqlite(django_db_use_migrations)
            yield
            connections.close_all()
            return
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
        parameters = connection.get_connection_params()
        for own in ("pool", "cursor_factory", "context", "prepare_threshold"):
            parameters.pop(own, None)
        pristine = PristinePostgres(parameters)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
        _end_sessions(parameters)
        teardown_databases(made, verbosity=0)


def _end_sessions(parameters: dict[str, Any]) -> None:
    """End what is still connected: the executor threads of asyncio keep their connection until the process ends."""
    with psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [parameters["dbname"]]
        )
