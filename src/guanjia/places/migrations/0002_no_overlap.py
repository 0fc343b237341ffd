"""No two slots of a space overlap, whatever code writes them: the last word belongs to the database."""

from django.db import migrations

CLASH = """
    SELECT RAISE(ABORT, 'slot_no_overlap') WHERE EXISTS (
        SELECT 1 FROM places_slot s WHERE s.space_id = NEW.space_id AND s.id <> NEW.id
           AND s.starts_at < NEW.ends_at AND s.ends_at > NEW.starts_at
           AND s.starts_at >= coalesce((
               SELECT max(p.starts_at) FROM places_slot p
                WHERE p.space_id = NEW.space_id AND p.id <> NEW.id AND p.starts_at <= NEW.starts_at), ''))
"""
# Slots of a space do not overlap, so of those that start before NEW only the last can reach into it: the subselect
# finds it in the index, and the scan never goes further back.

SQLITE = [
    f"CREATE TRIGGER slot_no_overlap_insert AFTER INSERT ON places_slot BEGIN {CLASH}; END",
    f"CREATE TRIGGER slot_no_overlap_update AFTER UPDATE OF space_id, starts_at, ends_at ON places_slot BEGIN {CLASH}; END",
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE places_slot ADD CONSTRAINT slot_no_overlap
       EXCLUDE USING gist (space_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)""",
]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER slot_no_overlap_insert")
        schema_editor.execute("DROP TRIGGER slot_no_overlap_update")
    else:
        schema_editor.execute("ALTER TABLE places_slot DROP CONSTRAINT slot_no_overlap")


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
