"""Puts a test database back to what the migrations made, after a test that really committed.

Django's own flush would stumble over the triggers that keep the journal, and would lose rows that migrations made.
"""

import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "var" / "test-databases"
KEPT_TEMPLATES = 3


class Pristine(Protocol):
    """A memory of the freshly migrated database."""

    def restore(self) -> None:
        """Make the database what it was when this was made. The caller has closed its own connections."""


def template_path() -> Path:
    """Where the migrated SQLite file for the present migrations lies, whether or not it was made yet."""
    digest = hashlib.sha256()
    package = Path(os.environ.get("GUANJIA_TEST_MIGRATIONS", ROOT / "src" / "guanjia"))
    for file in sorted([*package.glob("**/migrations/*"), ROOT / "requirements.lock"]):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(str(file.relative_to(file.parents[2])).encode() + b"\0" + file.read_bytes() + b"\0")
    return TEMPLATES / f"{digest.hexdigest()[:16]}.sqlite3"


def copy_sqlite(source: Path | str, target: Path | str) -> None:
    """Make `target` page for page what `source` is, through SQLite itself, so open readers stay right."""
    read, write = sqlite3.connect(source), sqlite3.connect(target, timeout=30)
    try:
        read.backup(write)
    finally:
        write.close()
        read.close()


def keep_template(live: str) -> Path:
    """Save the migrated database `live` as the template for later runs; the oldest templates go."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    template = template_path()
    draft = template.with_suffix(f".{os.getpid()}")
    copy_sqlite(live, draft)
    draft.replace(template)
    for old in sorted(TEMPLATES.glob("*.sqlite3"), key=lambda file: -file.stat().st_mtime)[KEPT_TEMPLATES:]:
        old.unlink(missing_ok=True)
    return template


class PristineSqlite:
    """The template file, copied over the live one."""

    def __init__(self, template: Path | str, live: str) -> None:
        self.template, self.live = template, live

    def restore(self) -> None:
        copy_sqlite(self.template, self.live)


class PristinePostgres:
    """The rows that migrations made, held as COPY text; every other row is deleted with triggers asleep."""

    def __init__(self, parameters: dict[str, Any]) -> None:
        self.parameters = parameters
        with psycopg.connect(**parameters) as connection:
            self.tables = self._tables(connection)
            self.rows = {table: self._copy_out(connection, table) for table in self._filled(connection)}

    def restore(self) -> None:
        with psycopg.connect(**self.parameters) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("SET lock_timeout = '30s'")
            for table in self._filled(connection):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            for table, rows in self.rows.items():
                with connection.cursor().copy(self._copy(table, "FROM STDIN")) as copy:
                    copy.write(rows)

    def _tables(self, connection: psycopg.Connection[Any]) -> dict[str, list[str]]:
        """Table name -> its columns that can be written."""
        found: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0"
            " AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> 'django_migrations' ORDER BY a.attnum"
        ):
            found.setdefault(table, []).append(column)
        return found

    def _filled(self, connection: psycopg.Connection[Any]) -> list[str]:
        probe = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(sql.Literal(table), sql.Identifier(table))
            for table in self.tables
        )
        return [str(row[0]) for row in connection.execute(probe)] if self.tables else []

    def _copy(self, table: str, direction: str) -> sql.Composed:
        columns = sql.SQL(", ").join(map(sql.Identifier, self.tables[table]))
        return sql.SQL("COPY {} ({}) {}").format(sql.Identifier(table), columns, sql.SQL(direction))

    def _copy_out(self, connection: psycopg.Connection[Any], table: str) -> bytes:
        with connection.cursor().copy(self._copy(table, "TO STDOUT")) as copy:
            return b"".join(bytes(block) for block in copy)
