"""Keeps exported cells from being run as formulas, and takes the guard off again."""

import re

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
GUARDED = re.compile(r"^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")


def guard(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula, without control characters."""
    clean = ILLEGAL.sub("", text)
    return f"'{clean}" if clean.lstrip(" \n").startswith(DANGEROUS) else clean


def unguard(text: str) -> str:
    """The text without the guard."""
    return GUARDED.sub("", text)
