"""Finds the header of a sheet and which column means which field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEARCHED_ROWS = 20
NOISE = re.compile(r"[\s*＊:：_\-/\\|.,;、。()（）\[\]【】]+")
ASIDE = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the data begins (row index), each column's words, and the proposed field -> column index."""

    first_row: int
    depth: int
    labels: list[str]
    mapping: dict[str, int]


def find_header(rows: Sequence[Sequence[Any]], words: Mapping[str, Sequence[str]]) -> Header:
    """The row, or pair of rows, in the first twenty that names most fields; `words` is field -> its header words.

    A sheet that names none is taken to have its header in the first filled row, with nothing mapped.
    """
    best = Header(0, 1, [], {})
    score = (-1, 0)
    for at in range(min(SEARCHED_ROWS, len(rows))):
        for depth in (1, 2):
            if at + depth > len(rows) or not any(str(cell).strip() for cell in rows[at]):
                continue
            labels = _labels(rows[at : at + depth])
            mapping = propose(labels, words)
            if (found := (len(mapping), -depth)) > score:
                best, score = Header(at + depth, depth, [label for label, _ in labels], mapping), found
    return best


def propose(labels: Sequence[tuple[str, str]], words: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """field -> column index. Each column is taken once; the same word beats one that only contains it.

    A label is (whole header, its lowest line).
    """
    ranked = []
    for column, (whole, lowest) in enumerate(labels):
        for field, synonyms in words.items():
            if strength := max((_strength(whole, lowest, word) for word in synonyms), default=0):
                ranked.append((-strength, column, field))
    mapping: dict[str, int] = {}
    taken: set[int] = set()
    for _negative, column, field in sorted(ranked):
        if field not in mapping and column not in taken:
            mapping[field] = column
            taken.add(column)
    return mapping


def calm(text: str) -> str:
    """A header without blanks, punctuation, asides in brackets and case: " 手机号 (必填)*" -> 手机号."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return NOISE.sub("", ASIDE.sub("", narrow)) or NOISE.sub("", narrow)


def _labels(rows: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    width = max(len(row) for row in rows)
    found = []
    for column in range(width):
        lines = [str(row[column]).strip() if column < len(row) else "" for row in rows]
        kept = list(dict.fromkeys(line for line in lines if line))
        found.append((" ".join(kept), kept[-1] if kept else ""))
    return found


def _strength(whole: str, lowest: str, word: str) -> int:
    """1000 for the same word, less for one contained, 0 for none; longer words count more."""
    wanted, label, low = calm(word), calm(whole), calm(lowest)
    if not wanted or not label:
        return 0
    if wanted in (label, low):
        return 1000 + len(wanted)
    if len(label) <= 24 and len(wanted) >= 2 and (wanted in low or wanted in label):
        return 100 + len(wanted) * 10 - abs(len(label) - len(wanted))
    return 0
