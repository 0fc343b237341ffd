"""What many remarks have in common: phrases that occur in more of them than chance would put them (CUST-024)."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import rjieba

from guanjia.knowledge.rules.words import words_of

HAN = re.compile(r"^[\u4e00-\u9fff]+$")
EMPTY = frozenset(words_of("empty"))
LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Theme:
    """A phrase, in how many remarks it stands, and which (by position)."""

    phrase: str
    count: int
    rows: tuple[int, ...]

    @property
    def example(self) -> int:
        """The position of the first remark that says it."""
        return self.rows[0]


def themes(texts: Sequence[str], limit: int = 12) -> list[Theme]:
    """The commonest phrases of two words that belong together and single words of substance, most remarks first.

    A phrase counts once a remark. A word that stands almost only inside a chosen phrase is not told again.
    """
    words = [[word for word in rjieba.cut(text) if word.strip()] for text in texts]
    rows_of: dict[str, set[int]] = defaultdict(set)
    together: Counter[tuple[str, str]] = Counter()
    single: Counter[str] = Counter()
    for number, row in enumerate(words):
        single.update(row)
        for left, right in pairwise(row):
            if HAN.match(left + right) and not {left, right} & EMPTY and len(left + right) > 2:
                together[left, right] += 1
                rows_of[left + right].add(number)
        for word in row:
            if len(word) > 1 and HAN.match(word) and word not in EMPTY:
                rows_of[word].add(number)
    total = sum(single.values()) or 1
    bound = {
        left + right for (left, right), count in together.items() if _pmi(count, single[left], single[right], total) > 2
    }
    alone = {word for row in words for word in row}
    chosen: list[Theme] = []
    ranked = sorted(
        (
            (phrase, rows)
            for phrase, rows in rows_of.items()
            if len(rows) >= LEAST_ROWS and (phrase in alone or phrase in bound)
        ),
        key=lambda each: (-len(each[1]), -len(each[0]), each[0]),
    )
    for phrase, rows in ranked:
        if not any(_tells_the_same(phrase, rows, other) for other in chosen):
            chosen.append(Theme(phrase, len(rows), tuple(sorted(rows))))
        if len(chosen) == limit:
            break
    return chosen


def _pmi(both: int, left: int, right: int, total: int) -> float:
    return math.log2(both * total / (left * right))


def _tells_the_same(phrase: str, rows: set[int], other: Theme) -> bool:
    contained = phrase in other.phrase or other.phrase in phrase
    return contained and len(rows & set(other.rows)) >= 0.6 * min(len(rows), other.count)
