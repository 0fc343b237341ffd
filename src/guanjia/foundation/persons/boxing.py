"""Lets the one search box find persons: by name, pinyin, phone and the last four digits of a phone."""

from collections.abc import Callable, Iterable
from typing import Any

from guanjia.foundation.persons.finding import find_by_phone, find_by_phone_tail
from guanjia.foundation.persons.making import KIND
from guanjia.foundation.persons.models import Person, PersonLink
from guanjia.foundation.persons.naming import find_by_name_or_pinyin
from guanjia.foundation.search.public import Hit, Provider, register_provider
from guanjia.foundation.sites.public import Site
from guanjia.kernel.words import gettext_noop as N_

PageOf = Callable[[Any, Site, Person], str | None]
MOST = 20
_pages: dict[str, PageOf] = {}


def register_person_page(link_kind: str, page_of: PageOf) -> None:
    """Where persons linked as `link_kind` ("guest") are shown: `page_of(user, site, person)` gives the address, or None
    for a user who may not see it. Persons without such a page are not found by the box. Called in apps.ready()."""
    _pages[link_kind] = page_of


def look_up(user: Any, site: Site, text: str) -> Iterable[Hit]:
    """The persons of the site that the words mean and the user may open."""
    people = {person.pk: person for person in _found(site, text)[:MOST]}
    links = PersonLink.objects.filter(site=site, person__in=list(people), kind__in=list(_pages)).order_by("pk")
    hits: dict[int, Hit] = {}
    for link in links:
        person = people[link.person_id]
        if person.pk not in hits and (url := _pages[link.kind](user, site, person)):
            hits[person.pk] = Hit(KIND, person.pk, person.name, url, person.affiliation)
    return [hits[pk] for pk in people if pk in hits]


def register() -> None:
    """Hand the persons to the box."""
    register_provider(Provider(KIND, N_("Persons"), lambda user, site, ids: (), look_up, order=10))


def _found(site: Site, text: str) -> list[Person]:
    digits = "".join(text.split()).lstrip("+")
    if not digits.isdecimal():
        return find_by_name_or_pinyin(site, text, limit=MOST)
    return find_by_phone_tail(site, digits) if len(digits) == 4 else find_by_phone(site, text)
