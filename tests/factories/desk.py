"""Homes, people and calls for the counter's tests."""

from datetime import datetime
from itertools import count
from typing import Any

from guanjia.foundation.persons.public import Person, make_person
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Occupancy, Relation
from guanjia.places.public import Building, Unit
from tests.factories.conference import NINE

_next = count(1)


def make_unit(site: Site, code: str = "3-2-1201") -> Unit:
    """The unit of that code, made where it is not there yet."""
    building, _made = Building.objects.get_or_create(site=site, code=code.split("-")[0], defaults={"name": code})
    unit, _made = Unit.objects.get_or_create(
        site=site, code=code, defaults={"building": building, "number": code.split("-")[-1]}
    )
    return unit


def make_resident(site: Site, name: str = "王小明", code: str = "3-2-1201", **fields: Any) -> Person:
    """Somebody who lives in the unit. `phone`, `plate`, `card`, `relation`, `is_contact` as given."""
    relation, contact = fields.pop("relation", Relation.OWNER), fields.pop("is_contact", False)
    at: datetime = fields.pop("at", NINE)
    private = {key: value for key, value in fields.items() if value}
    person = make_person(site=site, name=name, actor=None, at=at, link="occupier", private=private)
    Occupancy.objects.create(
        site=site, unit=make_unit(site, code), person=person, relation=relation, is_contact=contact
    )
    return person
