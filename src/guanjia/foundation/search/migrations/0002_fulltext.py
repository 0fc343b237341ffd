"""Each engine's own full-text index over the tokens: FTS5 without own content, or a GIN index."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE search_searchentry_fts USING fts5(
      grams, content='search_searchentry', content_rowid='id', tokenize='unicode61')""",
    """CREATE TRIGGER search_fts_insert AFTER INSERT ON search_searchentry BEGIN
      INSERT INTO search_searchentry_fts(rowid, grams) VALUES (new.id, new.grams);
    END""",
    """CREATE TRIGGER search_fts_delete AFTER DELETE ON search_searchentry BEGIN
      INSERT INTO search_searchentry_fts(search_searchentry_fts, rowid, grams) VALUES ('delete', old.id, old.grams);
    END""",
    """CREATE TRIGGER search_fts_update AFTER UPDATE ON search_searchentry BEGIN
      INSERT INTO search_searchentry_fts(search_searchentry_fts, rowid, grams) VALUES ('delete', old.id, old.grams);
      INSERT INTO search_searchentry_fts(rowid, grams) VALUES (new.id, new.grams);
    END""",
)
POSTGRESQL = "CREATE INDEX search_by_grams ON search_searchentry USING gin (to_tsvector('simple', grams))"


def build(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)
    else:
        schema_editor.execute(POSTGRESQL, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER search_fts_{name}", params=None)
        schema_editor.execute("DROP TABLE search_searchentry_fts", params=None)
    else:
        schema_editor.execute("DROP INDEX search_by_grams", params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, drop)]
