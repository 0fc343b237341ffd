"""Whose parcel this is: found by unit, by phone or its last four digits, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guanjia.foundation.persons.public import (
    Person,
    find_by_name_or_pinyin,
    find_by_phone,
    find_by_phone_tail,
)
from guanjia.foundation.sites.public import Site
from guanjia.people.public import HOSTS, Occupancy
from guanjia.places.public import Unit, units_in

MOST = 12


@dataclass(frozen=True, slots=True)
class Recipient:
    """A home and, where it is clear, the person in it. `key` comes back from a form."""

    unit: Unit
    person: Person | None
    relation: str = ""

    @property
    def key(self) -> str:
        """What a form sends back: unit and person by id."""
        return f"{self.unit.pk}:{self.person.pk if self.person is not None else 0}"


def recipients(site: Site, text: str, on: date) -> list[Recipient]:
    """Who may be meant, the likeliest first, at most twelve. A unit that nobody lives in is found too, without a person."""
    calm = text.strip()
    if not calm:
        return []
    codes = units_in(calm)
    units = list(Unit.objects.filter(site=site, code__in=[*codes, calm.upper()])) or _by_number(site, calm)
    if units:
        return _of_units(site, units, _without(calm, codes), on)
    people = _people(site, calm)
    return _of_people(site, people, on)


def recipient_by_key(site: Site, key: str) -> Recipient | None:
    """The home and person of a form's choice; None for what the site does not know."""
    unit_pk, _colon, person_pk = key.partition(":")
    if not (unit_pk.isdigit() and person_pk.isdigit()):
        return None
    unit = Unit.objects.filter(site=site, pk=int(unit_pk)).first()
    if unit is None:
        return None
    held = Occupancy.objects.filter(site=site, unit=unit, person=int(person_pk)).select_related("person").first()
    return Recipient(unit, held.person if held is not None else None, held.relation if held is not None else "")


def contacts_of(unit: Unit, on: date) -> list[Person]:
    """Who is told about something for the home: the first contacts, else everybody who lives there."""
    rows = Occupancy.objects.current(on).filter(unit=unit, relation__in=HOSTS).select_related("person")
    held = list(rows.order_by("-is_contact", "pk"))
    first = [row.person for row in held if row.is_contact] or [row.person for row in held if row.lives_here]
    return list({person.pk: person for person in first}.values())


def _by_number(site: Site, text: str) -> list[Unit]:
    return list(Unit.objects.filter(site=site, number=text)[:MOST]) if text.isalnum() and len(text) <= 6 else []


def _people(site: Site, text: str) -> list[Person]:
    if text.isdigit() and len(text) == 4:
        return find_by_phone_tail(site, text)
    if text.isdigit() and len(text) > 6:
        return find_by_phone(site, text)
    return find_by_name_or_pinyin(site, text, limit=MOST)


def _without(text: str, codes: Iterable[str]) -> str:
    """What is left of the text beside the unit: perhaps a name."""
    rest = text
    for code in codes:
        rest = rest.replace(code, "")
    return rest.strip(" ,，")


def _of_units(site: Site, units: list[Unit], name: str, on: date) -> list[Recipient]:
    rows = Occupancy.objects.current(on).filter(site=site, unit__in=units, relation__in=HOSTS)
    held = list(rows.select_related("unit", "person").order_by("unit__code", "-is_contact", "pk"))
    found = [Recipient(row.unit, row.person, row.relation) for row in held]
    found.sort(key=lambda each: bool(name) and (each.person is None or name not in each.person.name))
    known = {row.unit_id for row in held}
    return (found + [Recipient(unit, None) for unit in units if unit.pk not in known])[:MOST]


def _of_people(site: Site, people: list[Person], on: date) -> list[Recipient]:
    rows = Occupancy.objects.current(on).filter(site=site, person__in=people, relation__in=HOSTS)
    held = rows.select_related("unit", "person").order_by("person__pinyin", "unit__code")
    return [Recipient(row.unit, row.person, row.relation) for row in held[:MOST]]
