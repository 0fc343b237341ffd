"""Spares migrations most of their time: a new table, index or constraint renders its own model again and no other (ADR 0102).

Django renders a changed model together with all models related to it, and here nearly all are, through site and user: 150 s
of 155 s for a fresh database went there. What makes tables, fields, indexes and constraints reads no relation back, nor does a
change of a field that nothing refers to, so for these the model alone is rendered; before any other operation everything is
rendered anew, once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced

ALONE = (CreateModel, AddField, AddIndex, AddConstraint, RemoveIndex, RemoveConstraint)
NARROW, STALE = "_guanjia_narrow", "_guanjia_stale"
"""Marks on a project state: that the running operation concerns its model alone, and that models elsewhere do not know its model yet."""


def concerns_one_model(operation: Operation, app_label: str, state: ProjectState) -> bool:
    """Whether the operation reads nothing of the models that refer to its own; `state` is what it starts from."""
    if type(operation) is not AlterField:
        return type(operation) in ALONE
    model = app_label, operation.model_name_lower
    pair = operation.name, operation.field
    held = state.models[model].fields[operation.name]
    keys = any(field.unique or field.primary_key for field in (held, operation.field))
    return not keys and not field_is_referenced(state, model, pair)


@contextmanager
def rendering_what_changes() -> Iterator[None]:
    """While it lasts, migrations run so. The tables come out the same; historical models in RunPython are whole."""
    apply, find = Migration.apply, ProjectState._find_reload_model

    def apply_one_by_one(self: Any, state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        operations = self.operations
        try:
            for operation in operations:
                self.operations = [operation]
                alone = concerns_one_model(operation, self.app_label, state)
                if not alone and state.__dict__.pop(STALE, False):
                    state.__dict__.pop("apps", None)
                    state.is_delayed = False
                    state.apps  # noqa: B018 - once, for all the copies that Django makes of the state
                state.__dict__[NARROW] = alone
                state = apply(self, state, schema_editor, collect_sql)
        finally:
            self.operations = operations
            state.__dict__[NARROW] = False
        return state

    def find_alone(self: Any, app_label: str, model_name: str, delay: bool = False) -> Any:
        if not self.__dict__.get(NARROW):
            return find(self, app_label, model_name, delay)
        self.__dict__[STALE] = True
        return {(app_label, model_name)}

    Migration.apply, ProjectState._find_reload_model = apply_one_by_one, find_alone  # type: ignore[method-assign]
    # Rendering asks for each relation whether its model can be swapped, and each change of a state forgets all answers.
    apps.get_swappable_settings_name = cache(apps.get_swappable_settings_name)  # type: ignore[method-assign]
    try:
        yield
    finally:
        Migration.apply, ProjectState._find_reload_model = apply, find  # type: ignore[method-assign]
        del apps.get_swappable_settings_name
