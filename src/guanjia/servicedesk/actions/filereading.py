"""Opens a file of service requests: encoding, separator, header, a sample; then its rows one by one."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from django.utils.translation import gettext as _

from guanjia.servicedesk.rules.filedates import Order, order_of

SAMPLE = 3000
CHUNK = 1 << 20
SEPARATORS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class UnreadableFile(ValueError):
    """The file as a whole cannot be taken; str() says why in the reader's language."""


@dataclass(frozen=True)
class Opened:
    """A file that can be read: `sample` are its first rows without the header."""

    stream: BinaryIO
    encoding: str
    separator: str
    header: list[str]
    sample: list[list[str]]

    def digest(self) -> str:
        """Names the header, whatever the order of rows: the same system writes the same one."""
        return sha256("\x1f".join(name.strip() for name in self.header).encode()).hexdigest()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """(row as a spreadsheet counts it, cells), the header being row 1; blank rows are left out. From the beginning."""
        reader = _reader(self.stream, self.encoding, self.separator)
        next(reader, None)
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, cells

    def order(self, columns: dict[str, int]) -> Order:
        """How its dates are written."""
        wanted = [columns[name] for name in ("created", "due", "closed") if name in columns]
        return order_of(row[at] for row in self.sample for at in wanted if at < len(row))


def open_file(stream: BinaryIO) -> Opened:
    """Look at a CSV file: UTF-8 with or without mark, UTF-16, GB 18030, else Western. Raises UnreadableFile."""
    encoding = _encoding(stream)
    separator = _separator(stream, encoding)
    reader = _reader(stream, encoding, separator)
    try:
        header = next(reader, [])
        sample = [cells for cells, _number in zip(reader, range(SAMPLE), strict=False)]
    except (csv.Error, UnicodeError) as error:
        raise UnreadableFile(_("The file is no table of text.")) from error
    header = [name.strip().lstrip("\ufeff") for name in header]
    if len([name for name in header if name]) < 3:
        raise UnreadableFile(_("The first row is no header."))
    return Opened(stream, encoding, separator, header, sample)


def _encoding(stream: BinaryIO) -> str:
    stream.seek(0)
    head = stream.read(4)
    if not head:
        raise UnreadableFile(_("The file is empty."))
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if head[:4] == b"PK\x03\x04" or b"\x00" in head:
        raise UnreadableFile(_("The file is no table of text."))
    for name in ("utf-8", "gb18030"):
        if _decodes(stream, name):
            return name
    return "cp1252"


def _decodes(stream: BinaryIO, name: str) -> bool:
    """Whether the whole file is this encoding, a piece at a time."""
    decoder = codecs.getincrementaldecoder(name)()
    stream.seek(0)
    try:
        while piece := stream.read(CHUNK):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _separator(stream: BinaryIO, encoding: str) -> str:
    """The one that the first line has most of, outside quotes."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        line = text.readline()
    finally:
        text.detach()
    bare = "".join(part for at, part in enumerate(line.split('"')) if at % 2 == 0)
    return max(SEPARATORS, key=lambda each: (bare.count(each), -SEPARATORS.index(each)))


def _reader(stream: BinaryIO, encoding: str, separator: str) -> Iterator[list[str]]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        lines = (line.replace("\x00", "") for line in text)
        yield from csv.reader(lines, delimiter=separator)
    finally:
        if not text.closed:
            text.detach()
