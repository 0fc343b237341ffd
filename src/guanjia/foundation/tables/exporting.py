"""Writes a table as CSV or Excel."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.tables.rules.guard import guard
from guanjia.foundation.tables.table import Column, Table
from guanjia.kernel.states import State

CHUNK = 2000
BOM = "\ufeff"


def export_rows(table: Table, rows: QuerySet[Any], site: Site) -> Iterator[list[Any]]:
    """The header in the reader's language, then every row; moments in the site's time, states in words."""
    columns = [column for column in table.columns if column.exported]
    yield [str(column.label) for column in columns]
    for some in _chunks(rows):
        for cells in table.cells(some, columns):
            yield [_plain(value, column, site) for value, column in zip(cells, columns, strict=True)]


def records(table: Table, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """These rows as an API shows them: column name -> value; states as their codes, moments in ISO 8601 UTC."""
    columns = [column for column in table.columns if column.exported]
    names = [column.name for column in columns]
    return [dict(zip(names, map(_machine, cells), strict=True)) for cells in table.cells(rows, columns)]


def as_csv(lines: Iterator[list[Any]]) -> Iterator[str]:
    """CSV text piece by piece: byte order mark first, so that Excel reads the Chinese; formulas guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write(BOM)
    for number, line in enumerate(lines):
        writer.writerow([guard(cell) if isinstance(cell, str) else cell for cell in line])
        if number % CHUNK == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def as_xlsx(lines: Iterator[Sequence[Any]], *, title: str = "", heads: int = 1) -> bytes:
    """An Excel file whose first `heads` rows are bold and frozen; text is text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet((title or "1").translate(dict.fromkeys(map(ord, "[]:*?/\\'"), " "))[:31])
    sheet.freeze_panes = f"A{heads + 1}"
    bold = Font(bold=True)
    for number, line in enumerate(lines):
        sheet.append([_xlsx_cell(sheet, value, bold if number < heads else None) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: Any, value: Any, font: Font | None) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, guard(value)[:32767])
        cell.data_type = "s"
        if font is not None:
            cell.font = font
        return cell
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return value


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for row in rows.iterator(chunk_size=CHUNK):
        some.append(row)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _machine(value: Any) -> Any:
    if isinstance(value, State):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_machine(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _plain(value: Any, column: Column, site: Site) -> Any:
    if value is None:
        return ""
    if isinstance(value, State):
        return _(value.label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return local(site, value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, int | float | Decimal | date):
        return value
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)
