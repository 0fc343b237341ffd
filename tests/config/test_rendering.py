"""What migrations made, though each rendered only its own model: every column, index and constraint of every model."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from guanjia.config.rendering import rendering_what_changes

MODELS = [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


@pytest.mark.django_db
def test_the_database_has_all_that_the_models_declare() -> None:
    wrong = []
    with connection.cursor() as cursor:
        for model in MODELS:
            table, meta = model._meta.db_table, model._meta
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            made = connection.introspection.get_constraints(cursor, table)
            declared = {each.name for each in [*meta.indexes, *meta.constraints]}
            fields = {field.column for field in meta.local_concrete_fields}
            if fields != columns or not declared <= made.keys():
                wrong.append(f"{table}: {fields ^ columns or declared - made.keys()}")
    assert not wrong, "\n".join(wrong)


def test_django_is_as_it_was_afterwards() -> None:
    before = ProjectState._find_reload_model
    with pytest.raises(ZeroDivisionError), rendering_what_changes():
        assert ProjectState._find_reload_model is not before
        raise ZeroDivisionError
    assert ProjectState._find_reload_model is before
