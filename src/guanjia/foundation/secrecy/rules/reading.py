"""Reads as much of a file's text as is cheap: enough to see a mark on it, in bounded time and memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

from guanjia.foundation.secrecy.rules.pdf import pdf_text

MOST = 4 * 1024 * 1024
PARTS = re.compile(
    r"(word/(document|header\d*|footer\d*)|xl/(sharedStrings|worksheets/sheet\d+|workbook)|ppt/slides/slide\d+"
    r"|content|docProps/(core|app|custom))\.xml$"
)
BLOCK_END = re.compile(r"</(?:w:p|a:p|si|text:p|text:h|dc:title|dc:subject|cp:keywords|cp:category|c|is)>")
TAG = re.compile(r"<[^>]{0,2000}>")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def readable_text(content: bytes) -> Iterator[str]:
    """Pieces of text found in the bytes: plain text, Office and OpenDocument parts, PDF strings. Never raises."""
    if content.startswith(b"PK\x03\x04"):
        yield from _zip_text(content)
    elif content.startswith(b"%PDF"):
        yield from pdf_text(content)
    elif content.startswith(OLD_OFFICE):
        yield from _old_office_text(content)
    elif b"\x00" not in content[:4096] or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield _decode(content[:MOST])


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "ignore")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "ignore")


def _zip_text(content: bytes) -> Iterator[str]:
    left = MOST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist():
                if left > 0 and PARTS.search(part.filename):
                    with package.open(part) as stream:
                        xml = stream.read(left)
                    left -= len(xml)
                    lines = BLOCK_END.sub("\n", xml.decode("utf-8", "ignore"))
                    yield unescape(TAG.sub("", lines))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return


def _old_office_text(content: bytes) -> Iterator[str]:
    """Word and Excel of 1997 keep their text as UTF-16 somewhere in the file, on an even or odd byte."""
    for start in (0, 1):
        yield content[start : start + MOST].decode("utf-16-le", "ignore")
