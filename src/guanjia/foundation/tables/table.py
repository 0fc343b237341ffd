"""Declares the table of a noun: what its list shows, filters, exports and does in bulk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from guanjia.foundation.sites.public import Site

TEXT, NUMBER, DAY, MOMENT, STATE, YES_NO = "text", "number", "day", "moment", "state", "yes_no"


@dataclass(frozen=True)
class Column:
    """A column. `value` is an attribute path ("room.name") or a function of the row; without it, the name.

    `many(rows)` computes a whole page at once (pk -> value) and takes the place of `value`. `sort` is the ORM path that
    orders by it. `grade` is the class of personal data: 2 must come masked, 3 cannot be listed or exported at all.
    `url(row)` links the cell. For kind "state" the value is a kernel State.
    """

    name: str
    label: Any
    value: str | Callable[[Any], Any] = ""
    kind: str = TEXT
    sort: str = ""
    many: Callable[[Sequence[Any]], Mapping[Any, Any]] | None = None
    url: Callable[[Any], str] | None = None
    grade: int = 0
    shown: bool = True
    exported: bool = True

    def __post_init__(self) -> None:
        if self.grade >= 3:
            raise ValueError(f"column {self.name!r}: class P3 is never listed or exported")

    def of(self, row: Any) -> Any:
        """The row's value; None where the path breaks off."""
        if callable(self.value):
            return self.value(row)
        value = row
        for step in (self.value or self.name).split("."):
            value = getattr(value, step, None)
            value = value() if callable(value) and not hasattr(value, "label") else value
        return value


@dataclass(frozen=True)
class Filter:
    """A filter in the address. `choices(site)` lists (value, label) for a choice; without it text is typed.

    `apply(rows, value)` narrows; without it rows are compared by `path`. A value that is no choice is ignored.
    """

    name: str
    label: Any
    path: str = ""
    choices: Callable[[Site], Sequence[tuple[str, Any]]] | None = None
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """The rows that pass."""
        return self.apply(rows, value) if self.apply else rows.filter(**{self.path or self.name: value})


@dataclass(frozen=True)
class BulkAction:
    """Something done to all selected rows: `run(rows, site=, actor=, at=)` returns a sentence for the reader.

    `rows` is a queryset of what the user may see. `confirm` is asked on a page of its own; `permission(user, site)`.
    """

    code: str
    label: Any
    run: Callable[..., str]
    permission: Callable[[Any, Site], bool] | None = None
    confirm: Any = ""


@dataclass(frozen=True)
class Table:
    """The table of a noun. `noun` is its code ("conference.guest"), `order` the default ORM order.

    `search` names ORM paths looked through by the box above the list; `may_export(user, site)` shows the exports.
    """

    noun: str
    label: Any
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    order: tuple[str, ...] = ("-pk",)
    bulk: tuple[BulkAction, ...] = ()
    page_size: int = 50
    empty: Any = ""
    may_export: Callable[[Any, Site], bool] | None = None

    def matching(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        """The rows in which every word occurs in one of the searched paths."""
        for word in text.split()[:8] if self.search else ():
            wanted = Q()
            for path in self.search:
                wanted |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(wanted)
        return rows

    def cells(self, rows: Sequence[Any], columns: Sequence[Column]) -> list[list[Any]]:
        """The values of these rows in these columns; one call of each set-based column."""
        computed = {column.name: column.many(rows) for column in columns if column.many}
        return [[computed[c.name].get(row.pk) if c.name in computed else c.of(row) for c in columns] for row in rows]


@dataclass(frozen=True)
class Asked:
    """A request to a list, read: who asks, where, and at which moment of the site."""

    user: Any
    site: Site
    at: datetime
