"""Who may get a card: people of homes, found by unit, telephone or name."""

from dataclasses import dataclass
from datetime import datetime

from guanjia.foundation.persons.public import (
    Person,
    find_by_name_or_pinyin,
    find_by_phone,
    find_by_phone_tail,
)
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.cards.rules.cards import CLASS_OF_RELATION
from guanjia.kernel import typed
from guanjia.people.public import HOSTS, Occupancy
from guanjia.places.public import Unit, units_in

MOST = 12


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody of a home."""

    unit: Unit
    person: Person
    relation: str

    @property
    def key(self) -> str:
        """What a form sends back."""
        return f"{self.unit.pk}:{self.person.pk}"

    @property
    def choice(self) -> tuple[str, str]:
        """The key with its words."""
        return self.key, f"{self.unit.code} {self.person.name}"

    @property
    def wanted(self) -> str:
        """The class of card that the relation gives."""
        return CLASS_OF_RELATION[self.relation].value


def holders(site: Site, text: str, at: datetime) -> list[Holder]:
    """The people that a text may mean, at most twelve."""
    calm = text.strip()
    if not calm:
        return []
    rows = Occupancy.objects.current(local(site, at).date()).filter(site=site, relation__in=HOSTS)
    units = list(Unit.objects.filter(site=site, code__in=[*units_in(calm), calm.upper()]))
    rows = rows.filter(unit__in=units) if units else rows.filter(person__in=_people(site, calm))
    return _holders(rows.select_related("unit__building", "person").order_by("unit__code", "-is_contact", "pk")[:MOST])


def holder_by_key(site: Site, key: str, at: datetime) -> Holder | None:
    """The person of a home by the ids of a link; None for somebody who does not belong there now."""
    unit, person = map(typed.number, key.partition(":")[::2])
    if not (unit and person):
        return None
    rows = Occupancy.objects.current(local(site, at).date()).filter(site=site, relation__in=HOSTS)
    found = _holders(rows.filter(unit=unit, person=person).select_related("unit__building", "person")[:1])
    return found[0] if found else None


def _holders(rows: object) -> list[Holder]:
    found = {}
    for row in rows:  # type: ignore[attr-defined]
        found.setdefault((row.unit_id, row.person_id), Holder(row.unit, row.person, row.relation))
    return list(found.values())


def _people(site: Site, text: str) -> list[Person]:
    if text.isdigit():
        return find_by_phone_tail(site, text) if len(text) == 4 else find_by_phone(site, text)
    return find_by_name_or_pinyin(site, text, limit=MOST)
