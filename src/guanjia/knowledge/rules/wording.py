"""How a reply is put (KNOW-014): "we" for "you", no "impossible", a time for a promise. Data in phrases.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "phrases.yaml"
PROMISES = re.compile(r"会|将|马上|尽快|安排|处理|回复|联系|上门")
TIMES = re.compile(
    r"\d|[一二两三四五六七八九十半]+(?:个)?(?:分钟|小时|天|日|点|工作日)|今天|今晚|明天|明早|上午|下午|本周|周[一二三四五六日]"
)
VAGUE = re.compile(r"马上|尽快|稍后|一会儿?|过几天|有空")


@dataclass(frozen=True, slots=True)
class Hint:
    """A word that should be put otherwise: the word, why (an English msgid), what to say instead."""

    word: str
    why: str
    better: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence to begin with, and when (KNOW-013, CUST-024)."""

    text: str
    use: str


@cache
def _data() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def phrases(use: str = "") -> list[Phrase]:
    """Phrases for a use (open, empathy, alternative, promise, close), all without one."""
    return [Phrase(each["text"], each["use"]) for each in _data()["phrases"] if use in ("", each["use"])]


def hints(text: str) -> list[Hint]:
    """What should be put otherwise, in the order of the text; none for a good one or for nothing.

    >>> [hint.word for hint in hints("这个不可能，你们自己去找")]
    ['不可能', '你们', '自己去找']
    """
    found = []
    for each in _data()["wording"]:
        for word in each["words"]:
            at = text.find(word)
            if at >= 0 and not any(
                text[max(0, at - len(fine)) : at + len(word) + len(fine)].find(fine) >= 0
                for fine in each.get("fine", ())
            ):
                found.append((at, Hint(word, each["why"], each.get("better", ""))))
    vague = VAGUE.search(text)
    if vague and PROMISES.search(text) and not TIMES.search(text):
        late = next(each for each in _data()["wording"] if each["code"] == "time")
        found.append((vague.start(), Hint(vague[0], late["why"], late["better"])))
    return [hint for _at, hint in sorted(found, key=lambda each: each[0])]
