"""Reads as much of a file's text as is cheap: enough to see a mark on it, in bounded time and memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

MOST = 4 * 1024 * 1024
PARTS = re.compile(
    r"(word/(document|header\d*|footer\d*)|xl/(sharedStrings|worksheets/sheet\d+|workbook)|ppt/slides/slide\d+"
    r"|content|docProps/(core|app|custom))\.xml$"
)
BLOCK_END = re.compile(r"</(?:w:p|a:p|si|text:p|text:h|dc:title|dc:subject|cp:keywords|cp:category|c|is)>")
TAG = re.compile(r"<[^>]{0,2000}>")
PDF_STREAM = re.compile(rb"stream\r?\n")
PDF_STRING = re.compile(rb"\(((?:[^()\\]|\\.){1,400})\)|<([0-9A-Fa-f\s]{8,1600})>")


def readable_text(content: bytes) -> Iterator[str]:
    """Pieces of text found in the bytes: plain text, Office and OpenDocument parts, PDF strings. Never raises."""
    if content.startswith(b"PK\x03\x04"):
        yield from _zip_text(content)
    elif content.startswith(b"%PDF"):
        yield from _pdf_text(content)
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


def _pdf_text(content: bytes) -> Iterator[str]:
    yield from _pdf_strings(content[:MOST])
    left = MOST
    for begin in PDF_STREAM.finditer(content):
        if left <= 0:
            return
        try:
            plain = zlib.decompressobj().decompress(content[begin.end() : begin.end() + MOST], left)
        except zlib.error:
            continue
        left -= len(plain)
        yield from _pdf_strings(plain)
        if b"<rdf" in plain[:2000] or b"<x:xmpmeta" in plain[:2000]:
            yield TAG.sub("\n", plain.decode("utf-8", "ignore"))


def _pdf_strings(content: bytes) -> Iterator[str]:
    for found in PDF_STRING.finditer(content):
        raw = (
            re.sub(rb"\\(.)", rb"\1", found.group(1), flags=re.DOTALL)
            if found.group(1) is not None
            else _hex(found.group(2))
        )
        if raw.startswith(b"\xfe\xff"):
            yield raw[2:].decode("utf-16-be", "ignore")
        elif raw.startswith(b"\xef\xbb\xbf"):
            yield raw[3:].decode("utf-8", "ignore")


def _hex(digits: bytes) -> bytes:
    tight = re.sub(rb"\s", b"", digits)
    return bytes.fromhex((tight if len(tight) % 2 == 0 else tight + b"0").decode("ascii"))
