"""What knowledge says of a request's words: likely kinds, how often that was right, articles that fit (REPR-002, KNOW-001)."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.knowledge.public import Accuracy, Found, accuracy, find_articles, suggest_kinds
from guanjia.servicedesk.rules.kinds import catalogue

KINDS = 3
ARTICLES = 3


@dataclass(frozen=True, slots=True)
class KindAdvice:
    """A kind that the words speak for: its code and title, how sure in per cent, which words."""

    code: str
    title: str
    percent: int
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Kinds likeliest first, what earlier advice at this site was worth by its own rows, articles best first."""

    kinds: tuple[KindAdvice, ...]
    accuracy: Accuracy
    articles: tuple[Found, ...]


def suggested_kinds(site: Site, text: str) -> list[str]:
    """Codes of the kinds of our catalogue that the words speak for, likeliest first."""
    known = catalogue().kinds
    return [each.kind for each in suggest_kinds(text, KINDS + 2, site=site) if each.kind in known][:KINDS]


def advice_on(site: Site, text: str, language: str, at: datetime) -> Advice:
    """Advice on the words of one request. Kinds that our catalogue lacks are left out."""
    known = catalogue().kinds
    kinds = tuple(
        KindAdvice(each.kind, known[each.kind].title(language), round(100 * each.share), "、".join(each.why))
        for each in suggest_kinds(text, KINDS + 2, site=site)
        if each.kind in known
    )[:KINDS]
    return Advice(kinds, accuracy(site), tuple(find_articles(site, text, ARTICLES, at=at)))
