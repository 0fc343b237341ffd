"""What migrations made, though each rendered only its own model: every column, index and constraint of every model."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations import AddField, AlterField, RemoveField, RunPython
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from guanjia.config.rendering import concerns_one_model, rendering_what_changes

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


def shop() -> ProjectState:
    """Two models, the leaf refers to the root by its code."""
    state = ProjectState()
    code = models.CharField(max_length=8, unique=True)
    state.add_model(ModelState("shop", "Root", [("id", models.AutoField(primary_key=True)), ("code", code)]))
    root = models.ForeignKey("shop.Root", models.CASCADE, to_field="code")
    state.add_model(
        ModelState(
            "shop",
            "Leaf",
            [("id", models.AutoField(primary_key=True)), ("root", root), ("size", models.IntegerField())],
        )
    )
    return state


@pytest.mark.parametrize(
    ("operation", "alone"),
    [
        (AddField("leaf", "note", models.CharField(max_length=9)), True),
        (AlterField("leaf", "size", models.BigIntegerField()), True),
        (AlterField("leaf", "size", models.BigIntegerField(unique=True)), False),
        (AlterField("root", "code", models.CharField(max_length=9, unique=True)), False),
        (AlterField("root", "id", models.BigAutoField(primary_key=True)), False),
        (RemoveField("leaf", "size"), False),
        (RunPython(RunPython.noop), False),
    ],
)
def test_what_others_may_refer_to_is_not_changed_alone(operation: Operation, alone: bool) -> None:
    assert concerns_one_model(operation, "shop", shop()) is alone
