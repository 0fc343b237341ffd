"""Reads a list's address and computes what its page shows, with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from guanjia.foundation.sites.public import Site
from guanjia.foundation.tables.models import SavedView
from guanjia.foundation.tables.table import BulkAction, Column, Filter, Table
from guanjia.ui.parts import Pill

SIZES = (25, 50, 100, 200)
OWN_PARAMETERS = ("page", "export", "saved")


@dataclass(frozen=True)
class Cell:
    """A value in its column."""

    column: Column
    value: Any
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    row: Any
    pk: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Heading:
    """A column's head: its order link and whether it is in force ("ascending", "descending", "")."""

    column: Column
    url: str
    order: str


@dataclass(frozen=True)
class Choice:
    """A filter with what can be chosen."""

    filter: Filter
    value: str
    choices: Sequence[tuple[str, Any]]


@dataclass
class ListPage:
    """Everything the list template shows."""

    table: Table
    page: Page[Any]
    headings: list[Heading]
    lines: list[Line]
    pills: list[Pill]
    choices: list[Choice]
    bulk: list[BulkAction]
    views: list[SavedView]
    text: str
    query: str
    exports: bool
    size: int
    sizes: Sequence[int] = SIZES
    kept: list[tuple[str, str]] = field(default_factory=list)


def narrowed(table: Table, rows: QuerySet[Any], site: Site, query: QueryDict) -> QuerySet[Any]:
    """The rows that the address asks for, in its order."""
    for one, value, _label in active_filters(table, site, query):
        rows = one.narrow(rows, value)
    rows = table.matching(rows, query.get("q", ""))
    return rows.order_by(*_order(table, query))


def active_filters(table: Table, site: Site, query: QueryDict) -> list[tuple[Filter, str, Any]]:
    """(filter, value, label of the value) of each filter in the address; values that are no choice are left out."""
    found = []
    for one in table.filters:
        value = query.get(one.name, "").strip()
        if not value or "\x00" in value:
            continue
        if one.choices is None:
            found.append((one, value, value))
        else:
            labels = {str(key): label for key, label in one.choices(site)}
            if value in labels:
                found.append((one, value, labels[value]))
    return found


def list_page(table: Table, rows: QuerySet[Any], request: HttpRequest, site: Site) -> ListPage:
    """The page of the list that the request asks for; `rows` is what the user may see, unordered.

    Three queries of its own (count, rows, saved views), however many rows there are.
    """
    query = request.GET
    size = _size(table, query)
    page = Paginator(narrowed(table, rows, site, query), size).get_page(query.get("page"))
    columns = [column for column in table.columns if column.shown]
    shown = list(page.object_list)
    lines = [
        Line(
            row, row.pk, [Cell(c, value, c.url(row) if c.url else "") for c, value in zip(columns, cells, strict=True)]
        )
        for row, cells in zip(shown, table.cells(shown, columns), strict=True)
    ]
    return ListPage(
        table=table,
        page=page,
        headings=[_heading(column, query) for column in columns],
        lines=lines,
        pills=_pills(table, site, query),
        choices=[Choice(f, query.get(f.name, ""), f.choices(site) if f.choices else ()) for f in table.filters],
        bulk=[act for act in table.bulk if act.permission is None or act.permission(request.user, site)],
        views=saved_views(table.noun, request.user, site),
        text=query.get("q", ""),
        query=_address(query, page=None),
        exports=table.may_export is None or table.may_export(request.user, site),
        size=size,
        kept=[(key, value) for key in ("sort", "size") for value in query.getlist(key)],
    )


def saved_views(noun: str, user: Any, site: Site) -> list[SavedView]:
    """The user's own saved views of the noun and the site's shared ones."""
    views = SavedView.objects.filter(site=site, noun=noun).order_by("name")
    return [view for view in views if view.shared or view.owner_id == user.pk]


def _size(table: Table, query: QueryDict) -> int:
    wanted = query.get("size", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) in SIZES else table.page_size


def _order(table: Table, query: QueryDict) -> tuple[str, ...]:
    wanted = query.get("sort", "")
    for column in table.columns:
        if column.sort and wanted.lstrip("-") == column.name:
            return (("-" if wanted.startswith("-") else "") + column.sort, "pk")
    return table.order


def _heading(column: Column, query: QueryDict) -> Heading:
    now = query.get("sort", "")
    order = "ascending" if now == column.name else "descending" if now == f"-{column.name}" else ""
    other = f"-{column.name}" if order == "ascending" else column.name
    return Heading(column, _address(query, sort=other) if column.sort else "", order)


def _pills(table: Table, site: Site, query: QueryDict) -> list[Pill]:
    return [
        Pill(f"{one.label}: {label}", _address(query, **{one.name: None}), active=True)
        for one, _value, label in active_filters(table, site, query)
    ]


def _address(query: QueryDict, **changes: str | None) -> str:
    """The address with parameters set or, by None, taken off; the page number always goes."""
    changed = query.copy()
    for name in OWN_PARAMETERS:
        changed.pop(name, None)
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = value
    return f"?{changed.urlencode()}"
