"""Reads which characters a font file can draw, from its cmap table (formats 4 and 12)."""

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

INVISIBLE = frozenset({0x09, 0x0A, 0x0D, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x00AD})


def missing_from(font: Path, text: str) -> set[str]:
    """The characters of the text that the font cannot draw; blanks and control characters never miss."""
    known = covered(font)
    wanted = {char for char in unicodedata.normalize("NFC", text) if ord(char) not in INVISIBLE and not char.isspace()}
    return {char for char in wanted if ord(char) not in known and not 0xFE00 <= ord(char) <= 0xFE0F}


@lru_cache(maxsize=8)
def covered(font: Path) -> frozenset[int]:
    """The code points the font has a glyph for."""
    data = font.read_bytes()
    start = _table(data, b"cmap")
    count = struct.unpack_from(">H", data, start + 2)[0]
    found: set[int] = set()
    for number in range(count):
        offset = struct.unpack_from(">I", data, start + 4 + number * 8 + 4)[0]
        form = struct.unpack_from(">H", data, start + offset)[0]
        if form == 12:
            found |= _format_12(data, start + offset)
        elif form == 4:
            found |= _format_4(data, start + offset)
    return frozenset(found)


def _table(data: bytes, tag: bytes) -> int:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + number * 16)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _format_12(data: bytes, at: int) -> set[int]:
    groups = struct.unpack_from(">I", data, at + 12)[0]
    found: set[int] = set()
    for first, last, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + groups * 12]):
        found.update(range(first + (glyph == 0), last + 1))
    return found


def _format_4(data: bytes, at: int) -> set[int]:
    double = struct.unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        if first != 0xFFFF:
            found.update(range(first, last + 1))
    return found
