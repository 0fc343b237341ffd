"""How many copies, for whom, in which order (MATR-007, MATR-008)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from guanjia.materials.rules.states import ON_PAPER, Form, Packing

SPARE_PERCENT = 10
"""Spare copies beside one for each head (MATR-007); a site may set another share."""


def copies_for(heads: int, spare_percent: int = SPARE_PERCENT) -> int:
    """One for each head and the spare share, rounded up: 10 heads and 10 % are 11, 11 heads are 13."""
    return heads + -(-heads * spare_percent // 100)


def beyond(count: int, heads: int, spare_percent: int = SPARE_PERCENT) -> int:
    """How many of `count` copies lie beyond heads and spare; 0 when none does."""
    return max(0, count - copies_for(heads, spare_percent))


def sheets(copies: int, pages: int, *, double_sided: bool) -> int:
    """Sheets of paper for so many copies: two pages on a sheet where it is printed on both sides (GREN-004)."""
    return copies * (ceil(pages / 2) if double_sided else pages)


def wastes_paper(form: Form, *, double_sided: bool, recycled: bool) -> bool:
    """Whether it goes on paper in a way that has to be explained: one-sided or on new paper (MATR-016)."""
    return form in ON_PAPER and not (double_sided and recycled)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets a copy, as far as packing must know."""

    guest_id: int
    pinyin: str
    seat: str = ""
    rank: int | None = None


def packed(readers: Sequence[Reader], by: Packing) -> list[Reader]:
    """The order of the bags: by seat number (2排10号 after 2排9号), who has no seat last; else by the organiser's
    order, then by name."""
    if by is Packing.BY_NAME:
        return sorted(readers, key=lambda each: (each.rank is None, each.rank or 0, each.pinyin, each.guest_id))
    return sorted(readers, key=lambda each: (not each.seat, natural(each.seat), each.pinyin, each.guest_id))


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key that puts 9 before 10 and letters after numbers."""
    parts: list[tuple[int, int, str]] = []
    digits = ""
    for char in [*text, ""]:
        if char.isdecimal():
            digits += char
            continue
        if digits:
            parts.append((0, int(digits), ""))
            digits = ""
        if char:
            parts.append((1, 0, char))
    return parts
