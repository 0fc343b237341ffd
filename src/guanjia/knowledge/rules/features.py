"""What a sentence is made of, for a machine that learns from few of them: letters side by side, and what they mean."""

import re
from functools import cache

from guanjia.knowledge.rules.words import FOLDER

DIGITS = re.compile(r"\d+")
LONGER = re.compile(r"(.)\1{2,}")
CONCEPT = "c:"


def calm(text: str) -> str:
    """Small letters, any number as 0, no letter more than twice in a row, nothing before and after."""
    return LONGER.sub(r"\1\1", DIGITS.sub("0", text.lower())).strip()


def grams(text: str, least: int = 1, most: int = 3) -> list[str]:
    """Letters side by side, `least` to `most` of them, not across a stop."""
    parts = re.split(r"[，。！？；：、,.!?;:~…\s]+", calm(text))
    return [
        part[at : at + size] for part in parts for size in range(least, most + 1) for at in range(len(part) - size + 1)
    ]


def concepts(text: str) -> list[tuple[str, str]]:
    """(concept, word) for every word of the concept list that the text holds, so that words of one meaning count as one."""
    quiet = calm(text)
    return [(name, word) for name, group in groups().items() for word in group if word in quiet]


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Words that mean nearly the same, by the first of them."""
    lines = (FOLDER / "concepts.txt").read_text(encoding="utf-8").splitlines()
    split = [tuple(line.split()) for line in lines if not line.startswith("#")]
    return {group[0]: group for group in split}


def features(text: str) -> list[str]:
    """Letters, pairs of letters, and concepts; a concept carries a mark so that it never meets letters."""
    return [*grams(text, 1, 2), *(f"{CONCEPT}{name}" for name, _word in concepts(text))]
