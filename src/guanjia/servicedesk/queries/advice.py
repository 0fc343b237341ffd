"""What the words of a request say: likely kinds, how urgent, whose door, how often that was right, articles that fit."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.sites.public import Site
from guanjia.knowledge.public import Accuracy, Found, accuracy, alarm_in, find_articles, suggest_kinds
from guanjia.places.public import Unit, units_in
from guanjia.servicedesk.rules.kinds import catalogue
from guanjia.servicedesk.rules.triage import Heard, likely_urgency

KINDS = 3
ARTICLES = 3
KIND, URGENCY, UNIT = "kind", "urgency", "unit"
PURPOSES = (KIND, URGENCY, UNIT)


@dataclass(frozen=True, slots=True)
class KindAdvice:
    """A kind that the words speak for: its code and title, how sure in per cent, which words."""

    code: str
    title: str
    percent: int
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the words of one request speak for, best first, and what earlier advice at this site was worth by its own rows.

    `urgency` None where no words were given; `unit` the home that the words name, None where they name none or several.
    """

    kinds: tuple[KindAdvice, ...]
    urgency: Heard | None
    unit: Unit | None
    worth: dict[str, Accuracy]
    articles: tuple[Found, ...]


def suggested_kinds(site: Site, text: str) -> list[str]:
    """Codes of the kinds of our catalogue that the words speak for, likeliest first."""
    known = catalogue().kinds
    return [each.kind for each in suggest_kinds(text, KINDS + 2, site=site) if each.kind in known][:KINDS]


def suggested_urgency(text: str, kind: str) -> Heard:
    """How urgent the words sound for this kind (REPR-007)."""
    alarm = alarm_in(text)
    return likely_urgency(catalogue().kinds.get(kind), alarm.word if alarm else "")


def suggested_unit(site: Site, text: str) -> Unit | None:
    """The one unit of the site that the words name (FIELD 21); None where they name none that is here, or several."""
    found = list(Unit.objects.filter(site=site, code__in=units_in(text))[:2])
    return found[0] if len(found) == 1 else None


def advice_on(site: Site, text: str, language: str, at: datetime) -> Advice:
    """Advice on the words of one request. Kinds that our catalogue lacks are left out."""
    known = catalogue().kinds
    kinds = tuple(
        KindAdvice(each.kind, known[each.kind].title(language), round(100 * each.share), "、".join(each.why))
        for each in suggest_kinds(text, KINDS + 2, site=site)
        if each.kind in known
    )[:KINDS]
    urgency = suggested_urgency(text, kinds[0].code if kinds else "") if text.strip() else None
    worth = {purpose: accuracy(site, purpose) for purpose in PURPOSES}
    return Advice(kinds, urgency, suggested_unit(site, text), worth, tuple(find_articles(site, text, ARTICLES, at=at)))
