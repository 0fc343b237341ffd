"""Bytes to text: finds the encoding, refuses what is no text, and hands out chunks in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from guanjia.conference.rules.programme.rows import Unreadable
from guanjia.kernel.words import gettext_noop as N_

CHUNK = 64 * 1024

_FOREIGN = (
    (b"PK\x03\x04", N_("This is a ZIP archive or an Office document. Unpack it, or export the programme again.")),
    (b"\x1f\x8b", N_("This is a gzip archive. Unpack it first.")),
    (b"BZh", N_("This is a bzip2 archive. Unpack it first.")),
    (b"\xfd7zXZ", N_("This is an xz archive. Unpack it first.")),
    (b"7z\xbc\xaf", N_("This is a 7z archive. Unpack it first.")),
    (b"Rar!", N_("This is a RAR archive. Unpack it first.")),
    (b"%PDF", N_("This is a PDF. A programme comes as schedule XML, schedule JSON or iCalendar.")),
    (b"\xd0\xcf\x11\xe0", N_("This is an Office document. A programme comes as schedule XML, JSON or iCalendar.")),
    (b"\x89PNG", N_("This is a picture. A programme comes as schedule XML, schedule JSON or iCalendar.")),
    (b"\xff\xd8\xff", N_("This is a picture. A programme comes as schedule XML, schedule JSON or iCalendar.")),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_NOT_FOR_FILES = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined"})
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030"}


class Source:
    """A file as text that can be read several times. The stream must be seekable and opened in binary."""

    def __init__(self, stream: BinaryIO) -> None:
        """Raises Unreadable for an empty file, an archive, a document, or an encoding that nobody knows."""
        self._stream = stream
        stream.seek(0)
        head = stream.read(4096)
        if not head.strip(b"\x00 \t\r\n"):
            raise Unreadable(N_("The file is empty."))
        for mark, message in _FOREIGN:
            if head.startswith(mark):
                raise Unreadable(message)
        self._skip, self.encoding = _by_mark(head)
        if not self.encoding:
            self.encoding = _by_pattern(head) or _by_declaration(head) or _by_content(stream)

    def chunks(self) -> Iterator[str]:
        """The text from the beginning, piece by piece. Raises Unreadable at a byte that is not of the encoding."""
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._stream.seek(self._skip)
        done = self._skip
        try:
            while data := self._stream.read(CHUNK):
                if text := decoder.decode(data):
                    yield text
                done += len(data)
            if text := decoder.decode(b"", True):
                yield text
        except UnicodeDecodeError as error:
            raise Unreadable(
                N_("Near byte %(place)s the file is not valid %(encoding)s."),
                place=done + error.start,
                encoding=self.encoding,
            ) from None

    def opening(self, length: int = 4096) -> str:
        """The first characters without leading white space."""
        text = ""
        for chunk in self.chunks():
            text = (text + chunk).lstrip()
            if len(text) >= length:
                break
        return text[:length]


class Utf8Reader:
    """The text of a source as a file of UTF-8 bytes, for parsers that read bytes."""

    def __init__(self, source: Source) -> None:
        self._chunks = source.chunks()
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, b"" at the end."""
        while not self._rest:
            text = next(self._chunks, None)
            if text is None:
                return b""
            self._rest = text.encode("utf-8", "replace")
        if size < 0:
            size = len(self._rest)
        part, self._rest = self._rest[:size], self._rest[size:]
        return part


def _by_mark(head: bytes) -> tuple[int, str]:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return len(mark), encoding
    return 0, ""


def _by_pattern(head: bytes) -> str:
    """UTF-16 without a mark: every second byte of an ASCII beginning is zero."""
    if head[:1] != b"\x00" and head[1:2] == b"\x00" and head[3:4] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if head[:1] == b"\x00" and head[1:2] != b"\x00" and head[2:3] == b"\x00" else ""


def _by_declaration(head: bytes) -> str:
    match = _DECLARED.match(head)
    if not match:
        return ""
    name = match[1].decode("ascii").lower()
    try:
        found = codecs.lookup(name)
        "".encode(name)  # refuses what is a codec but no encoding of text
    except (LookupError, ValueError):
        found = None
    if found is None or found.name in _NOT_FOR_FILES:
        raise Unreadable(N_("The file says it is written in %(encoding)s, which is not known here."), encoding=name)
    if found.name.startswith(("utf-16", "utf-32")):  # its bytes show that it was written otherwise
        return "utf-8"
    return _WIDER.get(found.name, found.name)


def _by_content(stream: BinaryIO) -> str:
    """UTF-8 or GB 18030, whichever the whole file is valid in."""
    for encoding in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        stream.seek(0)
        try:
            while data := stream.read(CHUNK):
                decoder.decode(data)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable(N_("The file is no text in UTF-8, UTF-16 or GB 18030."))
