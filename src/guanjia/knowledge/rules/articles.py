"""Articles: what they are about, what may become of them, which fit some words (KNOW-001, KNOW-010, KNOW-012)."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_
from guanjia.knowledge.rules.features import concepts, grams


class ArticleGroup(State):
    """What an article is about: five classes for callers, four for ourselves, conflicts and phrases for both."""

    FEES = "fees", N_("Fees"), "green"
    REPAIR = "repair", N_("Repair service"), "blue"
    COMPLAINT = "complaint", N_("Complaint handling"), "orange"
    FACILITIES = "facilities", N_("Shared facilities"), "teal"
    SAFETY = "safety", N_("Safety questions"), "red"
    RULES = "rules", N_("Laws and policy"), "indigo"
    STANDARDS = "standards", N_("Service standards"), "azure"
    CASES = "cases", N_("Case library"), "purple"
    TRAINING = "training", N_("Training material"), "secondary"
    CONFLICT = "conflict", N_("Conflict library"), "yellow"
    PHRASE = "phrase", N_("Phrases"), "secondary"


FOR_CALLERS = frozenset(
    {ArticleGroup.FEES, ArticleGroup.REPAIR, ArticleGroup.COMPLAINT, ArticleGroup.FACILITIES, ArticleGroup.SAFETY}
)


class ArticleState(State):
    """Where an article stands. Only an approved one is shown at the counter, and only until its day."""

    DRAFT = "draft", N_("To be approved"), "yellow"
    APPROVED = "approved", N_("Approved"), "green"
    WITHDRAWN = "withdrawn", N_("Withdrawn"), "secondary"


S = ArticleState
ARTICLE_MOVES: dict[ArticleState, frozenset[ArticleState]] = {
    S.DRAFT: frozenset({S.APPROVED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.DRAFT, S.APPROVED, S.WITHDRAWN}),  # approved again: until a later day
    S.WITHDRAWN: frozenset({S.DRAFT}),
}
assert ARTICLE_MOVES.keys() == set(ArticleState), "every state needs its row"

LONGEST_DAYS = 366
"""An approval never lasts longer: the base is looked through every year at least (KNOW-007)."""


def may_last_until(today: date, until: date) -> bool:
    """Whether an approval of `today` may last until a day: not in the past, at most LONGEST_DAYS ahead."""
    return 0 <= (until - today).days <= LONGEST_DAYS


def is_valid(state: str, until: date | None, today: date) -> bool:
    """Whether an article may be told to somebody today; its last day still counts."""
    return state == S.APPROVED and until is not None and until >= today


@dataclass(frozen=True, slots=True)
class Text:
    """What an article is found by: its question weighs double."""

    id: int
    question: str
    points: str
    words: str = ""


def fitting(asked: str, texts: Sequence[Text], limit: int = 5) -> list[tuple[int, float]]:
    """(id, weight) of the articles that fit the words best, best first. Pairs of letters and words of one meaning count,
    rare ones more; nothing in common, not found.
    """
    bags = {text.id: _bag(text) for text in texts}
    spread = Counter(name for bag in bags.values() for name in bag)
    sought = set(_names(asked))
    rare = {name: math.log(1 + len(texts) / spread[name]) for name in sought if name in spread}
    found = []
    for number, bag in bags.items():
        common = sum(weight * min(2, bag[name]) for name, weight in rare.items() if name in bag)
        if common:
            found.append((number, round(common / math.sqrt(4 + sum(bag.values())), 3)))
    return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]


def _names(text: str) -> list[str]:
    return [*grams(text, 2, 2), *(f"c:{name}" for name, _word in concepts(text))]


def _bag(text: Text) -> Counter[str]:
    return Counter(_names(text.question) * 2 + _names(text.words) * 2 + _names(text.points))


def question_of(day: date, ids: Sequence[int], asked_before: Mapping[int, date]) -> int | None:
    """The article of the day (KNOW-009): the one asked longest ago, those never asked first; None without articles."""
    return min(ids, key=lambda number: (asked_before.get(number, date.min), number), default=None)
