"""Many rows that differ in their values, written and read at once on both engines."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction

_SQL_TYPES = {
    "BigAutoField": "bigint",
    "BigIntegerField": "bigint",
    "PositiveBigIntegerField": "bigint",
    "ForeignKey": "bigint",
    "IntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint",
    "BooleanField": "boolean",
    "CharField": "text",
    "TextField": "text",
    "DateTimeField": "timestamptz",
}


def update_rows(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, guard: Mapping[str, Any]
) -> list[int]:
    """Set `columns` (field names; the first must be the primary key, the second `rev` as it was read) of every row.

    A compare and swap: a row whose rev has moved on, or that does not meet `guard` (field name -> value), stays as
    it is; so do no two writers apply one change twice. The rev of a written row goes up by one.
    Returns the ids that were written. A constant number of statements, whatever the number of rows.
    """
    if not rows:
        return []
    fields = [model._meta.get_field(name) for name in columns]
    if connection.vendor == "sqlite":
        return _update_singly(model, fields, rows, guard)
    table = connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{f.column} = v.{f.column}" for f in fields[2:])
    holds = "".join(f" AND {table}.{model._meta.get_field(name).column} = %s" for name in guard)
    sql = (
        f"UPDATE {table} SET {', '.join(filter(None, [sets, f'rev = {table}.rev + 1']))} "
        f"FROM {_source(fields)} v WHERE {table}.id = v.id AND {table}.rev = v.rev{holds} RETURNING {table}.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_encode(rows), *guard.values()])
        return [row[0] for row in cursor.fetchall()]


def _update_singly(
    model: type[models.Model],
    fields: Sequence[models.Field[Any, Any]],
    rows: Sequence[Sequence[Any]],
    guard: Mapping[str, Any],
) -> list[int]:
    """For SQLite, where taking JSON apart costs three times what a prepared statement a row does.

    Its transaction holds the only write lock, so rows that stand as they were read cannot change before they are written.
    """
    sets = ", ".join(f"{field.column} = %s" for field in fields[2:])
    sql = f"UPDATE {model._meta.db_table} SET {', '.join(filter(None, [sets, 'rev = rev + 1']))} WHERE id = %s"
    with transaction.atomic(savepoint=False):
        standing = dict(_standing(model, [row[0] for row in rows], guard))
        fresh = [row for row in rows if standing.get(row[0]) == row[1]]
        moments = [at for at, field in enumerate(fields[2:]) if field.get_internal_type() == "DateTimeField"]
        with connection.cursor() as cursor:
            cursor.executemany(sql, [_bound(row, moments) for row in fresh])
    return [row[0] for row in fresh]


def _standing(model: type[models.Model], ids: Sequence[int], guard: Mapping[str, Any]) -> Iterable[tuple[int, int]]:
    """(id, rev) of those that meet the guard."""
    holds = "".join(f" AND {model._meta.get_field(name).column} = %s" for name in guard)
    wanted = f"SELECT id, rev FROM {model._meta.db_table} WHERE id IN (SELECT value FROM json_each(%s)){holds}"
    with connection.cursor() as cursor:
        cursor.execute(wanted, [json.dumps(ids), *guard.values()])
        return cursor.fetchall()


def _bound(row: Sequence[Any], moments: Sequence[int]) -> list[Any]:
    """What to set and the id, as SQLite's driver takes it without a detour."""
    cells = [*row[2:], row[0]]
    for at in moments:
        if cells[at] is not None:
            cells[at] = _naive_text(cells[at])
    return cells


def insert_rows(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    constants: Mapping[str, Any] | None = None,
    returning: Sequence[str] = ("id",),
) -> list[tuple[Any, ...]]:
    """Insert `rows`, each with the same `constants` besides; those that a unique constraint already holds are left out.

    Returns the `returning` columns (field names, no moments) of the rows that are new. One statement.
    """
    if not rows:
        return []
    fields = [model._meta.get_field(name) for name in columns]
    fixed = {model._meta.get_field(name): value for name, value in (constants or {}).items()}
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(f.column for f in [*fields, *fixed])
    chosen = ", ".join([*(f"v.{f.column}" for f in fields), *(_typed(f) for f in fixed)])
    back = ", ".join(model._meta.get_field(name).column for name in returning)
    sql = (
        f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {_source(fields)} v WHERE true "
        f"ON CONFLICT DO NOTHING RETURNING {back}"
    )
    values = [f.get_db_prep_save(value, connection) for f, value in fixed.items()]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, _encode(rows)])
        return [tuple(row) for row in cursor.fetchall()]


def _typed(field: models.Field[Any, Any]) -> str:
    return f"%s::{_SQL_TYPES[field.get_internal_type()]}" if connection.vendor == "postgresql" else "%s"


def _source(fields: Sequence[models.Field[Any, Any]]) -> str:
    """The FROM item that turns the JSON parameter into typed columns."""
    if connection.vendor == "postgresql":
        cells = ", ".join(f"(e->>{i})::{_SQL_TYPES[f.get_internal_type()]} AS {f.column}" for i, f in enumerate(fields))
        return f"(SELECT {cells} FROM jsonb_array_elements(%s::jsonb) e)"
    cells = ", ".join(f"json_extract(value, '$[{i}]') AS {f.column}" for i, f in enumerate(fields))
    return f"(SELECT {cells} FROM json_each(%s))"


def _encode(rows: Sequence[Sequence[Any]]) -> str:
    """The rows as JSON; moments as the engine stores them."""
    return json.dumps(rows, default=_naive_text if connection.vendor == "sqlite" else _iso_text, separators=(",", ":"))


def _iso_text(moment: datetime) -> str:
    return moment.isoformat()


@lru_cache(maxsize=16384)
def _naive_text(moment: datetime) -> str:
    """A moment as Django writes it into SQLite: UTC without a zone."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def read_rows(rows: models.QuerySet[Any, Any], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """`values_list(*columns)` of plain columns (names as in the table) in half the time on SQLite.

    There moments come as text, past the driver's and the ORM's converters, and are parsed once for each different one;
    duties of one morning share few.
    """
    wanted = rows.values_list(*columns)
    if connection.vendor != "sqlite":
        return list(wanted)
    known = {field.attname: field.get_internal_type() for field in rows.model._meta.concrete_fields}
    moments = [index for index, name in enumerate(columns) if known[name] == "DateTimeField"]
    try:
        sql, parameters = wanted.query.sql_with_params()
    except EmptyResultSet:
        return []
    taken = ", ".join(f"{name} || ''" if known[name] == "DateTimeField" else name for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {taken} FROM ({sql}) t", parameters)
        return [_parsed(row, moments) for row in cursor.fetchall()]


def _parsed(row: Sequence[Any], moments: Sequence[int]) -> tuple[Any, ...]:
    cells = list(row)
    for index in moments:
        if cells[index] is not None:
            cells[index] = _moment(cells[index])
    return tuple(cells)


@lru_cache(maxsize=16384)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
