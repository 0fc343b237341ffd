"""Who is meant by what was typed or scanned at the desk."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.persons.public import Person, find_by, find_by_name_or_pinyin, find_by_phone_tail
from guanjia.foundation.search.public import search
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.desk.models import Call, Note, QuickCase
from guanjia.frontdesk.desk.rules.lookup import ways
from guanjia.people.public import Occupancy
from guanjia.places.public import Unit, units_in

MOST = 20
PAGES: dict[str, tuple[type[Any], str]] = {
    "DH": (Call, "desk:call"),
    "LY": (Note, "desk:note"),
    "KJ": (QuickCase, "desk:case"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that may be meant: a person, a unit, or a page of ours (`url`)."""

    title: str
    note: str = ""
    person_id: int = 0
    unit_id: int = 0
    url: str = ""


def candidates(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    """Those who may be meant, the surest way first and only that; at most 20. A phone of two people gives both."""
    for way in ways(text):
        if found := FINDERS[way](user, site, text.strip(), on):
            return found[:MOST]
    return []


def _number(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    calm = text.upper().replace(" ", "")
    model, page = PAGES.get(calm[:2], (None, ""))
    if model is not None and model.objects.filter(site=site, number=calm).exists():
        return [Candidate(calm, url=reverse(page, args=[site.code, calm]))]
    hits = [hit for _provider, some in search(user, site, calm) for hit in some]
    return [Candidate(hit.title, hit.note, url=hit.url) for hit in hits]


def _unit(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    return _as_units(Unit.objects.filter(site=site, code__in=units_in(text)))


def _door(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    return _as_units(Unit.objects.filter(site=site, number=text).order_by("code")[:MOST])


def _tail(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    return _as_people(find_by_phone_tail(site, text), on) + _door(user, site, text, on)


def _by(field: str) -> "Finder":
    def finder(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
        return _as_people(find_by(site, field, text), on)

    return finder


def _name(user: Any, site: Site, text: str, on: Any) -> list[Candidate]:
    return _as_people(find_by_name_or_pinyin(site, text, limit=MOST), on)


def _as_units(units: Iterable[Unit]) -> list[Candidate]:
    return [Candidate(unit.code, unit_id=unit.pk) for unit in units]


def _as_people(people: list[Person], on: Any) -> list[Candidate]:
    """The people with the units they belong to; one query for all."""
    homes: dict[int, list[str]] = {}
    rows = Occupancy.objects.current(on).filter(person__in=[person.pk for person in people]).select_related("unit")
    for row in rows if people else ():
        homes.setdefault(row.person_id, []).append(f"{row.unit.code} {_(row.relation_enum.label)}")
    return [
        Candidate(person.name, "; ".join(homes.get(person.pk, [])) or person.affiliation, person_id=person.pk)
        for person in people
    ]


Finder = Callable[[Any, Site, str, Any], list[Candidate]]
FINDERS: dict[str, Finder] = {
    "number": _number,
    "unit": _unit,
    "plate": _by("plate"),
    "phone": _by("phone"),
    "tail": _tail,
    "card": _by("card"),
    "door": _door,
    "name": _name,
}
