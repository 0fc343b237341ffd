"""Spares migrations most of their time: a new table, index or constraint renders its own model again and no other (ADR 0102).

Django renders a changed model together with all models related to it, and here nearly all are, through site and user: 150 s
of 155 s for a fresh database went there. What creates tables, indexes and constraints reads no relation back, so for these three
operations the model alone is rendered; before any other operation everything is rendered anew, once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations import AddConstraint, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState

ALONE = (CreateModel, AddIndex, AddConstraint)
NARROW, STALE = "_guanjia_narrow", "_guanjia_stale"
"""Marks on a project state: that the running operation is one of ALONE, and that models elsewhere do not know its model yet."""


@contextmanager
def rendering_what_changes() -> Iterator[None]:
    """While it lasts, migrations run so. The tables come out the same; historical models in RunPython are whole."""
    apply, find = Migration.apply, ProjectState._find_reload_model

    def apply_one_by_one(self: Any, state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        operations = self.operations
        try:
            for operation in operations:
                self.operations = [operation]
                alone = type(operation) in ALONE
                if not alone and state.__dict__.pop(STALE, False):
                    state.__dict__.pop("apps", None)
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
    try:
        yield
    finally:
        Migration.apply, ProjectState._find_reload_model = apply, find  # type: ignore[method-assign]
