"""Free text is kept erasable beside the journal; the entry holds a salted hash of it."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FreeText:
    """Marks a value in `changes` as words somebody typed: the entry keeps its hash, the erasable row its text."""

    text: str


def text_hash(salt: str, text: str) -> str:
    """SHA-256 of the salt and the text, 64 hex digits; empty for empty text."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest() if text else ""
