"""A user stands on one post at a time within a site, unless the entry says that both are meant."""

from django.db import migrations

CLASH = """
    SELECT RAISE(ABORT, 'roster_no_double')
     WHERE NOT NEW.double AND NEW.released_at IS NULL AND EXISTS (
        SELECT 1 FROM posts_roster r
         WHERE r.user_id = NEW.user_id AND r.site_id = NEW.site_id AND r.id <> NEW.id
           AND NOT r.double AND r.released_at IS NULL
           AND r.starts_at < NEW.ends_at AND r.ends_at > NEW.starts_at)
"""
SQLITE = [
    f"CREATE TRIGGER roster_no_double_insert AFTER INSERT ON posts_roster BEGIN {CLASH}; END",
    f"CREATE TRIGGER roster_no_double_update AFTER UPDATE ON posts_roster BEGIN {CLASH}; END",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE posts_roster ADD CONSTRAINT roster_no_double
       EXCLUDE USING gist (site_id WITH =, user_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
       WHERE (NOT "double" AND released_at IS NULL)""",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER roster_no_double_insert")
        schema_editor.execute("DROP TRIGGER roster_no_double_update")
    else:
        schema_editor.execute("ALTER TABLE posts_roster DROP CONSTRAINT roster_no_double")


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
