"""DATABASE_URL becomes settings; what the house cannot run on is refused."""

from pathlib import Path

import pytest
from django.db import connection

from guanjia.config.database import BadDatabaseUrl, database_from_url


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////srv/guanjia.sqlite3", "/srv/guanjia.sqlite3"),
        ("sqlite:///srv/guanjia.sqlite3", "/srv/guanjia.sqlite3"),
        ("sqlite:////srv/with space/g.sqlite3", "/srv/with space/g.sqlite3"),
    ],
)
def test_sqlite_url_names_a_file(url: str, name: str) -> None:
    assert database_from_url(url)["NAME"] == name


def test_postgres_url_is_taken_apart() -> None:
    settings = database_from_url("postgres://anna:p%40ss@db.example:5433/house")
    parts = [settings[each] for each in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
    assert parts == ["anna", "p@ss", "db.example", "5433", "house"]


@pytest.mark.parametrize("url", ["mysql://a@b/c", "guanjia.sqlite3", ""])
def test_other_engines_are_refused_by_name(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="sqlite or postgres is needed"):
        database_from_url(url)


@pytest.mark.django_db
def test_sqlite_keeps_its_promises_of_durability() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    assert Path(connection.settings_dict["NAME"]).is_file(), "threads race on a real file"
    with connection.cursor() as cursor:
        found = {}
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            found[pragma] = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
