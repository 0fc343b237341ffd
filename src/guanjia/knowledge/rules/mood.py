"""How a remark sounds, by words written down here: the cold start, before people have judged enough remarks."""

import re
from dataclasses import dataclass

from guanjia.knowledge.rules.words import words_of

GOOD, BAD = words_of("good"), words_of("bad")
DENIAL = re.compile(r"(不|没有?|未|别|无|不太|不够|不怎么|并不|毫无|缺乏|谈不上|算不上|毫不|难以)$")
STRONG = re.compile(r"(非常|特别|十分|极其|太|真|超级?|实在|相当|最|简直)$")
FAINT = re.compile(r"(有点|稍微|略|还算|比较|一般)$")
TURN = re.compile(r"但是|但|不过|可是|然而|就是")
REACH = 3
SURE = 0.2


@dataclass(frozen=True, slots=True)
class Mood:
    """`label` positive, neutral or negative; `score` -1 to 1; `why` the words that weighed most, as they stand."""

    label: str
    score: float
    why: tuple[str, ...] = ()


def mood_by_words(text: str) -> Mood:
    """Weigh praise against blame; a denied word counts for the other side, and what follows a "but" counts more."""
    turn = max((found.end() for found in TURN.finditer(text)), default=0)
    heard: dict[str, float] = {}
    for words, sign in ((GOOD, 1.0), (BAD, -1.0)):
        for word in words:
            for found in re.finditer(re.escape(word), text):
                before = text[max(0, found.start() - REACH) : found.start()]
                weight = sign * (2.0 if found.start() >= turn > 0 else 1.0) * _degree(before)
                denial = DENIAL.search(before)
                told = (denial[0] if denial else "") + word
                heard[told] = heard.get(told, 0.0) + (-weight if denial else weight)
    total = sum(heard.values())
    score = total / (sum(map(abs, heard.values())) + 0.5) if heard else 0.0
    why = tuple(sorted(heard, key=lambda word: -abs(heard[word]))[:4])
    return Mood(label_of(score), round(score, 3), why)


def label_of(score: float) -> str:
    """The label of a score between -1 and 1.

    >>> label_of(0.2), label_of(0.19), label_of(-0.2)
    ('positive', 'neutral', 'negative')
    """
    return "positive" if score >= SURE else "negative" if score <= -SURE else "neutral"


def _degree(before: str) -> float:
    if STRONG.search(before):
        return 1.5
    return 0.6 if FAINT.search(before) else 1.0
