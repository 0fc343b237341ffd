"""What came with a request as text, read without failing: anybody may send anything."""

from collections.abc import Iterable
from datetime import date, datetime

LONGEST = 18
"""Digits of the largest id that every database takes."""


def number(text: object) -> int:
    """A whole number from 0 on; 0, which is nobody's id, for whatever is none."""
    digits = str(text or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST else 0


def numbers(texts: Iterable[object]) -> list[int]:
    """The whole numbers from 1 on among them, in their order; whatever is none is left out."""
    return [found for found in map(number, texts) if found]


def day(text: object) -> date | None:
    """`2026-03-05` as a day; None for what is none, 30 February too."""
    try:
        return date.fromisoformat(str(text or "").strip())
    except ValueError:
        return None


def moment(text: object) -> datetime | None:
    """`2026-03-05T14:30`, with or without an offset, as it stands; None for what is none."""
    try:
        return datetime.fromisoformat(str(text or "").strip())
    except ValueError:
        return None
