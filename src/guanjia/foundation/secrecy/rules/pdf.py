"""Reads the words of a PDF cheaply: its properties, and page text through the fonts' own character maps."""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

MOST = 4 * 1024 * 1024
MOST_PAGES = 60
MOST_STREAMS = 3000
MOST_PLAIN = 64 * 1024
MOST_MAPS = 20
STREAM = re.compile(rb"stream\r?\n")
STRING = re.compile(rb"\(((?:[^()\\]|\\.)*+)(\)?)|<([0-9A-Fa-f\s]*+)(>?)", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
SHOWS = re.compile(rb"T[jJ]\b")
ONE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,16})>")
RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>")
MOST_CODES = 100_000
TAG = re.compile(r"<[^>]{0,2000}>")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_text(content: bytes) -> Iterator[str]:
    """Pieces of text of the PDF, each once for every character map that could have written it. Never raises."""
    yield from _properties(content[:MOST])
    maps: list[dict[int, str]] = []
    pages: list[bytes] = []
    for plain in _streams(content):
        if b"begincmap" in plain and len(maps) < MOST_MAPS:
            maps.append(_character_map(plain))
        elif SHOWS.search(plain) and len(pages) < MOST_PAGES:
            pages.append(b"".join(_strings(plain)))
        else:
            yield from _properties(plain)
    for page in pages:
        for codes in maps:
            yield "".join(codes.get(page[at] << 8 | page[at + 1], " ") for at in range(0, len(page) - 1, 2))


def _streams(content: bytes) -> Iterator[bytes]:
    left, view = MOST, memoryview(content)
    for begin in islice(STREAM.finditer(content), MOST_STREAMS):
        if left <= 0:
            return
        start = begin.end()
        try:
            plain = zlib.decompressobj().decompress(view[start : start + MOST], left)
        except zlib.error:
            end = content.find(b"endstream", start, start + MOST_PLAIN)
            plain = content[start:end] if end > 0 else b""
        left -= len(plain)
        yield plain


def _properties(plain: bytes) -> Iterator[str]:
    for raw in _strings(plain):
        if raw.startswith(b"\xfe\xff"):
            yield raw[2:].decode("utf-16-be", "ignore")
        elif raw.startswith(b"\xef\xbb\xbf"):
            yield raw[3:].decode("utf-8", "ignore")
    if b"<rdf" in plain[:4000] or b"<x:xmpmeta" in plain[:4000]:
        yield TAG.sub("\n", plain.decode("utf-8", "ignore"))


def _strings(plain: bytes) -> Iterator[bytes]:
    for found in STRING.finditer(plain):
        text, closed, digits, ended = found.groups()
        if closed:
            yield ESCAPE.sub(_unescaped, text)
        elif ended and len(tight := re.sub(rb"\s", b"", digits)) >= 4:
            yield bytes.fromhex((tight if len(tight) % 2 == 0 else tight + b"0").decode("ascii"))


def _unescaped(found: re.Match[bytes]) -> bytes:
    mark = found.group(1)
    if b"0" <= mark[:1] <= b"7":
        return bytes([int(mark, 8) & 0xFF])
    return ESCAPED.get(mark, b"" if mark.strip(b"\r\n") == b"" else mark)


def _character_map(plain: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    left = MOST_CODES
    for part in plain.split(b"endbf")[:-1]:
        body = part[part.rfind(b"beginbf") + len(b"beginbf") :]
        if body.startswith(b"char"):
            for code, text in islice(ONE.findall(body), MOST_CODES):
                found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "ignore")
        else:
            for first, last, text in RANGE.findall(body):
                for step in range(min(int(last, 16) - int(first, 16) + 1, left)):
                    found[int(first, 16) + step] = chr(min(int(text, 16) + step, 0x10FFFF))
                    left -= 1
    return found
