"""What the words of a complaint say at the point of use: likely kind, articles that fit, what to put otherwise (KNOW-001, 014)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from guanjia.complaints.rules.departments import DEPARTMENTS, Department
from guanjia.complaints.rules.nature import Kind
from guanjia.complaints.rules.routing import department_of, kind_of
from guanjia.foundation.sites.public import Site
from guanjia.knowledge.public import Found, Hint, find_articles, hints, suggest_kinds

ARTICLES = 3
LEAST_SURE = 0.25
TOLD = ("process", "result", "summary", "reply", "words", "text")
"""The boxes whose words reach the owner or the public; they are looked through for wording."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The likely kind (None when the words are not clear) and its department, articles best first, words to put otherwise."""

    kind: Kind | None = None
    department: Department | None = None
    articles: tuple[Found, ...] = ()
    hints: tuple[Hint, ...] = ()


def likely_kind(text: str, site: Site | None = None) -> Kind | None:
    """What the words complain about, by what the `site` has learnt besides; None when they are not clear."""
    best = suggest_kinds(text, 1, site)
    found = kind_of(best[0].kind) if best and best[0].share >= LEAST_SURE else Kind.OTHER
    return None if found is Kind.OTHER else found


def advice_on(site: Site, text: str, at: datetime) -> Advice:
    """Kind, department and articles for what somebody complains about; empty for no words."""
    kind = likely_kind(text, site)
    department = DEPARTMENTS[department_of(kind)] if kind else None
    return Advice(kind, department, tuple(find_articles(site, text, ARTICLES, at=at)))


def advice_on_form(site: Site, typed: Mapping[str, str], at: datetime) -> Advice:
    """The same while a form is being filled: the problem is understood, an answer is looked through."""
    told = " ".join(typed.get(name, "") for name in TOLD).strip()
    found = advice_on(site, typed.get("problem", ""), at) if typed.get("problem", "").strip() else Advice()
    return Advice(found.kind, found.department, found.articles, tuple(hints(told)))
