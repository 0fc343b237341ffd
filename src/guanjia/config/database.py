"""Reads DATABASE_URL into Django's settings for the two engines that the house runs on."""

from typing import Any
from urllib.parse import unquote, urlparse

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;"
SQLITE_KEPT_S = 600  # opening costs more than a page: the schema is read anew, and the last one out empties the log


class BadDatabaseUrl(ValueError):
    """DATABASE_URL names no engine that the house runs on."""


def database_from_url(url: str) -> dict[str, Any]:
    """Settings for `sqlite:///PATH` or `postgres://USER:PASSWORD@HOST:PORT/NAME`; raises BadDatabaseUrl.

    SQLite: WAL, synchronous FULL, every transaction takes its write lock at BEGIN, waits up to 30 s, in turn;
    a thread keeps its connection.
    PostgreSQL: a connection pool per process.
    """
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "guanjia.config.sqlite3",
            "NAME": parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path,
            "CONN_MAX_AGE": SQLITE_KEPT_S,
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_PRAGMAS},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 30}},
        }
    raise BadDatabaseUrl(f"DATABASE_URL begins with {parts.scheme!r}: sqlite or postgres is needed")
