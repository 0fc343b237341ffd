"""The database itself refuses to change or delete what the journal and its seal hold."""

from typing import Any

from django.db import migrations

from guanjia.foundation.journal import triggers


def create(apps: Any, schema_editor: Any) -> None:
    triggers.create(schema_editor)


def drop(apps: Any, schema_editor: Any) -> None:
    triggers.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
