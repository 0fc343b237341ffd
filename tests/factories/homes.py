"""Units with households."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation, add_occupancy
from guanjia.places.public import Building, Section, Unit, unit_code

NOON = datetime(2026, 3, 5, 4, tzinfo=UTC)
"""Thursday 5 March 2026, 12:00 in Shanghai."""
TODAY = date(2026, 3, 5)

_next = count(1)


def make_unit(site: Site, number: str = "", *, building: str = "3", section: str = "2", **fields: Any) -> Unit:
    """A home, "3-2-1201" for make_unit(site, "1201")."""
    number = number or f"{next(_next):04}"
    house, _made = Building.objects.get_or_create(site=site, code=building, defaults={"name": f"{building}栋"})
    part = None
    if section:
        part, _made = Section.objects.get_or_create(building=house, code=section, defaults={"name": f"{section}单元"})
    code = unit_code(building, section, number)
    return Unit.objects.create(site=site, building=house, section=part, code=code, number=number, **fields)


def make_resident(site: Site, name: str = "", phone: str = "", **fields: Any) -> Person:
    """A person of the site, with a phone of their own unless one is given."""
    number = next(_next)
    private = {"phone": phone or f"139{number:08}"}
    return make_person(site=site, name=name or f"住户{number}", private=private, actor=None, at=NOON, **fields)


def settle(unit: Unit, person: Person, relation: Relation = Relation.OWNER, **fields: Any) -> Occupancy:
    """Let the relation begin; a lessee gets a lease until the end of 2026 unless told."""
    if relation is Relation.LESSEE:
        fields.setdefault("until", date(2026, 12, 31))
    return add_occupancy(
        site=unit.site, unit=unit, person=person, relation=relation, actor=None, at=fields.pop("at", NOON), **fields
    )
