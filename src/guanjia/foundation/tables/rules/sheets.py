"""Reads the first filled sheet of an xlsx, xls or csv file in bounded time and memory."""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_XML = 600 * 1024 * 1024
CHUNK = 1 << 20
FILLED = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>/]*>(?!</c>)')
UNVALUED = re.compile(
    rb'<c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"'
    rb'(?:[^>/]*\st="e"[^>/]*>|[^>/]*><f[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>)'
)
MOST_MERGED = 2_000_000
CELL_END = b"</c>"


class UnreadableSheet(ValueError):
    """No table that can be read; `code` says why: no_table, empty, too_many_rows, too_many_columns, locked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Sheet:
    """A table of cells: text, numbers, dates as Python values; empty is "". Row 0 is row 1 of the sheet.

    Merged cells hold the value of their first cell. `unvalued` are (row, column) of cells that show an
    Excel error or hold a formula whose value was not stored.
    """

    rows: list[list[Any]]
    unvalued: set[tuple[int, int]] = field(default_factory=set)


def read_sheet(content: bytes) -> Sheet:
    """The first sheet that holds anything: at most 50,000 rows and 200 columns. Raises UnreadableSheet."""
    if content[:4] == b"PK\x03\x04":
        return _xlsx(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _calamine(content, set())
    return _csv(content)


def column_letter(number: int) -> str:
    """A column's letters: 0 -> A, 26 -> AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The reverse: AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _xlsx(content: bytes) -> Sheet:
    unvalued: set[tuple[int, int]] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.infolist() if re.match(r"xl/worksheets/[^/]+\.xml$", part.filename)]
            if sum(part.file_size for part in package.infolist()) > MOST_XML:
                raise UnreadableSheet("too_many_rows")
            for part in parts:
                with package.open(part) as stream:
                    unvalued |= _measure(stream)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableSheet("no_table") from error
    return _calamine(content, unvalued)


def _measure(stream: Any) -> set[tuple[int, int]]:
    """Refuse a sheet whose filled cells lie too far out; where formulas without stored value stand."""
    unvalued: set[tuple[int, int]] = set()
    rest, read = b"", 0
    while chunk := stream.read(CHUNK):
        read += len(chunk)
        block, _, rest = (rest + chunk).rpartition(CELL_END)
        if read > MOST_XML or len(rest) > 4 * CHUNK:
            raise UnreadableSheet("too_many_rows")
        block += CELL_END
        for letters, row in FILLED.findall(block):
            if int(row) > MOST_ROWS + 50:
                raise UnreadableSheet("too_many_rows")
            if len(letters) > 1 and column_number(letters.decode()) >= MOST_COLUMNS:
                raise UnreadableSheet("too_many_columns")
        if len(unvalued) < 10_000:
            unvalued.update((int(row) - 1, column_number(c.decode())) for c, row in UNVALUED.findall(block))
    return unvalued


def _calamine(content: bytes, unvalued: set[tuple[int, int]]) -> Sheet:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.end is not None:
                rows = sheet.to_python(skip_empty_area=False)
                _fill_merged(rows, sheet.merged_cell_ranges or [])
                return _checked(Sheet(rows, unvalued))
    except UnreadableSheet:
        raise
    except PasswordError as error:
        raise UnreadableSheet("locked") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableSheet("no_table") from error
    raise UnreadableSheet("empty")


def _fill_merged(rows: list[list[Any]], ranges: Any) -> None:
    left_to_fill = MOST_MERGED
    for (top, left), (bottom, right) in ranges:
        if top < len(rows) and left < len(rows[top]):
            left_to_fill -= (min(bottom, len(rows)) - top + 1) * (min(right, len(rows[top])) - left + 1)
            if left_to_fill < 0:
                return
            value = rows[top][left]
            for row in rows[top : bottom + 1]:
                for at in range(left, min(right + 1, len(row))):
                    row[at] = value


def _csv(content: bytes) -> Sheet:
    text = _decode(content)
    if "\x00" in text[:1000] or not text.strip():
        raise UnreadableSheet("empty" if not text.strip() else "no_table")
    first = text[:10000]
    delimiter = max(",\t;", key=lambda mark: first.count(mark))
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise UnreadableSheet("no_table") from error
    return _checked(Sheet(rows))


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _checked(sheet: Sheet) -> Sheet:
    while sheet.rows and not any(str(cell).strip() for cell in sheet.rows[-1]):
        sheet.rows.pop()
    if not sheet.rows:
        raise UnreadableSheet("empty")
    if len(sheet.rows) > MOST_ROWS + 50:
        raise UnreadableSheet("too_many_rows")
    if max(len(row) for row in sheet.rows) > MOST_COLUMNS:
        raise UnreadableSheet("too_many_columns")
    return sheet
