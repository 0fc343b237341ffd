"""The triggers that keep journal and seal append-only on both engines."""

from typing import Any

TABLES = ("journal_entry", "journal_sealbatch", "journal_sealleaf")
REFUSAL = "the journal is append-only"


def create(schema_editor: Any) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on the journal's tables."""
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(schema_editor: Any) -> None:
    """Take the triggers away: for undoing the migration, and for tests that tamper."""
    on_pg = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete", "truncate") if on_pg else ("update", "delete"):
            suffix = f" ON {table}" if on_pg else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{suffix}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        rows = [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH {'STATEMENT' if verb == 'truncate' else 'ROW'} EXECUTE FUNCTION journal_refuse()"
            for table in TABLES
            for verb in ("update", "delete", "truncate")
        ]
        return [function, *rows]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for verb in ("update", "delete")
    ]
