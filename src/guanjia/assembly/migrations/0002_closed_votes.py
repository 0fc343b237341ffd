"""Nothing of a closed vote changes, whatever code writes it (ADR 0105).

On PostgreSQL the trigger takes the motion's row FOR SHARE: votes run side by side, and the closing waits for those in flight.
"""

from django.db import migrations

TABLES = ("assembly_elector", "assembly_ballot", "assembly_ballotcount")
VERBS = ("insert", "update", "delete")
REFUSAL = "assembly_vote_closed"

FUNCTION = f"""
CREATE OR REPLACE FUNCTION assembly_vote_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE which bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN which := OLD.motion_id; ELSE which := NEW.motion_id; END IF;
  IF TG_OP = 'UPDATE' AND OLD.motion_id <> NEW.motion_id THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM 1 FROM assembly_motion WHERE id = which AND state = 'open' FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""
MOTION_FUNCTION = f"""
CREATE OR REPLACE FUNCTION assembly_motion_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def create(apps, schema_editor):
    on_pg = schema_editor.connection.vendor == "postgresql"
    for statement in _postgresql() if on_pg else _sqlite():
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    on_pg = schema_editor.connection.vendor == "postgresql"
    names = [(table, f"{table}_{verb}_open") for table in TABLES for verb in VERBS]
    names += [("assembly_motion", f"assembly_motion_{verb}_closed") for verb in ("update", "delete")]
    for table, name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_pg else ""))


def _postgresql():
    rows = [
        f"CREATE TRIGGER {table}_{verb}_open BEFORE {verb.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION assembly_vote_open()"
        for table in TABLES
        for verb in VERBS
    ]
    rows += [
        f"CREATE TRIGGER assembly_motion_{verb}_closed BEFORE {verb.upper()} ON assembly_motion "
        "FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION assembly_motion_closed()"
        for verb in ("update", "delete")
    ]
    return [FUNCTION, MOTION_FUNCTION, *rows]


def _sqlite():
    rows = []
    for table in TABLES:
        for verb in VERBS:
            row = "OLD" if verb == "delete" else "NEW"
            moved = " OR OLD.motion_id <> NEW.motion_id" if verb == "update" else ""
            rows.append(
                f"CREATE TRIGGER {table}_{verb}_open BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}') "
                f"WHERE NOT EXISTS (SELECT 1 FROM assembly_motion WHERE id = {row}.motion_id AND state = 'open'){moved}; END"
            )
    for verb in ("update", "delete"):
        rows.append(
            f"CREATE TRIGGER assembly_motion_{verb}_closed BEFORE {verb.upper()} ON assembly_motion WHEN OLD.state = 'closed' "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )
    return rows


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_assembly")]
    operations = [migrations.RunPython(create, drop)]
